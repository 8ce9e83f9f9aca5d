<?php
/**
 * The script's tag in the site's pages.
 *
 * @package Warp
 */

namespace Warp\Script;

use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * A deferred tag for a file of the site's own. Nothing of the visitor is in it, so pages may be cached.
 */
final class ScriptTag {

	/**
	 * What tells Rocket Loader, LiteSpeed (two) and WP Rocket to leave a tag alone.
	 */
	public const ATTRIBUTES = array(
		'data-cfasync'     => 'false',
		'data-no-optimize' => '1',
		'data-no-defer'    => '1',
		'nowprocket'       => true,
	);

	/**
	 * Knows the file and its handle.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Knows who gets it.
	 *
	 * @var Audience
	 */
	private $audience;

	public function __construct( Settings $settings, Audience $audience ) {
		$this->settings = $settings;
		$this->audience = $audience;
	}

	/**
	 * Adds the script to the page being made, when it should have one.
	 */
	public function enqueue(): void {
		$file = $this->settings->script_file();
		if ( null === $file || ! $this->audience->includes_this_request() ) {
			return;
		}
		$handle = $this->settings->handle();
		$url    = ( new ScriptFiles( $this->settings->folder() ) )->url( $file );
		// No version: the file's name says what is in it.
		wp_enqueue_script( $handle, $url, array(), null, array( 'strategy' => 'defer' ) ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
		add_filter( 'wp_script_attributes', array( $this, 'add_attributes' ) );
		( new OptimizerExclusions( $handle, $url ) )->register();
	}

	/**
	 * Completes the attributes of this script's tag.
	 *
	 * @param array<string, string|bool> $attributes Of any script's tag.
	 * @return array<string, string|bool>
	 */
	public function add_attributes( array $attributes ): array {
		$own = $this->settings->handle() . '-js' === ( $attributes['id'] ?? '' );
		return $own ? array_merge( $attributes, self::ATTRIBUTES ) : $attributes;
	}
}

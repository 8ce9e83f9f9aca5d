<?php
/**
 * Asks optimiser plugins to leave the script as it is.
 *
 * @package Warp
 */

namespace Warp\Script;

defined( 'ABSPATH' ) || exit;

/**
 * Delaying or merging the script loses visits. Each optimiser has filters for exceptions and its own way to name one.
 */
final class OptimizerExclusions {

	/**
	 * Filter -> how it names a script: a pattern over the whole path, a part of the address (in a list, or in a
	 * comma-separated text), or the handle.
	 */
	private const FILTERS = array(
		// WP Rocket: merging and shrinking, deferring, delaying.
		'rocket_exclude_js'              => 'path_pattern',
		'rocket_exclude_defer_js'        => 'path_pattern',
		'rocket_delay_js_exclusions'     => 'path_pattern',
		// LiteSpeed Cache: merging and shrinking, deferring and delaying, guest mode.
		'litespeed_optimize_js_excludes' => 'address_part',
		'litespeed_optm_js_defer_exc'    => 'address_part',
		'litespeed_optm_gm_js_exc'       => 'address_part',
		// Autoptimize.
		'autoptimize_filter_js_exclude'  => 'address_part_in_text',
		// SiteGround Speed Optimizer: shrinking, merging, deferring.
		'sgo_js_minify_exclude'          => 'handle',
		'sgo_javascript_combine_exclude' => 'handle',
		'sgo_js_async_exclude'           => 'handle',
	);

	/**
	 * How each way names this script.
	 *
	 * @var array<string, string>
	 */
	private $names;

	/**
	 * For one script.
	 *
	 * @param string $handle Its handle.
	 * @param string $url    Its address; its folder holds nothing else.
	 */
	public function __construct( string $handle, string $url ) {
		$folder      = dirname( (string) wp_parse_url( $url, PHP_URL_PATH ) );
		$this->names = array(
			'path_pattern'         => $folder . '/(.*).js',
			'address_part'         => basename( $folder ) . '/',
			'address_part_in_text' => basename( $folder ) . '/',
			'handle'               => $handle,
		);
	}

	public function register(): void {
		foreach ( self::FILTERS as $filter => $way ) {
			$name = $this->names[ $way ];
			add_filter(
				$filter,
				'address_part_in_text' === $way
					? static function ( $excluded ) use ( $name ) {
						return self::with_text( $excluded, $name );
					}
					: static function ( $excluded ) use ( $name ) {
						return array_merge( (array) $excluded, array( $name ) );
					}
			);
		}
	}

	/**
	 * Autoptimize gives a comma-separated text, or since 2.8 also a list whose keys are the parts.
	 *
	 * @param mixed  $excluded What is excluded so far.
	 * @param string $name     What to add.
	 * @return mixed
	 */
	private static function with_text( $excluded, string $name ) {
		if ( is_array( $excluded ) ) {
			return array_merge( $excluded, array( $name => '' ) );
		}
		return '' === (string) $excluded ? $name : $excluded . ', ' . $name;
	}
}

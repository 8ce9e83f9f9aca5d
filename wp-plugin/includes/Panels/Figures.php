<?php
/**
 * Figures of this site, asked of the core and kept for a while.
 *
 * @package Warp
 */

namespace Warp\Panels;

use Warp\Connection\Connection;
use Warp\Connection\SiteApi;
use Warp\Settings\Settings;
use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * However many people look, the core is asked once a minute. A core that does not answer is left alone for a moment too, so
 * that its silence does not take the workers that serve the site's pages.
 */
final class Figures {

	private const KEEP_ANSWER_SECONDS  = 60;
	private const KEEP_PROBLEM_SECONDS = 15;

	/**
	 * Prefix of the transients; the version of the connection is part of their name.
	 */
	public const TRANSIENT_PREFIX = 'warp_figures_';

	/**
	 * Knows the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Asks the core.
	 *
	 * @var SiteApi
	 */
	private $core;

	public function __construct( Settings $settings, SiteApi $core ) {
		$this->settings = $settings;
		$this->core     = $core;
	}

	/**
	 * What the core says.
	 *
	 * @param string                                 $path    Below /api/site.
	 * @param array<string, string|int|array<mixed>> $query   Parameters.
	 * @param int                                    $seconds How long an answer is kept.
	 * @return array<mixed>|WP_Error
	 */
	public function read( string $path, array $query, int $seconds = self::KEEP_ANSWER_SECONDS ) {
		$connection = $this->settings->connection();
		if ( null === $connection ) {
			return new WP_Error( 'warp_not_connected', __( 'This site is not connected to a Warp server.', 'warp' ), array( 'status' => 409 ) );
		}
		$name = self::name( $connection, $path, $query );
		$kept = get_transient( $name );
		if ( is_array( $kept ) ) {
			return isset( $kept['problem'] ) ? self::problem( $kept['problem'] ) : $kept['answer'];
		}
		$answer = $this->core->read( $connection, $path, $query );
		if ( is_wp_error( $answer ) ) {
			set_transient( $name, array( 'problem' => $answer->get_error_message() ), self::KEEP_PROBLEM_SECONDS );
			return self::problem( $answer->get_error_message() );
		}
		set_transient( $name, array( 'answer' => $answer ), $seconds );
		return $answer;
	}

	/**
	 * Forgets an answer that was changed.
	 *
	 * @param string                                 $path  Below /api/site.
	 * @param array<string, string|int|array<mixed>> $query Parameters.
	 */
	public function forget( string $path, array $query ): void {
		$connection = $this->settings->connection();
		if ( null !== $connection ) {
			delete_transient( self::name( $connection, $path, $query ) );
		}
	}

	/**
	 * Name of the transient.
	 *
	 * @param Connection                             $connection The core and the site.
	 * @param string                                 $path       Below /api/site.
	 * @param array<string, string|int|array<mixed>> $query      Parameters.
	 */
	private static function name( Connection $connection, string $path, array $query ): string {
		return self::TRANSIENT_PREFIX . md5( (string) wp_json_encode( array( $connection->core(), $connection->script_id(), $path, $query ) ) );
	}

	private static function problem( string $sentence ): WP_Error {
		return new WP_Error( 'warp_no_figures', $sentence, array( 'status' => 502 ) );
	}
}

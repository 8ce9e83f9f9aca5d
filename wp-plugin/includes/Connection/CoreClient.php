<?php
/**
 * What this WordPress asks of the core.
 *
 * @package Warp
 */

namespace Warp\Connection;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Requests to the core. Each gives what was asked for, or a WP_Error with a sentence for the site's owner.
 */
final class CoreClient {

	private const TIMEOUT_SECONDS = 8;

	/**
	 * A script is a few kilobytes; more than this is not one.
	 */
	private const MAX_SCRIPT_BYTES = 262144;

	/**
	 * The site's script.
	 *
	 * @param Connection $connection The core and the site.
	 * @param string     $endpoint   Path on this site that it is to send to; empty: the core itself.
	 * @return string|WP_Error JavaScript.
	 */
	public function fetch_script( Connection $connection, string $endpoint = '' ) {
		$query  = '' === $endpoint ? '' : '?endpoint=' . rawurlencode( $endpoint );
		$answer = $this->get( $connection->script_url() . $query );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$status = wp_remote_retrieve_response_code( $answer );
		if ( 404 === $status ) {
			return new WP_Error( 'warp_unknown_site', __( 'The Warp server does not know this site. It may have been deleted there: copy a new connection code.', 'warp' ) );
		}
		if ( 200 !== $status ) {
			return CoreProblem::unexpected( $status );
		}
		$script = wp_remote_retrieve_body( $answer );
		$type   = (string) wp_remote_retrieve_header( $answer, 'content-type' );
		if ( '' === $script || strlen( $script ) >= self::MAX_SCRIPT_BYTES || false === strpos( $type, 'javascript' ) ) {
			return new WP_Error( 'warp_no_script', __( 'What answered in place of the Warp server sent something that is not its script.', 'warp' ) );
		}
		return $script;
	}

	/**
	 * Whether the core can take events.
	 *
	 * @param Connection $connection The core and the site.
	 * @return true|WP_Error
	 */
	public function check_readiness( Connection $connection ) {
		$answer = $this->get( $connection->readiness_url() );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$status = wp_remote_retrieve_response_code( $answer );
		if ( 503 === $status ) {
			return new WP_Error( 'warp_not_ready', __( 'The Warp server runs, but says that it is not ready to take events.', 'warp' ) );
		}
		return 200 === $status ? true : CoreProblem::unexpected( $status );
	}

	/**
	 * Whether a Warp server answers at an address.
	 *
	 * @param string $core The address.
	 * @return true|WP_Error
	 */
	public function recognise( string $core ) {
		$answer = $this->get( $core . '/health/live' );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$status = (int) wp_remote_retrieve_response_code( $answer );
		$said   = json_decode( wp_remote_retrieve_body( $answer ), true );
		if ( 200 === $status && is_array( $said ) && 'ok' === ( $said['status'] ?? null ) ) {
			return true;
		}
		return $status >= 500 ? CoreProblem::unexpected( $status ) : CoreProblem::no_core();
	}

	/**
	 * One request.
	 *
	 * @param string $url Where to.
	 * @return array<string, mixed>|WP_Error
	 */
	private function get( string $url ) {
		$answer = wp_remote_get(
			$url,
			array(
				'timeout'             => self::TIMEOUT_SECONDS,
				'redirection'         => 1,
				'limit_response_size' => self::MAX_SCRIPT_BYTES,
			)
		);
		return is_wp_error( $answer ) ? CoreProblem::unreachable( $answer ) : $answer;
	}
}

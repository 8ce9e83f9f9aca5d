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
			return $this->unexpected( $status );
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
		return 200 === $status ? true : $this->unexpected( $status );
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
		if ( ! is_wp_error( $answer ) ) {
			return $answer;
		}
		return new WP_Error(
			'warp_unreachable',
			/* translators: %s: reason given by the network, such as "Connection refused". */
			sprintf( __( 'The Warp server could not be reached: %s', 'warp' ), $answer->get_error_message() )
		);
	}

	/**
	 * For an answer no Warp server gives.
	 *
	 * @param int|string $status HTTP status.
	 */
	private function unexpected( $status ): WP_Error {
		return new WP_Error(
			'warp_unexpected_answer',
			/* translators: %s: HTTP status, such as 500. */
			sprintf( __( 'The Warp server gave the unexpected answer %s.', 'warp' ), $status )
		);
	}
}

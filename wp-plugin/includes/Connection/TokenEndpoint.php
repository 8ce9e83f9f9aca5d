<?php
/**
 * Where a core hands out a site's connection, and takes its token back.
 *
 * @package Warp
 */

namespace Warp\Connection;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * POST and DELETE <core>/api/oauth/token.
 */
final class TokenEndpoint {

	private const TIMEOUT_SECONDS = 8;

	/**
	 * Nobody waits longer to disconnect.
	 */
	private const REVOKE_SECONDS = 3;

	/**
	 * Redeems a code.
	 *
	 * @param ConnectAttempt $attempt      That the code belongs to.
	 * @param string         $code         As the core's page gave it.
	 * @param string         $redirect_uri The one that the page was told.
	 * @return Connection|WP_Error
	 */
	public function redeem( ConnectAttempt $attempt, string $code, string $redirect_uri ) {
		$answer = wp_remote_post(
			self::url( $attempt->core() ),
			array(
				'timeout'     => self::TIMEOUT_SECONDS,
				'redirection' => 0,
				'headers'     => array( 'Accept' => 'application/json' ),
				'body'        => $attempt->token_question( $code, $redirect_uri ),
			)
		);
		if ( is_wp_error( $answer ) ) {
			return CoreProblem::unreachable( $answer );
		}
		$status = (int) wp_remote_retrieve_response_code( $answer );
		$said   = json_decode( wp_remote_retrieve_body( $answer ), true );
		if ( 400 === $status && 'invalid_grant' === ( $said['error'] ?? null ) ) {
			return new WP_Error( 'warp_code_refused', __( 'The Warp server no longer accepts this connection: it was used before, or took too long. Press Connect again.', 'warp' ) );
		}
		if ( 200 !== $status ) {
			return CoreProblem::unexpected( $status );
		}
		return self::connection_in( $said, $attempt->core() ) ?? CoreProblem::no_core();
	}

	/**
	 * Gives a connection's token back, so that it opens nothing any more. Whether that worked changes nothing for this site.
	 *
	 * @param Connection $connection Whose.
	 */
	public function revoke( Connection $connection ): void {
		if ( null === $connection->token() ) {
			return;
		}
		wp_remote_request(
			self::url( $connection->core() ),
			array(
				'method'      => 'DELETE',
				'timeout'     => self::REVOKE_SECONDS,
				'redirection' => 0,
				'headers'     => array( 'Authorization' => 'Bearer ' . $connection->token() ),
			)
		);
	}

	/**
	 * The connection in an answer.
	 *
	 * @param mixed  $said Decoded JSON.
	 * @param string $core Address of the core that was asked.
	 * @return Connection|null Null: no core answers like this.
	 */
	private static function connection_in( $said, string $core ): ?Connection {
		if ( ! is_array( $said ) || ! is_string( $said['token_type'] ?? null ) || 'bearer' !== strtolower( $said['token_type'] ) || ! isset( $said['access_token'] ) ) {
			return null;
		}
		try {
			$connection = ConnectionCode::from_array( array( 'token' => $said['access_token'] ) + $said );
			return $connection->core() === $core ? $connection : null;
		} catch ( InvalidConnectionCode $invalid ) {
			return null;
		}
	}

	private static function url( string $core ): string {
		return $core . '/api/oauth/token';
	}
}

<?php
/**
 * What went wrong between this WordPress and a core.
 *
 * @package Warp
 */

namespace Warp\Connection;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * The faults that every kind of request can meet, each a sentence for the site's owner.
 */
final class CoreProblem {

	/**
	 * No answer.
	 *
	 * @param WP_Error $error Of the HTTP API.
	 */
	public static function unreachable( WP_Error $error ): WP_Error {
		/* translators: %s: reason given by the network, such as "Connection refused". */
		return new WP_Error( 'warp_unreachable', sprintf( __( 'The Warp server could not be reached: %s', 'warp' ), $error->get_error_message() ) );
	}

	/**
	 * An answer no Warp server gives to what was asked.
	 *
	 * @param int|string $status HTTP status.
	 */
	public static function unexpected( $status ): WP_Error {
		/* translators: %s: HTTP status, such as 500. */
		return new WP_Error( 'warp_unexpected_answer', sprintf( __( 'The Warp server gave the unexpected answer %s.', 'warp' ), $status ) );
	}

	/**
	 * Somebody else's server.
	 */
	public static function no_core(): WP_Error {
		return new WP_Error( 'warp_no_core', __( 'Something answers at this address, but it is not a Warp server. Check the address.', 'warp' ) );
	}

	/**
	 * The token opens nothing any more.
	 */
	public static function forgotten(): WP_Error {
		return new WP_Error( 'warp_token_refused', __( 'The Warp server no longer accepts this site’s connection. Connect again in the settings.', 'warp' ) );
	}

	/**
	 * What was sent breaks a rule of the core's.
	 *
	 * @param string $sentence The core's.
	 */
	public static function refused( string $sentence ): WP_Error {
		return new WP_Error( 'warp_refused', $sentence );
	}
}

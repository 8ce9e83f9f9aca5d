<?php
/**
 * Proof that who redeems a code is who asked for it.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * RFC 7636 with S256: the challenge goes through the browser, the verifier never does.
 */
final class Pkce {

	/**
	 * What section 4.1 asks for: 32 random bytes in base64url, 43 characters.
	 */
	public static function make_verifier(): string {
		return self::base64url( random_bytes( 32 ) );
	}

	/**
	 * Section 4.2.
	 *
	 * @param string $verifier The verifier.
	 */
	public static function challenge( string $verifier ): string {
		return self::base64url( hash( 'sha256', $verifier, true ) );
	}

	private static function base64url( string $bytes ): string {
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
	}
}

<?php
/**
 * Address of a core.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * Events and secrets travel to it, so it must be one that nobody on the way can read.
 */
final class CoreAddress {

	/**
	 * Hosts that plain http may go to: this machine, and names without a dot (a neighbour in a private network).
	 */
	private const PLAIN_HTTP_HOSTS = '/\A(localhost|127\.\d+\.\d+\.\d+|\[::1\]|[a-z0-9-]+)\z/i';

	/**
	 * The address without a slash at its end.
	 *
	 * @param string $address As a connection code has it.
	 * @throws InvalidConnectionCode When it is no address that may be connected to.
	 */
	public static function check( string $address ): string {
		$address = rtrim( $address, '/' );
		// The plain parser: WordPress' wrapper only mends differences of PHP 5.
		$url = false === filter_var( $address, FILTER_VALIDATE_URL ) ? false : parse_url( $address ); // phpcs:ignore WordPress.WP.AlternativeFunctions.parse_url_parse_url
		if ( ! is_array( $url ) || ! isset( $url['scheme'], $url['host'] ) ) {
			throw new InvalidConnectionCode( 'core', 'address' );
		}
		if ( array_intersect( array( 'user', 'pass', 'query', 'fragment' ), array_keys( $url ) ) ) {
			throw new InvalidConnectionCode( 'core', 'bare' );
		}
		$scheme = strtolower( $url['scheme'] );
		if ( 'https' !== $scheme && ( 'http' !== $scheme || 1 !== preg_match( self::PLAIN_HTTP_HOSTS, $url['host'] ) ) ) {
			throw new InvalidConnectionCode( 'core', 'https' );
		}
		return $address;
	}

	/**
	 * The same for what a person typed: without a scheme it is https, and large letters of scheme and host do not matter.
	 *
	 * @param string $typed What was typed.
	 * @throws InvalidConnectionCode When it is no address that may be connected to.
	 */
	public static function of_typed( string $typed ): string {
		$typed = trim( $typed );
		if ( '' === $typed ) {
			throw new InvalidConnectionCode( 'core', 'missing' );
		}
		$address = 1 === preg_match( '#\A[a-z][a-z0-9+.-]*://#i', $typed ) ? $typed : 'https://' . $typed;
		$lower   = static function ( array $found ): string {
			return strtolower( $found[0] );
		};
		return self::check( (string) preg_replace_callback( '#\A[^:/]+://[^/]+#', $lower, $address ) );
	}
}

<?php
/**
 * An address as it is written by web servers and proxies.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * Reads it in every form the core reads (core-api/src/http): with a port, in brackets, IPv4 in the clothes of IPv6, with a zone.
 */
final class Address {

	/**
	 * The bare address in its shortest form; empty: it is none.
	 *
	 * @param string $text Such as `203.0.113.7:49152` or `[2001:db8::5]:443`.
	 */
	public static function plain( string $text ): string {
		$text = trim( $text, " \t\"'" );
		if ( 1 === preg_match( '/\A\[([^\]]+)\](?::\d{1,5})?\z/', $text, $found ) || 1 === preg_match( '/\A(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}\z/', $text, $found ) ) {
			$text = $found[1];
		}
		$text = (string) preg_replace( '/%[^%]*\z/', '', $text );
		if ( false === filter_var( $text, FILTER_VALIDATE_IP ) ) {
			return '';
		}
		$packed = (string) inet_pton( $text );
		if ( 16 === strlen( $packed ) && 0 === strncmp( $packed, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12 ) ) {
			$packed = substr( $packed, 12 );
		}
		return (string) inet_ntop( $packed );
	}
}

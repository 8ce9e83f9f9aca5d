<?php
/**
 * The line a site owner copies from the core and pastes here.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * Reads a connection code: base64url of the JSON object {core, script_id, secret, token?}. The README gives the format.
 */
final class ConnectionCode {

	/**
	 * What a field must look like. 43 characters of base64url are 32 bytes; 50 is the core's longest script id.
	 */
	private const PATTERNS = array(
		'script_id' => '/\A[A-Za-z0-9_-]{1,50}\z/',
		'secret'    => '/\A[A-Za-z0-9_-]{43}\z/',
	);

	/**
	 * May be missing: codes of older cores have none.
	 */
	private const TOKEN_PATTERN = '/\Awarp_site_[A-Za-z0-9_-]{43}\z/';

	/**
	 * Reads a pasted code. Spaces and line breaks that mail programs add do not matter.
	 *
	 * @param string $code The code.
	 * @throws InvalidConnectionCode When it does not say where and as whom to connect.
	 */
	public static function parse( string $code ): Connection {
		$code = rtrim( (string) preg_replace( '/\s+/', '', $code ), '=' );
		if ( '' === $code ) {
			throw new InvalidConnectionCode( 'connection_code', 'missing' );
		}
		if ( 1 !== preg_match( '/\A[A-Za-z0-9_-]+\z/', $code ) ) {
			throw new InvalidConnectionCode( 'connection_code', 'base64url' );
		}
		$fields = json_decode( (string) base64_decode( strtr( $code, '-_', '+/' ), true ), true );
		if ( ! is_array( $fields ) ) {
			throw new InvalidConnectionCode( 'connection_code', 'json' );
		}
		return self::from_array( $fields );
	}

	/**
	 * Reads the fields of a code.
	 *
	 * @param array<mixed> $fields Decoded fields; others than the known ones are left aside.
	 * @throws InvalidConnectionCode When a field is missing or breaks its rule.
	 */
	public static function from_array( array $fields ): Connection {
		$core  = CoreAddress::check( self::text( $fields, 'core' ) );
		$parts = array();
		foreach ( self::PATTERNS as $field => $pattern ) {
			$parts[ $field ] = self::text( $fields, $field );
			if ( 1 !== preg_match( $pattern, $parts[ $field ] ) ) {
				throw new InvalidConnectionCode( $field, 'format' );
			}
		}
		return new Connection( $core, $parts['script_id'], $parts['secret'], self::token( $fields ) );
	}

	/**
	 * The token, when the code has one.
	 *
	 * @param array<mixed> $fields All fields.
	 * @throws InvalidConnectionCode When it is no token.
	 */
	private static function token( array $fields ): ?string {
		if ( ! isset( $fields['token'] ) ) {
			return null;
		}
		$token = self::text( $fields, 'token' );
		if ( 1 !== preg_match( self::TOKEN_PATTERN, $token ) ) {
			throw new InvalidConnectionCode( 'token', 'format' );
		}
		return $token;
	}

	/**
	 * A field that must be there, as text.
	 *
	 * @param array<mixed> $fields All fields.
	 * @param string       $field  Its name.
	 * @throws InvalidConnectionCode When it is absent or no text.
	 */
	private static function text( array $fields, string $field ): string {
		if ( ! isset( $fields[ $field ] ) || '' === $fields[ $field ] ) {
			throw new InvalidConnectionCode( $field, 'missing' );
		}
		if ( ! is_string( $fields[ $field ] ) ) {
			throw new InvalidConnectionCode( $field, 'text' );
		}
		return $fields[ $field ];
	}
}

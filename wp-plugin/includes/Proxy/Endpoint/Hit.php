<?php
/**
 * A request of a visitor's browser.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * What the web server tells of it. Every text is the sender's claim except the connecting address.
 */
final class Hit {

	/**
	 * As $_SERVER.
	 *
	 * @var array<string, mixed>
	 */
	private $server;

	/**
	 * As $_COOKIE.
	 *
	 * @var array<string, mixed>
	 */
	private $cookies;

	/**
	 * Where the body is read from.
	 *
	 * @var string
	 */
	private $body_source;

	/**
	 * When it came, ms since 1970.
	 *
	 * @var int
	 */
	private $received_at;

	/**
	 * Takes the parts.
	 *
	 * @param array<string, mixed> $server      As $_SERVER.
	 * @param array<string, mixed> $cookies     As $_COOKIE.
	 * @param string               $body_source Path or stream of the body.
	 * @param int                  $received_at Ms since 1970.
	 */
	public function __construct( array $server, array $cookies, string $body_source, int $received_at ) {
		$this->server      = $server;
		$this->cookies     = $cookies;
		$this->body_source = $body_source;
		$this->received_at = $received_at;
	}

	public static function of_this_request(): self {
		// Read as they came: nothing of them is shown, stored in the database or used as a path. phpcs:ignore WordPress.Security
		return new self( $_SERVER, $_COOKIE, 'php://input', (int) ( microtime( true ) * 1000 ) );
	}

	public function method(): string {
		return $this->text( 'REQUEST_METHOD' );
	}

	/**
	 * A header; empty when it is absent.
	 *
	 * @param string $name Lower case, such as "user-agent".
	 */
	public function header( string $name ): string {
		$key = strtoupper( strtr( $name, '-', '_' ) );
		// CGI's two exceptions (RFC 3875, section 4.1) come without HTTP_.
		return $this->text( 'CONTENT_TYPE' === $key || 'CONTENT_LENGTH' === $key ? $key : 'HTTP_' . $key );
	}

	/**
	 * Address of whoever connected to this server: the visitor, or a proxy before it.
	 */
	public function remote_address(): string {
		return $this->text( 'REMOTE_ADDR' );
	}

	/**
	 * A parameter of the address; empty when it is absent.
	 *
	 * @param string $name Its name.
	 */
	public function parameter( string $name ): string {
		parse_str( $this->text( 'QUERY_STRING' ), $parameters );
		$value = $parameters[ $name ] ?? '';
		return is_string( $value ) ? $value : '';
	}

	public function cookie( string $name ): string {
		$value = $this->cookies[ $name ] ?? '';
		return is_string( $value ) ? $value : '';
	}

	/**
	 * Names of all cookies.
	 *
	 * @return string[]
	 */
	public function cookie_names(): array {
		return array_map( 'strval', array_keys( $this->cookies ) );
	}

	/**
	 * The body, or its first part.
	 *
	 * @param int $most Bytes to read at most.
	 */
	public function body( int $most ): string {
		return (string) file_get_contents( $this->body_source, false, null, 0, $most ); // phpcs:ignore WordPress.WP.AlternativeFunctions
	}

	public function received_at(): int {
		return $this->received_at;
	}

	private function text( string $key ): string {
		$value = $this->server[ $key ] ?? '';
		return is_string( $value ) ? $value : '';
	}
}

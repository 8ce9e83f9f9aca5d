<?php
/**
 * What a visitor's browser is told.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * A status, the headers that keep caches and search engines away, perhaps a cookie. Never a word about why: the script
 * needs none, and nobody else should learn.
 */
final class Answer {

	/**
	 * HTTP status.
	 *
	 * @var int
	 */
	private $status;

	/**
	 * JSON for the self-test, or an image; empty for hits.
	 *
	 * @var string
	 */
	private $body;

	/**
	 * Value of a Set-Cookie header, or null.
	 *
	 * @var string|null
	 */
	private $cookie;

	/**
	 * Of the body.
	 *
	 * @var string
	 */
	private $media_type;

	public function __construct( int $status, string $body = '', ?string $cookie = null, string $media_type = 'application/json' ) {
		$this->status     = $status;
		$this->body       = $body;
		$this->cookie     = $cookie;
		$this->media_type = '' === $body ? 'text/plain' : $media_type;
	}

	public function status(): int {
		return $this->status;
	}

	public function body(): string {
		return $this->body;
	}

	/**
	 * Value of the Set-Cookie header; null: none.
	 */
	public function cookie(): ?string {
		return $this->cookie;
	}

	public function send_headers(): void {
		header( 'Cache-Control: no-store' );
		header( 'X-Robots-Tag: noindex' );
		if ( 405 === $this->status ) {
			header( 'Allow: POST' );
		}
		if ( null !== $this->cookie ) {
			header( 'Set-Cookie: ' . $this->cookie, false );
		}
	}

	/**
	 * Sends all of it.
	 */
	public function send(): void {
		http_response_code( $this->status );
		$this->send_headers();
		header( 'Content-Type: ' . $this->media_type );
		header( 'Content-Length: ' . strlen( $this->body ) );
		echo $this->body; // phpcs:ignore WordPress.Security.EscapeOutput -- JSON of the self-test, or an image.
	}

	/**
	 * Lets the visitor go, where PHP can.
	 *
	 * @return bool Whether what follows keeps nobody waiting.
	 */
	public static function is_finished(): bool {
		// Beacons hang up when their page is gone.
		ignore_user_abort( true );
		foreach ( array( 'fastcgi_finish_request', 'litespeed_finish_request' ) as $finish ) {
			if ( function_exists( $finish ) ) {
				return (bool) $finish();
			}
		}
		return false;
	}
}

<?php
/**
 * What a hit must be before anybody reads it.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * Cheap checks of headers, so that junk costs little. They tell pages of this site from other pages and from crawlers;
 * a program can pass them, as it can run the page. There is no nonce: a cached page would freeze it.
 */
final class Gate {

	/**
	 * More than browsers let outlive a page.
	 */
	public const MAX_BYTES = 65536;

	/**
	 * Hosts whose pages may send.
	 *
	 * @var string[]
	 */
	private $hosts;

	/**
	 * Takes the site's hosts.
	 *
	 * @param string[] $hosts Lower case, with their port unless it is the scheme's own.
	 */
	public function __construct( array $hosts ) {
		$this->hosts = $hosts;
	}

	/**
	 * Lets a hit pass.
	 *
	 * @param Hit $hit Whose headers are looked at.
	 * @throws Refusal When it breaks a rule.
	 */
	public function check( Hit $hit ): void {
		if ( 'POST' !== $hit->method() ) {
			throw new Refusal( 'method' );
		}
		if ( 1 !== preg_match( '#\A(text/plain|application/json)\s*(;|\z)#i', $hit->header( 'content-type' ) ) ) {
			throw new Refusal( 'media_type' );
		}
		if ( (int) $hit->header( 'content-length' ) > self::MAX_BYTES ) {
			throw new Refusal( 'too_large' );
		}
		if ( ! $this->is_of_this_site( $hit ) ) {
			throw new Refusal( 'foreign_origin' );
		}
		if ( 'navigate' === $hit->header( 'sec-fetch-mode' ) ) {
			throw new Refusal( 'navigation' );
		}
		if ( self::is_ahead( $hit ) ) {
			throw new Refusal( 'prefetch' );
		}
	}

	/**
	 * Whether a browser asks ahead, for a page that may never be seen. The old names are of Safari and Firefox.
	 *
	 * @param Hit $hit Whose headers are looked at.
	 */
	public static function is_ahead( Hit $hit ): bool {
		return 1 === preg_match( '/prefetch|prerender|preview/i', $hit->header( 'sec-purpose' ) . $hit->header( 'purpose' ) . $hit->header( 'x-purpose' ) . $hit->header( 'x-moz' ) );
	}

	/**
	 * Whether a page of this site asks. Browsers name the page's origin with every POST, and its address with an image. A site
	 * whose referrer policy is "no-referrer" makes them say "null" with a beacon (Fetch standard, "append a request Origin
	 * header"); then the fetch metadata tells, which no page can set.
	 *
	 * @param Hit $hit Whose headers are looked at.
	 */
	public function is_of_this_site( Hit $hit ): bool {
		$origin = $hit->header( 'origin' );
		if ( '' !== $origin && 'null' !== $origin ) {
			return $this->names_own_host( $origin );
		}
		$referrer = $hit->header( 'referer' );
		return '' === $referrer ? 'same-origin' === $hit->header( 'sec-fetch-site' ) : $this->names_own_host( $referrer );
	}

	private function names_own_host( string $address ): bool {
		$parts = parse_url( $address ); // phpcs:ignore WordPress.WP.AlternativeFunctions
		if ( ! is_array( $parts ) || ! isset( $parts['host'] ) ) {
			return false;
		}
		return in_array( strtolower( $parts['host'] ) . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' ), $this->hosts, true );
	}
}

<?php
/**
 * The cookie that keeps a visitor's number.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * The script keeps the number in localStorage, which Safari empties after seven days without a visit, as it does with
 * cookies that scripts set. A cookie set by the site's own server it keeps, so where the two differ, the cookie is right.
 * Scripts cannot read it, and it exists only while the visitor agrees to analytics.
 */
final class VisitorCookie {

	/**
	 * What browsers keep at most (RFC 6265bis, section 5.5).
	 */
	private const DAYS = 400;

	/**
	 * What may stand in a cookie as it is. Others are passed on, and not kept.
	 */
	private const VALUE = '/\A[A-Za-z0-9._-]{1,255}\z/';

	/**
	 * Random, of the site.
	 *
	 * @var string
	 */
	private $name;

	/**
	 * Path of the site.
	 *
	 * @var string
	 */
	private $path;

	/**
	 * Whether its pages are https.
	 *
	 * @var bool
	 */
	private $is_secure;

	public function __construct( string $name, string $path, bool $is_secure ) {
		$this->name      = $name;
		$this->path      = $path;
		$this->is_secure = $is_secure;
	}

	/**
	 * Gives the events the number that was kept, and says what to keep.
	 *
	 * @param \stdClass[] $events  Of one hit; changed.
	 * @param mixed       $consent What the hit says beside them.
	 * @param string      $kept    Value of the cookie that came with it.
	 * @return string|null Value of a Set-Cookie header; null: leave it as it is.
	 */
	public function follow( array $events, $consent, string $kept ): ?string {
		$kept = $this->is_value( $kept ) ? $kept : '';
		foreach ( $events as $event ) {
			if ( '' !== $kept && $this->names_visitor( $event ) ) {
				$event->visitor_id = $kept;
			}
		}
		$last = array() === $events ? (object) array( 'consent' => $consent ) : end( $events );
		if ( $this->names_visitor( $last ) ) {
			return $this->is_value( $last->visitor_id ) ? $this->header( $last->visitor_id, self::DAYS * 86400 ) : null;
		}
		// Refused, withdrawn, or a site that wants no numbers any more.
		return '' === $kept ? null : $this->header( '', 0 );
	}

	private function names_visitor( \stdClass $event ): bool {
		return true === ( $event->consent->analytics ?? null ) && is_string( $event->visitor_id ?? null ) && '' !== $event->visitor_id;
	}

	private function is_value( string $text ): bool {
		return 1 === preg_match( self::VALUE, $text );
	}

	private function header( string $value, int $seconds ): string {
		return $this->name . '=' . $value . '; Max-Age=' . $seconds . '; Path=' . $this->path . '; HttpOnly; SameSite=Lax' . ( $this->is_secure ? '; Secure' : '' );
	}
}

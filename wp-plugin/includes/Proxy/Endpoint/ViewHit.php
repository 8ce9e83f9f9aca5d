<?php
/**
 * A request by which a page is counted.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * An image of the page, asked for by its HTML and again by its script: what the first count has and the second lacks is
 * lost. Both ask for the same file in the same way, so whatever stands between page and endpoint takes the same from both.
 */
final class ViewHit {

	/**
	 * What is asked for with it: the site's mark, and one of these letters as its value.
	 */
	public const SHOWN        = 'v';
	public const MEASURED     = 's';
	public const REFUSED      = 'r';
	public const AGREED_LATER = 'g';

	public const KINDS = array( self::SHOWN, self::MEASURED, self::REFUSED, self::AGREED_LATER );

	/**
	 * The smallest GIF there is: one pixel, transparent.
	 */
	private const IMAGE = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

	/**
	 * The request.
	 *
	 * @var Hit
	 */
	private $hit;

	/**
	 * What it tells: one of KINDS.
	 *
	 * @var string
	 */
	private $kind;

	private function __construct( Hit $hit, string $kind ) {
		$this->hit  = $hit;
		$this->kind = $kind;
	}

	/**
	 * A request as one of these, or null when it is another one.
	 *
	 * @param Hit    $hit  The request.
	 * @param string $mark The site's; empty: it counts nothing.
	 */
	public static function of( Hit $hit, string $mark ): ?self {
		if ( '' === $mark || 'GET' !== $hit->method() ) {
			return null;
		}
		$kind = $hit->parameter( $mark );
		return in_array( $kind, self::KINDS, true ) ? new self( $hit, $kind ) : null;
	}

	public function kind(): string {
		return $this->kind;
	}

	/**
	 * Whether a person's browser asks for it, to show a page of this site.
	 *
	 * @param string[] $hosts  Of the site, as Gate has them.
	 * @param Robots   $robots Knows user agents.
	 */
	public function counts( array $hosts, Robots $robots ): bool {
		return in_array( $this->hit->header( 'sec-fetch-dest' ), array( '', 'image' ), true )
			&& ( new Gate( $hosts ) )->is_of_this_site( $this->hit )
			&& ! Gate::is_ahead( $this->hit )
			&& ! $robots->have( $this->hit->header( 'user-agent' ) );
	}

	/**
	 * The image, also for those who do not count: nobody learns who does.
	 */
	public static function image(): Answer {
		return new Answer( 200, (string) base64_decode( self::IMAGE, true ), null, 'image/gif' );
	}
}

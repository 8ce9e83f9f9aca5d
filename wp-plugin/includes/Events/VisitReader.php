<?php
/**
 * Finds out whose request this is.
 *
 * @package Warp
 */

namespace Warp\Events;

use Warp\Consent\Consent;
use Warp\Consent\ConsentApi;
use Warp\Consent\ConsentRules;
use Warp\Proxy\Endpoint\Client;
use Warp\Proxy\Endpoint\Hit;
use Warp\Proxy\Endpoint\PrivateParameters;
use Warp\Proxy\PrivatePages;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Reads the visit out of a request: the cookie that the script keeps (browser/visit.js), the visitor's number that the proxy
 * keeps, and other systems' cookies. All of it is the browser's claim, so only what looks as it must is taken.
 */
final class VisitReader {

	/**
	 * Parameters that ad platforms put on their links (plugins/contracts/data/click-ids.json). fbclid becomes fbc.
	 */
	private const CLICK_IDS = array( 'gclid', 'gbraid', 'wbraid', 'msclkid', 'ttclid', 'li_fat_id' );

	/**
	 * How long the ad platforms attribute a sale to a click, as in the tracker.
	 */
	private const CLICK_LIFE_MS = 90 * DAY_IN_SECONDS * 1000;

	private const ID       = '/\A[A-Za-z0-9._-]{1,255}\z/';
	private const CLICK_ID = '/\A[A-Za-z0-9._~-]{1,500}\z/';

	/**
	 * Holds the names and the choices.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * What the browser sent.
	 *
	 * @var Hit
	 */
	private $hit;

	public function __construct( Settings $settings, Hit $hit ) {
		$this->settings = $settings;
		$this->hit      = $hit;
	}

	/**
	 * For the request that WordPress is answering.
	 *
	 * @param Settings $settings Holds the names and the choices.
	 */
	public static function of_this_request( Settings $settings ): self {
		// WordPress has put slashes into both. phpcs:ignore WordPress.Security
		return new self( $settings, new Hit( wp_unslash( $_SERVER ), wp_unslash( $_COOKIE ), '', (int) ( microtime( true ) * 1000 ) ) );
	}

	/**
	 * Whether a visitor caused this request: not cron, not a person at a terminal, and nobody who works in wp-admin.
	 */
	public static function is_by_visitor(): bool {
		if ( wp_doing_cron() || ( defined( 'WP_CLI' ) && WP_CLI ) || '' === (string) ( $_SERVER['REMOTE_ADDR'] ?? '' ) ) {
			return false;
		}
		return ! ( is_admin() && current_user_can( 'edit_posts' ) );
	}

	/**
	 * The visit.
	 *
	 * @return Visit|null Null: the visitor did not agree to analytics, and this site measures nothing without it.
	 */
	public function visit(): ?Visit {
		$rules   = new ConsentRules( $this->settings );
		$cookie  = $this->visit_cookie();
		$consent = $this->consent( $rules, $cookie );
		if ( ! $consent->analytics() && ! $rules->measures_without_analytics() ) {
			return null;
		}
		$fields = array_filter(
			array(
				'page_url' => $this->page_url(),
				'client'   => $this->client(),
			)
		);
		if ( $consent->analytics() && ! $rules->is_cookieless() ) {
			$fields = array_merge( $fields, $this->identity( $cookie, $consent ) );
		}
		return new Visit( $consent, $fields );
	}

	/**
	 * What the visitor agrees to: as the script says, else as a consent plugin says, else the site's default.
	 *
	 * @param ConsentRules         $rules  Of this site.
	 * @param array<string, mixed> $cookie The script's.
	 */
	private function consent( ConsentRules $rules, array $cookie ): Consent {
		if ( isset( $cookie['a'] ) ) {
			$answer = new Consent( 1 === $cookie['a'], 1 === ( $cookie['m'] ?? 0 ) );
		} else {
			$answer = ConsentApi::is_answering() ? ConsentApi::answer() : $rules->before_answer();
		}
		$answer = $rules->with_signals( $answer, '1' === $this->hit->header( 'sec-gpc' ), '1' === $this->hit->header( 'dnt' ) );
		/**
		 * Filters what the visitor of this request agreed to, for consent tools that speak to neither the WP Consent API nor
		 * Google's consent mode.
		 *
		 * @param array{analytics: bool, marketing: bool} $answer
		 */
		return Consent::from_array( (array) apply_filters( 'warp_consent', $answer->to_array() ) );
	}

	/**
	 * What the script keeps of the visit.
	 *
	 * @return array<string, mixed>
	 */
	private function visit_cookie(): array {
		$name  = $this->settings->kept_name( 'visit_cookie' );
		$visit = '' === $name ? null : json_decode( $this->hit->cookie( $name ), true );
		return is_array( $visit ) ? $visit : array();
	}

	/**
	 * Ids of the visitor, as far as they agreed.
	 *
	 * @param array<string, mixed> $cookie  The script's.
	 * @param Consent              $consent With analytics.
	 * @return array<string, mixed>
	 */
	private function identity( array $cookie, Consent $consent ): array {
		$name = $this->settings->kept_name( 'visitor_cookie' );
		// The proxy's cookie outlives what scripts keep, so where the two differ it is right.
		$kept = '' === $name ? '' : $this->hit->cookie( $name );
		return array_filter(
			array(
				'visitor_id' => self::matching( $kept, self::ID ) ?? self::matching( $cookie['v'] ?? null, self::ID ),
				'session_id' => self::matching( $cookie['s'] ?? null, self::ID ),
				'ids'        => array_filter(
					array_merge( $this->analytics_ids(), $consent->marketing() ? $this->marketing_ids( (array) ( $cookie['c'] ?? array() ) ) : array() )
				),
			)
		);
	}

	/**
	 * Google Analytics' ids: the last two parts of `_ga`, and the session of the first `_ga_<stream>` in either of Google's
	 * forms (GS1.1.<id>.… and GS2.1.s<id>$o…), as in the tracker.
	 *
	 * @return array<string, string|null>
	 */
	private function analytics_ids(): array {
		$session = null;
		foreach ( $this->hit->cookie_names() as $name ) {
			if ( 0 === strpos( $name, '_ga_' ) && 1 === preg_match( '/\AGS\d\.[\d-]+\.s?(\d{1,20})/', $this->hit->cookie( $name ), $found ) ) {
				$session = $found[1];
				break;
			}
		}
		return array(
			'ga_client_id'  => 1 === preg_match( '/\.(\d{1,20}\.\d{1,20})\z/', $this->hit->cookie( '_ga' ), $found ) ? $found[1] : null,
			'ga_session_id' => $session,
		);
	}

	/**
	 * Ids of ad platforms.
	 *
	 * @param array<string, mixed> $clicks By parameter: id and the time it was first seen, ms since 1970.
	 * @return array<string, string|null>
	 */
	private function marketing_ids( array $clicks ): array {
		$ids = array(
			'fbp' => self::matching( $this->hit->cookie( '_fbp' ), self::ID ),
			'fbc' => self::matching( $this->hit->cookie( '_fbc' ), self::CLICK_ID ),
		);
		foreach ( $clicks as $parameter => $click ) {
			$id = self::matching( $click[0] ?? null, self::CLICK_ID );
			$at = is_int( $click[1] ?? null ) ? $click[1] : 0;
			if ( null === $id || $this->hit->received_at() - $at > self::CLICK_LIFE_MS ) {
				continue;
			}
			if ( in_array( $parameter, self::CLICK_IDS, true ) ) {
				$ids[ $parameter ] = $id;
			} elseif ( 'fbclid' === $parameter ) {
				$ids['fbc'] = $ids['fbc'] ?? "fb.1.$at.$id";
			}
		}
		return $ids;
	}

	/**
	 * What this server saw of the visitor, in arrays only, for keeping.
	 *
	 * @return array<string, mixed>
	 */
	private function client(): array {
		$client          = Client::of( $this->hit );
		$client['hints'] = (array) $client['hints'];
		unset( $client['received_at'] );
		return array_filter( $client );
	}

	/**
	 * The page that the visitor was on: of this site, without the fragment and without secrets.
	 */
	private function page_url(): string {
		$page = $this->hit->header( 'referer' );
		$host = (string) wp_parse_url( $page, PHP_URL_HOST );
		if ( '' === $host || wp_parse_url( home_url(), PHP_URL_HOST ) !== $host ) {
			return '';
		}
		return PrivateParameters::known( PrivatePages::of_this_site() )->without( (string) preg_replace( '/#.*/s', '', esc_url_raw( $page ) ) );
	}

	/**
	 * A text when it is one and looks as it must.
	 *
	 * @param mixed  $value   Anything.
	 * @param string $pattern What it must look like.
	 */
	private static function matching( $value, string $pattern ): ?string {
		return is_string( $value ) && 1 === preg_match( $pattern, $value ) ? $value : null;
	}
}

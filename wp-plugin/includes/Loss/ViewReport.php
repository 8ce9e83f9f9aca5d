<?php
/**
 * Tells the core how many page views were counted.
 *
 * @package Warp
 */

namespace Warp\Loss;

use Warp\Connection\SiteApi;
use Warp\Events\EventGroups;
use Warp\Proxy\Endpoint\Config;
use Warp\Proxy\Endpoint\ViewCounts;
use Warp\Proxy\Endpoint\ViewHit;
use Warp\Proxy\EndpointConfig;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Every hour: a day's numbers so far, again and again until the day is over, so what is lost once is made good by the next.
 */
final class ViewReport {

	public const CRON_HOOK = 'warp_report_views';

	/**
	 * So long after its end a day is told once more: a page that was open at midnight may agree later.
	 */
	private const LATE_SECONDS = 6 * HOUR_IN_SECONDS;

	/**
	 * What the core did not take for so long is given up.
	 */
	private const GIVE_UP_SECONDS = 30 * DAY_IN_SECONDS;

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Is told.
	 *
	 * @var SiteApi
	 */
	private $core;

	public function __construct( Settings $settings, SiteApi $core ) {
		$this->settings = $settings;
		$this->core     = $core;
	}

	/**
	 * Makes sure that the cron event exists while views are counted, and not otherwise.
	 *
	 * @param Settings $settings Holds the connection and the choice.
	 */
	public static function ensure_scheduled( Settings $settings ): void {
		$is_wanted = null !== $settings->connection() && $settings->records( EventGroups::LOSS );
		if ( $is_wanted && false === wp_next_scheduled( self::CRON_HOOK ) ) {
			// Not all sites in the same minute.
			wp_schedule_event( time() + wp_rand( 0, HOUR_IN_SECONDS ), 'hourly', self::CRON_HOOK );
		} elseif ( ! $is_wanted ) {
			wp_unschedule_hook( self::CRON_HOOK );
		}
	}

	public function run(): void {
		$connection = $this->settings->connection();
		$path       = $this->settings->private_path();
		$config     = '' === $path ? null : Config::read( $path . '/' . EndpointConfig::FILE );
		if ( null === $connection || null === $config ) {
			return;
		}
		$counts  = new ViewCounts( $config );
		$is_told = true;
		foreach ( $counts->by_day() as $day => $numbers ) {
			$is_told = $is_told && ! is_wp_error( $this->core->tell( $connection, '/loss', self::told( $day, $numbers ) ) );
			$is_over = $day < $counts->day( time() - self::LATE_SECONDS );
			if ( ( $is_told && $is_over ) || $day < $counts->day( time() - self::GIVE_UP_SECONDS ) ) {
				$counts->forget( $day );
			}
		}
	}

	/**
	 * A day's numbers as the core takes them: pages shown; of these, the script ran and recorded, or ran and was not allowed to.
	 *
	 * @param string             $day     Such as 2026-11-24.
	 * @param array<string, int> $numbers Of ViewCounts.
	 * @return array<string, mixed>
	 */
	private static function told( string $day, array $numbers ): array {
		return array(
			'day'  => $day,
			'rows' => array(
				array(
					'renders'           => $numbers[ ViewHit::SHOWN ],
					// Who agrees on the page moves from the second to the first.
					'script_page_views' => $numbers[ ViewHit::MEASURED ] + $numbers[ ViewHit::AGREED_LATER ],
					'consent_declined'  => max( 0, $numbers[ ViewHit::REFUSED ] - $numbers[ ViewHit::AGREED_LATER ] ),
				),
			),
		);
	}
}

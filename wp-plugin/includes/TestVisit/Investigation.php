<?php
/**
 * Finds out what the page of a test visit cannot know.
 *
 * @package Warp
 */

namespace Warp\TestVisit;

use Warp\Connection\Connection;
use Warp\Connection\SiteApi;
use Warp\Panels\Figures;
use Warp\Proxy\Endpoint\Config;
use Warp\Proxy\Endpoint\DeliveryRecord;
use Warp\Proxy\EndpointConfig;
use Warp\Proxy\LadderRecord;
use Warp\Proxy\Sweep;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Asks the core for the event, and looks how this site's own sending goes.
 */
final class Investigation {

	/**
	 * Where PHP cannot let a visitor go before it sends, cron sends, minutes later. So long the owner should not wait: the test
	 * sends when nobody has tried for a while.
	 */
	private const SWEEP_AFTER_SECONDS = 3;
	private const SWEEP_SECONDS       = 3.0;

	/**
	 * When the core should have had the event, its own state is looked at.
	 */
	private const DOUBT_SECONDS = 10;

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Asks the core.
	 *
	 * @var SiteApi
	 */
	private $core;

	/**
	 * The same, kept for a minute.
	 *
	 * @var Figures
	 */
	private $figures;

	public function __construct( Settings $settings, SiteApi $core, Figures $figures ) {
		$this->settings = $settings;
		$this->core     = $core;
		$this->figures  = $figures;
	}

	/**
	 * Events of this site that the core has refused so far.
	 */
	public function refused(): int {
		return (int) ( $this->sending()['refused'] ?? 0 );
	}

	/**
	 * What there is to find now.
	 *
	 * @param TestVisit  $visit      The visit.
	 * @param Connection $connection The core and the site.
	 * @param int        $now        Unix seconds.
	 */
	public function of( TestVisit $visit, Connection $connection, int $now ): Findings {
		$is_direct = '' === ( new LadderRecord() )->served_path();
		$found     = array(
			'has_script'   => null !== $this->settings->script_file(),
			'is_direct'    => $is_direct,
			'respects_dnt' => true === ( $this->settings->script_config()['respect_dnt'] ?? null ),
		);
		if ( 0 < $visit->page_at() ) {
			$receipts              = $this->core->receipts( $connection, array( $visit->event_id() ) );
			$found['receipt']      = is_wp_error( $receipts ) ? null : ( $receipts[ $visit->event_id() ] ?? null );
			$found['core_problem'] = is_wp_error( $receipts ) ? $receipts->get_error_message() : '';
		}
		if ( 0 < $visit->event_at() && null === $found['receipt'] ) {
			$found += $is_direct ? array() : $this->hold_up( $visit, $now );
			if ( $now - $visit->event_at() > self::DOUBT_SECONDS ) {
				$site               = $this->figures->read( '', array() );
				$found['is_paused'] = ! is_wp_error( $site ) && 'paused' === ( $site['status'] ?? null );
			}
		}
		return new Findings( $found );
	}

	/**
	 * What keeps the event on this site.
	 *
	 * @param TestVisit $visit The visit.
	 * @param int       $now   Unix seconds.
	 * @return array{sending_problem: string, refusal: string}
	 */
	private function hold_up( TestVisit $visit, int $now ): array {
		$last_try = max( $visit->event_at(), (int) ( $this->sending()['tried_at'] ?? 0 ) );
		if ( $now - $last_try >= self::SWEEP_AFTER_SECONDS ) {
			Sweep::folder( $this->settings->private_path(), self::SWEEP_SECONDS );
		}
		$sending = $this->sending();
		return array(
			'sending_problem' => (string) ( $sending['problem'] ?? '' ),
			'refusal'         => (int) ( $sending['refused'] ?? 0 ) > $visit->refused_before() ? (string) ( $sending['refusal'] ?? '' ) : '',
		);
	}

	/**
	 * How sending goes, as Endpoint\DeliveryRecord has it.
	 *
	 * @return array<string, mixed>
	 */
	private function sending(): array {
		$path   = $this->settings->private_path();
		$config = '' === $path ? null : Config::read( $path . '/' . EndpointConfig::FILE );
		return null === $config ? array() : ( new DeliveryRecord( $config ) )->values();
	}
}

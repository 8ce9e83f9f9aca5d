<?php
/**
 * How the plugin is doing.
 *
 * @package Warp
 */

namespace Warp\Status;

use Warp\Connection\StatusRecord;
use Warp\Proxy\Endpoint\DeliveryRecord;
use Warp\Proxy\LadderRecord;
use Warp\Settings\Settings;
use Warp\WooCommerce\CaptureTally;
use Warp\WooCommerce\Shop;

defined( 'ABSPATH' ) || exit;

/**
 * Fields for `wp warp status` and Site Health's info, under names that scripts can rely on; times are ISO 8601 in UTC, empty: never.
 */
final class StatusFields {

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * The fields.
	 *
	 * @return array<string, string|int> Value by name.
	 */
	public function all(): array {
		$connection = $this->settings->connection();
		if ( null === $connection ) {
			return array( 'connected' => 'no' );
		}
		$contact = ( new StatusRecord() )->last();
		return array_merge(
			array(
				'connected'    => 'yes',
				'server'       => $connection->core(),
				'site'         => $connection->script_id(),
				'last_contact' => self::time( $contact['checked_at'] ),
				'problem'      => $contact['problem'],
				'script'       => $this->settings->script_file() ?? '',
			),
			$this->way(),
			Shop::is_open() ? array( 'orders' => self::captured( CaptureTally::last() ) ) : array()
		);
	}

	/**
	 * The way that events take, and what waits on it.
	 *
	 * @return array<string, string|int>
	 */
	private function way(): array {
		$ladder  = new LadderRecord();
		$waiting = new Waiting( $this->settings );
		$config  = $waiting->config();
		$sending = null === $config ? array() : ( new DeliveryRecord( $config ) )->values();
		return array(
			'way'             => $ladder->rung(),
			'tested'          => self::time( $ladder->checked_at() ),
			'waiting_visits'  => size_format( $waiting->bytes_of_visits() ),
			'last_sent'       => self::time( (int) ( $sending['last_sent_at'] ?? 0 ) ),
			'sending_problem' => $waiting->sending_problem(),
			'dropped_visits'  => $waiting->dropped(),
			'waiting_events'  => $waiting->events(),
		);
	}

	/**
	 * How many of the shop's orders the core has.
	 *
	 * @param array<string, mixed>|null $figures Of CaptureTally.
	 */
	public static function captured( ?array $figures ): string {
		if ( null === $figures ) {
			return __( 'Not compared yet.', 'warp' );
		}
		/* translators: 1: number of orders; 2: number of orders; 3: number of orders. */
		return sprintf( __( 'The Warp server has %1$d of %2$d paid orders of the last seven days; %3$d more were not sent, for lack of consent.', 'warp' ), $figures['known'], $figures['orders'], $figures['withheld'] );
	}

	private static function time( int $seconds ): string {
		return 0 === $seconds ? '' : gmdate( 'Y-m-d\TH:i:s\Z', $seconds );
	}
}

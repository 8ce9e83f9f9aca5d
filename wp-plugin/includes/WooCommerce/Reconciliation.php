<?php
/**
 * Compares the shop's orders with what the core has of them.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Connection\Receipt;
use Warp\Connection\SiteApi;
use Warp\Events\EventGroups;
use Warp\Events\QueueSender;
use Warp\Settings\Settings;
use WC_Order;

defined( 'ABSPATH' ) || exit;

/**
 * Every night: orders paid in the last seven days that the core does not have are sent again under their own ids and with
 * their own times. The core passes each on to the platforms that still take one of its age. Of those that it has, value and
 * items are compared, and a difference is made good by a correction.
 */
final class Reconciliation {

	public const CRON_HOOK = 'warp_reconcile_orders';

	/**
	 * What was paid just now may still be on its way.
	 */
	private const ON_ITS_WAY_SECONDS = HOUR_IN_SECONDS;

	/**
	 * The core answers for as many ids at once.
	 */
	private const PAGE = 100;

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
	 * Sends again.
	 *
	 * @var Orders
	 */
	private $orders;

	public function __construct( Settings $settings, SiteApi $core, Orders $orders ) {
		$this->settings = $settings;
		$this->core     = $core;
		$this->orders   = $orders;
	}

	/**
	 * Makes sure that the cron event exists while the shop's orders are sent, and notes since when they are.
	 *
	 * @param Settings $settings Holds the connection.
	 */
	public static function ensure_scheduled( Settings $settings ): void {
		if ( ! Shop::is_open() || null === $settings->connection() || ! $settings->records( EventGroups::ORDERS ) ) {
			return;
		}
		if ( 0 === $settings->orders_since() ) {
			$settings->keep_orders_since( time() );
		}
		if ( false === wp_next_scheduled( self::CRON_HOOK ) ) {
			// Between two and five at night of the site's own time, not all sites in the same minute.
			$night = new \DateTimeImmutable( 'tomorrow 02:00', wp_timezone() );
			wp_schedule_event( $night->getTimestamp() + wp_rand( 0, 3 * HOUR_IN_SECONDS ), 'daily', self::CRON_HOOK );
		}
	}

	/**
	 * Compares and sends what is missing.
	 */
	public function run(): void {
		$connection = $this->settings->connection();
		if ( null === $connection || ! $this->settings->records( EventGroups::ORDERS ) ) {
			return;
		}
		$tally  = new CaptureTally( time() );
		$events = new OrderEvents( $connection->script_id() );
		$to     = time() - self::ON_ITS_WAY_SECONDS;
		$from   = max( $this->settings->orders_since(), time() - Orders::TAKEN_SECONDS );
		$page   = 1;
		do {
			$orders = self::paid_between( $from, $to, $page++ );
			$sent   = array();
			foreach ( $orders as $order ) {
				if ( OrderRecord::WITHHELD === ( new OrderRecord( $order ) )->event()['state'] ) {
					$tally->note_withheld();
				} elseif ( $this->orders->is_worth_telling( $order ) ) {
					$sent[ $events->purchase_id( $order->get_id() ) ] = $order;
				}
			}
			$known = array() === $sent ? array() : $this->core->reconcile( $connection, array_keys( $sent ), 'purchase' );
			if ( is_wp_error( $known ) ) {
				$tally->note_problem( $known->get_error_message() );
				break;
			}
			foreach ( $sent as $event_id => $order ) {
				$receipt = $known[ $event_id ] ?? null;
				$tally->note_order( $receipt );
				// What the core refused once it would refuse again.
				if ( null === $receipt && QueueSender::REFUSED !== ( new OrderRecord( $order ) )->event()['state'] ) {
					$this->orders->send_again( $order );
				} elseif ( null !== $receipt && $this->differs( $order, $receipt ) ) {
					$tally->note_different();
				}
			}
		} while ( self::PAGE === count( $orders ) );
		$tally->keep();
	}

	/**
	 * Whether the core has other numbers of an order; they are made good then, as far as that is possible.
	 *
	 * @param WC_Order $order   The order.
	 * @param Receipt  $receipt What the core has.
	 */
	private function differs( WC_Order $order, Receipt $receipt ): bool {
		$value    = $receipt->value();
		$expected = $this->orders->expected( $order );
		// A core of an earlier version does not say; sums of two currencies cannot be compared.
		if ( null === $value || ! isset( $expected['value'] ) || ( $expected['currency'] ?? '' ) !== $receipt->currency() ) {
			return false;
		}
		$corrections = ( new OrderRecord( $order ) )->corrections();
		$value      += array_sum( $corrections );
		$lines       = count( $expected['items'] ?? array() );
		$is_mendable = ! OrderContent::is_same_sum( $value, (float) $expected['value'] ) || ( 0 === $receipt->items() && 0 < $lines && array() === $corrections );
		if ( $is_mendable ) {
			$this->orders->mend( $order, $value, $receipt->items() );
		}
		return $is_mendable || ( array() === $corrections && $lines !== $receipt->items() );
	}

	/**
	 * Orders paid in a stretch of time.
	 *
	 * @param int $from Unix seconds.
	 * @param int $to   Unix seconds.
	 * @param int $page From 1.
	 * @return WC_Order[]
	 */
	private static function paid_between( int $from, int $to, int $page ): array {
		if ( $from > $to ) {
			return array();
		}
		return wc_get_orders(
			array(
				'type'      => 'shop_order',
				'date_paid' => "$from...$to",
				'limit'     => self::PAGE,
				'paged'     => $page,
				'orderby'   => 'ID',
				'order'     => 'ASC',
			)
		);
	}
}

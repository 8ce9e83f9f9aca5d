<?php
/**
 * Removes what tells whose visit an order was made in.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

defined( 'ABSPATH' ) || exit;

/**
 * Addresses, browsers and ids are on an order until its purchase was sent and reconciliation can no longer send it again;
 * what the buyer agreed to, and what became of the purchase, stay. Each night takes the orders that have grown old enough
 * since the night before, by their dates alone, which every way of keeping orders can search.
 */
final class VisitPurge {

	public const OPTION = 'warp_purged_until';

	/**
	 * Paid orders: a day longer than reconciliation looks back.
	 */
	private const PAID_SECONDS = 8 * DAY_IN_SECONDS;

	/**
	 * Orders that nobody paid.
	 */
	private const UNPAID_SECONDS = 30 * DAY_IN_SECONDS;

	/**
	 * Nights that were missed are made up for this long.
	 */
	private const LOOK_BACK_SECONDS = 30 * DAY_IN_SECONDS;

	private const PAGE = 100;

	public function run(): void {
		$now   = time();
		$until = (int) get_option( self::OPTION, 0 );
		$since = max( $until, $now - self::LOOK_BACK_SECONDS );
		$this->purge( 'date_paid', $since - self::PAID_SECONDS, $now - self::PAID_SECONDS );
		$this->purge( 'date_created', $since - self::UNPAID_SECONDS, $now - self::UNPAID_SECONDS );
		update_option( self::OPTION, $now, false );
	}

	/**
	 * Purges orders of a stretch of time.
	 *
	 * @param string $date Which of an order's dates.
	 * @param int    $from Unix seconds.
	 * @param int    $to   Unix seconds.
	 */
	private function purge( string $date, int $from, int $to ): void {
		$page = 1;
		do {
			$orders = wc_get_orders(
				array(
					'type'    => 'shop_order',
					$date     => "$from...$to",
					'limit'   => self::PAGE,
					'paged'   => $page++,
					'orderby' => 'ID',
					'order'   => 'ASC',
				)
			);
			foreach ( $orders as $order ) {
				$record = new OrderRecord( $order );
				$visit  = $record->visit();
				if ( null !== $visit && $visit->has_person() ) {
					$record->keep_visit( $visit->without_person() );
				}
			}
		} while ( self::PAGE === count( $orders ) );
	}
}

<?php
/**
 * Visits noted on a person's orders.
 *
 * @package Warp
 */

namespace Warp\Privacy;

use Warp\Consent\Consent;
use Warp\Events\Visit;
use Warp\WooCommerce\OrderRecord;
use Warp\WooCommerce\Shop;
use WC_Order;

defined( 'ABSPATH' ) || exit;

/**
 * WooCommerce exports them with the order, and erases them when its settings say that orders are erased. A visit is needed
 * for no bookkeeping, so here it is erased whatever they say.
 */
final class BuyerVisits {

	private const PAGE = 50;

	/**
	 * Customers have seldom more orders than this, and a visit stays on an order for a week.
	 */
	private const PAGES_FOR_VISITORS = 10;

	/**
	 * Ids of browsers, newest order first.
	 *
	 * @param Person $person Who.
	 * @return string[]
	 */
	public static function visitor_ids( Person $person ): array {
		$ids  = array();
		$page = 1;
		do {
			$orders = self::orders( $person, $page );
			foreach ( $orders as $order ) {
				$visit = ( new OrderRecord( $order ) )->visit();
				$ids[] = null === $visit ? '' : (string) ( $visit->to_array()['fields']['visitor_id'] ?? '' );
			}
		} while ( self::PAGE === count( $orders ) && $page++ < self::PAGES_FOR_VISITORS );
		return array_filter( $ids );
	}

	/**
	 * Erases the visits of some orders, and what lets the buyer be told to ad platforms later.
	 *
	 * @param Person $person Who.
	 * @param int    $page   From 1.
	 * @return array{erased: int, is_last: bool}
	 */
	public static function erase( Person $person, int $page ): array {
		$orders = self::orders( $person, $page );
		$erased = 0;
		foreach ( $orders as $order ) {
			$record = new OrderRecord( $order );
			$visit  = $record->visit();
			if ( null !== $visit && ( $visit->has_person() || $visit->consent()->marketing() ) ) {
				$record->keep_visit( new Visit( new Consent( $visit->consent()->analytics(), false ), array() ) );
				++$erased;
			}
		}
		return array(
			'erased'  => $erased,
			'is_last' => self::PAGE !== count( $orders ),
		);
	}

	/**
	 * Orders of a person, as WooCommerce's own exporter finds them.
	 *
	 * @param Person $person Who.
	 * @param int    $page   From 1.
	 * @return WC_Order[]
	 */
	private static function orders( Person $person, int $page ): array {
		if ( ! Shop::is_open() ) {
			return array();
		}
		return wc_get_orders(
			array(
				'type'     => 'shop_order',
				'customer' => array_filter( array( $person->email(), $person->account() ) ),
				'limit'    => self::PAGE,
				'paged'    => $page,
				'orderby'  => 'ID',
				'order'    => 'DESC',
			)
		);
	}
}

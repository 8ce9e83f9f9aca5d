<?php
/**
 * Visits that earlier versions noted on orders.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Events\Visit;

defined( 'ABSPATH' ) || exit;

/**
 * Takes them off, wherever WooCommerce keeps orders or has kept them: in its own tables, as posts, or in both. Those that are
 * still needed move into the table of visits; on the order stays what the buyer agreed to. Copies of an order and subscriptions
 * carry copies of the note, which are deleted.
 *
 * Rows are changed one by one and by their numbers, a batch at a time, so a run that is cut short goes on where it was. Orders
 * are not loaded: a shop may have more than a request can load, and WooCommerce may be gone.
 *
 * phpcs:disable WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared, WordPress.DB.SlowDBQuery
 */
final class FormerVisitNotes {

	public const CRON_HOOK = 'warp_move_visit_notes';

	/**
	 * Set once none is left.
	 */
	public const OPTION = 'warp_visit_notes_moved';

	public const KEY = '_warp_visit';

	private const POSTS  = 'posts';
	private const ORDERS = 'orders';

	/**
	 * Rows of one batch, and seconds of one run: less than the 30 that PHP gives it on many hosts.
	 */
	private const BATCH   = 500;
	private const SECONDS = 20;

	/**
	 * Lets cron take them off, as long as there may be any.
	 */
	public static function ensure_scheduled(): void {
		if ( ! get_option( self::OPTION ) && false === wp_next_scheduled( self::CRON_HOOK ) ) {
			wp_schedule_single_event( time(), self::CRON_HOOK );
		}
	}

	/**
	 * One run of cron; the next one follows until none is left.
	 */
	public static function run(): void {
		if ( self::take_off( self::SECONDS, true ) ) {
			update_option( self::OPTION, time(), false );
		} else {
			wp_schedule_single_event( time() + MINUTE_IN_SECONDS, self::CRON_HOOK );
		}
	}

	/**
	 * Takes them off.
	 *
	 * @param int  $seconds How long at most; a batch is always done.
	 * @param bool $keeps   Whether visits that are still needed move into the table.
	 * @return bool Whether none is left.
	 */
	public static function take_off( int $seconds, bool $keeps ): bool {
		$end_at = time() + $seconds;
		foreach ( self::places() as $place ) {
			while ( self::take_off_batch( $place, $keeps ) ) {
				if ( time() >= $end_at ) {
					return false;
				}
			}
		}
		return true;
	}

	/**
	 * Leaves none, before the plugin goes: nobody would take them off afterwards. What is not done one by one in time, with what
	 * buyers agreed to kept, is deleted by one statement.
	 */
	public static function forget_all(): void {
		global $wpdb;
		if ( self::take_off( self::SECONDS, false ) ) {
			return;
		}
		foreach ( self::places() as $place ) {
			$wpdb->query( $wpdb->prepare( 'DELETE FROM ' . self::table( $place ) . ' WHERE meta_key = %s', self::KEY ) );
		}
	}

	/**
	 * How many are left.
	 */
	public static function left(): int {
		global $wpdb;
		$left = 0;
		foreach ( self::places() as $place ) {
			$left += (int) $wpdb->get_var( $wpdb->prepare( 'SELECT COUNT(*) FROM ' . self::table( $place ) . ' WHERE meta_key = %s', self::KEY ) );
		}
		return $left;
	}

	/**
	 * Takes some off.
	 *
	 * @param string $place posts or orders.
	 * @param bool   $keeps Whether visits that are still needed are kept.
	 * @return bool Whether there may be more.
	 */
	private static function take_off_batch( string $place, bool $keeps ): bool {
		global $wpdb;
		$notes = (array) $wpdb->get_results( $wpdb->prepare( 'SELECT ' . self::ids( $place ) . ', meta_value FROM ' . self::table( $place ) . ' WHERE meta_key = %s LIMIT %d', self::KEY, self::BATCH ), ARRAY_A );
		foreach ( $notes as $note ) {
			$order_id = (int) $note['order_id'];
			$row      = array( self::POSTS === $place ? 'meta_id' : 'id' => (int) $note['row_id'] );
			$kept     = maybe_unserialize( $note['meta_value'] );
			if ( ! is_array( $kept ) || $order_id !== ( $kept['order'] ?? 0 ) ) {
				$wpdb->delete( self::table( $place ), $row );
				continue;
			}
			$visit = Visit::from_array( $kept );
			if ( $keeps && $visit->has_person() && null === OrderVisits::of( $order_id ) ) {
				OrderVisits::keep( $order_id, $visit, OrderVisits::TOLD_SECONDS );
			}
			$agreed = array(
				'meta_key'   => OrderRecord::CONSENT,
				'meta_value' => maybe_serialize( array( 'order' => $order_id ) + $visit->consent()->to_array() ),
			);
			$wpdb->update( self::table( $place ), $agreed, $row );
			wp_cache_delete( $order_id, 'post_meta' );
		}
		return self::BATCH === count( $notes );
	}

	/**
	 * Where orders' notes are on this site.
	 *
	 * @return string[]
	 */
	private static function places(): array {
		global $wpdb;
		$own = self::table( self::ORDERS );
		return $own === $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $own ) ) ) ? array( self::POSTS, self::ORDERS ) : array( self::POSTS );
	}

	private static function table( string $place ): string {
		global $wpdb;
		return self::POSTS === $place ? $wpdb->postmeta : $wpdb->prefix . 'wc_orders_meta';
	}

	/**
	 * Columns with the number of a note and of its order.
	 *
	 * @param string $place posts or orders.
	 */
	private static function ids( string $place ): string {
		return self::POSTS === $place ? 'meta_id AS row_id, post_id AS order_id' : 'id AS row_id, order_id';
	}
}

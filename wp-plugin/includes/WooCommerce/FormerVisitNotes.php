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

	/**
	 * Rows of one batch, and seconds of one run: less than the 30 that PHP gives it on many hosts.
	 */
	private const BATCH   = 500;
	public const SECONDS = 20;

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
		foreach ( self::tables() as list( $table, $row, $order ) ) {
			while ( self::take_off_batch( $table, $row, $order, $keeps ) ) {
				if ( time() >= $end_at ) {
					return false;
				}
			}
		}
		return true;
	}

	/**
	 * How many are left.
	 */
	public static function left(): int {
		global $wpdb;
		$left = 0;
		foreach ( self::tables() as list( $table ) ) {
			$left += (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM $table WHERE meta_key = %s", self::KEY ) );
		}
		return $left;
	}

	/**
	 * Tables with orders' notes.
	 *
	 * @return array<int, array{string, string, string}> Table, its own number, number of the order.
	 */
	private static function tables(): array {
		global $wpdb;
		$tables = array( array( $wpdb->postmeta, 'meta_id', 'post_id' ) );
		$own    = $wpdb->prefix . 'wc_orders_meta';
		if ( $own === $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $own ) ) ) ) {
			$tables[] = array( $own, 'id', 'order_id' );
		}
		return $tables;
	}

	/**
	 * Takes some off.
	 *
	 * @param string $table Of notes.
	 * @param string $row   Column of its own number.
	 * @param string $order Column of the order's number.
	 * @param bool   $keeps Whether visits that are still needed are kept.
	 * @return bool Whether there may be more.
	 */
	private static function take_off_batch( string $table, string $row, string $order, bool $keeps ): bool {
		global $wpdb;
		$notes = (array) $wpdb->get_results( $wpdb->prepare( "SELECT $row AS id, $order AS order_id, meta_value FROM $table WHERE meta_key = %s ORDER BY $row LIMIT %d", self::KEY, self::BATCH ), ARRAY_A );
		foreach ( $notes as $note ) {
			$kept = is_serialized( $note['meta_value'] ) ? unserialize( $note['meta_value'], array( 'allowed_classes' => false ) ) : null; // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- as WordPress wrote it.
			$own  = is_array( $kept ) && (int) $note['order_id'] === ( $kept['order'] ?? 0 );
			if ( ! $own ) {
				$wpdb->delete( $table, array( $row => $note['id'] ) );
				continue;
			}
			$visit = Visit::from_array( $kept );
			if ( $keeps && $visit->has_person() && null === OrderVisits::of( (int) $note['order_id'] ) ) {
				OrderVisits::keep( (int) $note['order_id'], $visit, OrderVisits::TOLD_SECONDS );
			}
			$agreed = array( 'order' => (int) $note['order_id'] ) + $visit->consent()->to_array();
			$wpdb->update(
				$table,
				array(
					'meta_key'   => OrderRecord::CONSENT,
					'meta_value' => serialize( $agreed ), // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- as WordPress keeps it.
				),
				array( $row => $note['id'] )
			);
			wp_cache_delete( (int) $note['order_id'], 'post_meta' );
		}
		return self::BATCH === count( $notes );
	}
}

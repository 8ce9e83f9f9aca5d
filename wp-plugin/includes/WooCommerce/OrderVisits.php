<?php
/**
 * Whose visit each order was made in.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Events\Visit;

defined( 'ABSPATH' ) || exit;

/**
 * A table of this site. Addresses, browsers and ids of buyers are needed for days, so they do not lie on the orders: plugins
 * copy an order's notes to other orders, and what lies on 100,000 orders cannot be taken off in the moment when this plugin
 * goes. One statement empties a table. It is made when it is first needed; where it is missing there is nothing in it.
 *
 * phpcs:disable WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared
 */
final class OrderVisits {

	/**
	 * The order may still be paid, by bank transfer for instance.
	 */
	public const UNPAID_SECONDS = 30 * DAY_IN_SECONDS;

	/**
	 * Once it was told: a day longer than reconciliation may tell it again.
	 */
	public const TOLD_SECONDS = 8 * DAY_IN_SECONDS;

	/**
	 * The visit of an order; null: none is kept.
	 *
	 * @param int $order_id The order.
	 */
	public static function of( int $order_id ): ?Visit {
		$body = self::quietly(
			static function () use ( $order_id ) {
				global $wpdb;
				return $wpdb->get_var( $wpdb->prepare( 'SELECT body FROM ' . self::table() . ' WHERE order_id = %d AND expires_at > %d', $order_id, time() ) );
			}
		);
		$kept = is_string( $body ) ? json_decode( $body, true ) : null;
		return is_array( $kept ) ? Visit::from_array( $kept ) : null;
	}

	/**
	 * Keeps the visit of an order, in place of one that is kept.
	 *
	 * @param int   $order_id The order.
	 * @param Visit $visit    With somebody in it.
	 * @param int   $seconds  How long.
	 */
	public static function keep( int $order_id, Visit $visit, int $seconds ): void {
		$write = static function () use ( $order_id, $visit, $seconds ) {
			global $wpdb;
			return $wpdb->query( $wpdb->prepare( 'REPLACE INTO ' . self::table() . ' (order_id, body, expires_at) VALUES (%d, %s, %d)', $order_id, wp_json_encode( $visit->to_array() ), time() + $seconds ) );
		};
		if ( false === self::quietly( $write ) ) {
			self::make_table();
			$write();
		}
		VisitPurge::ensure_scheduled();
	}

	/**
	 * Lets the visit of an order go after a while, if it does not go sooner anyway.
	 *
	 * @param int $order_id The order.
	 * @param int $seconds  From now.
	 */
	public static function keep_no_longer( int $order_id, int $seconds ): void {
		$until = time() + $seconds;
		self::quietly(
			static function () use ( $order_id, $until ) {
				global $wpdb;
				return $wpdb->query( $wpdb->prepare( 'UPDATE ' . self::table() . ' SET expires_at = %d WHERE order_id = %d AND expires_at > %d', $until, $order_id, $until ) );
			}
		);
	}

	/**
	 * Forgets the visit of an order.
	 *
	 * @param int $order_id The order.
	 */
	public static function forget( int $order_id ): void {
		self::quietly(
			static function () use ( $order_id ) {
				global $wpdb;
				return $wpdb->query( $wpdb->prepare( 'DELETE FROM ' . self::table() . ' WHERE order_id = %d', $order_id ) );
			}
		);
	}

	/**
	 * Forgets what nothing needs any more.
	 */
	public static function forget_expired(): void {
		self::quietly(
			static function () {
				global $wpdb;
				return $wpdb->query( $wpdb->prepare( 'DELETE FROM ' . self::table() . ' WHERE expires_at <= %d', time() ) );
			}
		);
	}

	/**
	 * Forgets everything.
	 */
	public static function forget_all(): void {
		self::quietly(
			static function () {
				global $wpdb;
				return $wpdb->query( 'DELETE FROM ' . self::table() );
			}
		);
	}

	/**
	 * Removes the table.
	 */
	public static function drop(): void {
		global $wpdb;
		$wpdb->query( 'DROP TABLE IF EXISTS ' . self::table() ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery.SchemaChange
	}

	/**
	 * Asks the database something that fails without the table, and lets that be no error.
	 *
	 * @param callable $ask Asks it.
	 * @return mixed What it gave.
	 */
	private static function quietly( callable $ask ) {
		global $wpdb;
		$shows  = $wpdb->suppress_errors();
		$answer = $ask();
		$wpdb->suppress_errors( $shows );
		return $answer;
	}

	private static function table(): string {
		global $wpdb;
		return $wpdb->prefix . 'warp_order_visits';
	}

	private static function make_table(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		dbDelta(
			'CREATE TABLE ' . self::table() . " (
				order_id bigint(20) unsigned NOT NULL,
				body longtext NOT NULL,
				expires_at bigint(20) unsigned NOT NULL,
				PRIMARY KEY  (order_id),
				KEY expires_at (expires_at)
			) {$wpdb->get_charset_collate()};"
		);
	}
}

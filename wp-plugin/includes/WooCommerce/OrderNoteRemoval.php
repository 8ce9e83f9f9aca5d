<?php
/**
 * Removes what this plugin noted on orders.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

defined( 'ABSPATH' ) || exit;

/**
 * When the plugin is deleted and its owner wished so; what they hold of buyers is not there in any case (FormerVisitNotes). A shop may have more orders than a request can load one by one, and
 * WooCommerce may be gone by then, so the notes are deleted where either kind of order tables keeps them.
 */
final class OrderNoteRemoval {

	public static function run(): void {
		global $wpdb;
		$own_table = $wpdb->prefix . 'wc_orders_meta';
		$is_there  = $own_table === $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $own_table ) ) ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery
		foreach ( OrderRecord::META_KEYS as $key ) {
			delete_post_meta_by_key( $key );
			if ( $is_there ) {
				$wpdb->delete( $own_table, array( 'meta_key' => $key ) ); // phpcs:ignore WordPress.DB
			}
		}
	}
}

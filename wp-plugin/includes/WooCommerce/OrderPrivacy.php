<?php
/**
 * An order's visit in WooCommerce's tools for personal data.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use WC_Order;

defined( 'ABSPATH' ) || exit;

/**
 * What a person may ask for of their orders: everything that tells whose visit it was, and its removal.
 */
final class OrderPrivacy {

	/**
	 * Adds the visit to what is exported of an order.
	 *
	 * @param array<int, array{name: string, value: string}> $data  Of WooCommerce and others.
	 * @param WC_Order                                       $order The order.
	 * @return array<int, array{name: string, value: string}>
	 */
	public static function export( array $data, WC_Order $order ): array {
		$visit = ( new OrderRecord( $order ) )->visit();
		if ( null !== $visit ) {
			$data[] = array(
				'name'  => __( 'Visit noted for measurement', 'warp' ),
				'value' => (string) wp_json_encode( $visit->to_array(), JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES ),
			);
		}
		return $data;
	}

	/**
	 * Removes it from an order whose buyer is forgotten; what they agreed to stays.
	 *
	 * @param WC_Order $order The order.
	 */
	public static function erase( WC_Order $order ): void {
		$record = new OrderRecord( $order );
		$visit  = $record->visit();
		if ( null !== $visit ) {
			$record->keep_visit( $visit->without_person() );
		}
	}
}

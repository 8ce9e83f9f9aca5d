<?php
/**
 * Pages of the shop that show one order, account or download.
 *
 * @package Warp
 */

namespace Warp\Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * WooCommerce lets a shop name them; the names are read from its options, so that they are known without WooCommerce being loaded.
 */
final class PrivatePages {

	/**
	 * Options of WooCommerce's settings › Advanced › Page setup.
	 */
	private const OPTIONS = array(
		'woocommerce_checkout_pay_endpoint',
		'woocommerce_checkout_order_received_endpoint',
		'woocommerce_myaccount_view_order_endpoint',
		'woocommerce_myaccount_delete_payment_method_endpoint',
		'woocommerce_myaccount_set_default_payment_method_endpoint',
		'woocommerce_myaccount_view_subscription_endpoint',
		'woocommerce_myaccount_subscription_payment_method_endpoint',
	);

	/**
	 * The names that this shop has chosen.
	 *
	 * @return string[]
	 */
	public static function of_this_site(): array {
		$names = array();
		foreach ( self::OPTIONS as $option ) {
			$names[] = (string) get_option( $option, '' );
		}
		/**
		 * Filters the names of pages that show one person's things: what follows them in an address is not told.
		 *
		 * @param string[] $names As they stand in addresses.
		 */
		$names = (array) apply_filters( 'warp_private_pages', $names );
		return array_values( array_unique( array_filter( array_map( 'strval', $names ), 'strlen' ) ) );
	}
}

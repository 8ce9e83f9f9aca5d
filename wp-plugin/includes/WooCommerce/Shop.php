<?php
/**
 * WooCommerce, when it is there.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Automattic\WooCommerce\Utilities\FeaturesUtil;

defined( 'ABSPATH' ) || exit;

/**
 * Says whether there is a shop, and what of it this plugin gets along with. Orders are read and written by their own
 * methods only, so it does not matter which tables hold them.
 */
final class Shop {

	public static function is_open(): bool {
		return class_exists( 'WooCommerce' );
	}

	/**
	 * Tells WooCommerce, before it starts.
	 *
	 * @param string $plugin_file Main file of this plugin.
	 */
	public static function declare_compatibility( string $plugin_file ): void {
		if ( class_exists( FeaturesUtil::class ) ) {
			FeaturesUtil::declare_compatibility( 'custom_order_tables', $plugin_file, true );
			FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', $plugin_file, true );
		}
	}
}

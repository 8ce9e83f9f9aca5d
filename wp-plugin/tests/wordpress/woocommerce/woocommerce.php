<?php
/**
 * Plugin Name: WooCommerce
 * Description: Stand-in for tests. It has the part of WooCommerce's public API that Warp uses, fires the documented hooks in the order and with the arguments of WooCommerce 10.2.4's source, as they were seen on WooCommerce 10.5.2, and throws on every other call.
 * Version:     10.2.4
 */

defined( 'ABSPATH' ) || exit;

foreach ( array( 'strict', 'data', 'product', 'order-store', 'order', 'refund', 'subscriptions', 'cart', 'shop', 'functions', 'checkout', 'pages', 'store-api' ) as $stand_in_part ) {
	require_once __DIR__ . "/src/$stand_in_part.php";
}

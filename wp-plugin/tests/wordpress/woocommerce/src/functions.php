<?php
/**
 * Functions of WooCommerce that Warp calls.
 */

function wc_get_order( $the_order = false ) {
	$id   = $the_order instanceof WC_Abstract_Order ? $the_order->get_id() : (int) ( $the_order instanceof WP_Post ? $the_order->ID : $the_order );
	$kept = $id ? Stand_In_Order_Store::read( $id ) : null;
	if ( null === $kept ) {
		return false;
	}
	$classes = array(
		'shop_order'        => WC_Order::class,
		'shop_order_refund' => WC_Order_Refund::class,
		'shop_subscription' => WC_Subscription::class,
	);
	return new $classes[ $kept['type'] ]( $id );
}

/** As in includes/wc-core-functions.php: with a status the order is paid before it has any item, and the address is of whoever makes the request. */
function wc_create_order( $args = array() ) {
	$order = new WC_Order();
	$order->set_created_via( $args['created_via'] ?? '' );
	$order->set_customer_id( $args['customer_id'] ?? '' );
	$order->set_customer_ip_address( $_SERVER['REMOTE_ADDR'] ?? '' );
	$order->set_customer_user_agent( $_SERVER['HTTP_USER_AGENT'] ?? '' );
	if ( isset( $args['status'] ) ) {
		$order->set_status( $args['status'] );
	}
	$order->save();
	return $order;
}

/** The arguments that Warp uses; another one throws. Dates as in WC_Data_Store_WP::parse_date_for_wp_query(). */
function wc_get_orders( $args ) {
	$unknown = array_diff( array_keys( $args ), array( 'type', 'customer', 'date_paid', 'date_created', 'limit', 'paged', 'orderby', 'order' ) );
	if ( array() !== $unknown ) {
		throw new BadFunctionCallException( 'wc_get_orders() of the stand-in does not know ' . implode( ', ', $unknown ) );
	}
	$found = array();
	foreach ( Stand_In_Order_Store::ids( $args['type'] ) as $id ) {
		$order = wc_get_order( $id );
		// Addresses and numbers of accounts; the stand-in's buyers have no account.
		if ( isset( $args['customer'] ) && ! in_array( $order->get_billing_email(), $args['customer'], true ) ) {
			continue;
		}
		foreach ( array( 'date_paid', 'date_created' ) as $field ) {
			if ( ! isset( $args[ $field ] ) ) {
				continue;
			}
			if ( 1 !== preg_match( '/^(-?\d+)\.\.\.(-?\d+)$/', $args[ $field ], $range ) ) {
				throw new BadFunctionCallException( "$field of the stand-in is a range of timestamps." );
			}
			$date = $order->{"get_$field"}();
			if ( null === $date || $date->getTimestamp() < (int) $range[1] || $date->getTimestamp() > (int) $range[2] ) {
				continue 2;
			}
		}
		$found[] = $order;
	}
	$found = 'DESC' === ( $args['order'] ?? 'ASC' ) ? array_reverse( $found ) : $found;
	return array_slice( $found, ( ( $args['paged'] ?? 1 ) - 1 ) * $args['limit'], $args['limit'] );
}

function wc_get_is_paid_statuses() {
	return apply_filters( 'woocommerce_order_is_paid_statuses', array( 'processing', 'completed' ) );
}

function get_woocommerce_currency() {
	return get_option( 'woocommerce_currency', 'EUR' );
}

function wc_get_price_decimals() {
	return 2;
}

function wc_get_page_screen_id( $for ) {
	return Stand_In_Order_Store::has_own_tables() ? 'woocommerce_page_wc-orders' : $for;
}

function is_product() {
	return is_singular( 'product' );
}

function is_shop() {
	return is_post_type_archive( 'product' );
}

function is_product_taxonomy() {
	return is_tax( get_object_taxonomies( 'product' ) );
}

function is_cart() {
	return is_page( 'cart' );
}

function is_checkout() {
	return is_page( 'checkout' );
}

function is_order_received_page() {
	global $wp;
	return is_checkout() && isset( $wp->query_vars['order-received'] );
}

function is_checkout_pay_page() {
	global $wp;
	return is_checkout() && isset( $wp->query_vars['order-pay'] );
}

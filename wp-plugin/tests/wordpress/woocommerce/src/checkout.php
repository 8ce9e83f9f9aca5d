<?php
/**
 * From a cart to an order, and the ways to pay. Hooks as in includes/class-wc-checkout.php and the gateways.
 */

final class Stand_In_Checkout {

	/** Makes the order of the cart. */
	public static function create_order( array $posted, $created_via ) {
		$order = new WC_Order();
		$order->set_created_via( $created_via );
		$order->set_customer_ip_address( $_SERVER['HTTP_X_FORWARDED_FOR'] ?? '' );
		$order->set_customer_user_agent( $_SERVER['HTTP_USER_AGENT'] ?? '' );
		$items = array();
		$total = 0;
		foreach ( WC()->cart->get_cart() as $line ) {
			$item = new WC_Order_Item_Product();
			$sum  = $line['data']->get_price() * $line['quantity'];
			$item->set_product_id( $line['product_id'] );
			$item->set_variation_id( $line['variation_id'] );
			$item->set_name( $line['data']->get_name() );
			$item->set_quantity( $line['quantity'] );
			// Prices include 19 % tax; a line's total is without.
			$item->set_total( (string) ( round( $sum / 1.19, 2 ) ) );
			$item->set_total_tax( (string) ( round( $sum - round( $sum / 1.19, 2 ), 2 ) ) );
			$total                          += $sum;
			$items[ 100 + count( $items ) ] = $item;
		}
		$order->set_items( $items );
		$order->set_total( (string) ( $total + 4.9 ) );
		$order->set_total_tax( (string) round( $total - $total / 1.19 + 0.78, 2 ) );
		$order->set_shipping_total( '4.12' );
		foreach ( $posted as $field => $value ) {
			$order->{"set_$field"}( $value );
		}
		$order->save();
		return $order;
	}

	/** What the gateways do in process_payment(). */
	public static function pay( WC_Order $order ) {
		$stale = wc_get_order( $order->get_id() );
		switch ( $order->get_payment_method() ) {
			case 'card':
				$order->payment_complete( 'transaction-1' );
				break;
			case 'cod':
				$order->update_status( 'processing' );
				break;
			case 'bacs':
				$order->update_status( 'on-hold' );
				break;
			case 'redirect':
				// The buyer is sent to the payment service, which tells the shop by itself later.
				break;
		}
		WC()->cart->empty_cart();
		// The checkout's step log saves the object that it kept from before.
		do_action( 'woocommerce_update_order', $stale->get_id(), $stale );
	}

	/** The shortcode's checkout: wc-ajax=checkout. */
	public static function classic() {
		$posted = self::posted();
		$order  = wc_get_order( self::create_order( $posted, 'checkout' )->get_id() );
		do_action( 'woocommerce_checkout_order_processed', $order->get_id(), $posted, $order );
		self::pay( $order );
		wp_send_json( array( 'result' => 'success', 'order_id' => $order->get_id(), 'redirect' => $order->get_checkout_order_received_url() ) );
	}

	/** Paying for an order that exists, as WC_Form_Handler::pay_action() does. */
	public static function pay_existing( WC_Order $order ) {
		do_action( 'woocommerce_before_pay_action', $order );
		$order->set_payment_method( 'card' );
		$order->save();
		self::pay( $order );
	}

	public static function posted() {
		$posted = array();
		foreach ( array( 'payment_method', 'billing_email', 'billing_phone', 'billing_first_name', 'billing_last_name', 'billing_address_1', 'billing_city', 'billing_state', 'billing_postcode', 'billing_country' ) as $field ) {
			$posted[ $field ] = sanitize_text_field( wp_unslash( $_POST[ $field ] ?? '' ) );
		}
		return $posted;
	}
}

/** WC_AJAX: ?wc-ajax=… is answered before any page is made. */
add_action(
	'template_redirect',
	static function () {
		$endpoint = $_GET['wc-ajax'] ?? '';
		if ( '' === $endpoint ) {
			return;
		}
		define( 'DOING_AJAX', true );
		nocache_headers();
		switch ( $endpoint ) {
			case 'add_to_cart':
				WC()->cart->add_to_cart( (int) $_POST['product_id'], (int) ( $_POST['quantity'] ?? 1 ) );
				wp_send_json( array( 'fragments' => array(), 'cart_hash' => 'hash' ) );
				break;
			case 'remove_from_cart':
				WC()->cart->remove_cart_item( sanitize_key( $_POST['cart_item_key'] ) );
				wp_send_json( array( 'fragments' => array(), 'cart_hash' => 'hash' ) );
				break;
			case 'checkout':
				Stand_In_Checkout::classic();
		}
		exit;
	},
	0
);

/** WC_Form_Handler: a product's own form, and the cart's links. */
add_action(
	'wp_loaded',
	static function () {
		if ( isset( $_REQUEST['add-to-cart'] ) && WC()->cart ) {
			WC()->cart->add_to_cart( (int) $_REQUEST['add-to-cart'], (int) ( $_REQUEST['quantity'] ?? 1 ), (int) ( $_REQUEST['variation_id'] ?? 0 ) );
		}
		if ( isset( $_GET['remove_item'] ) && WC()->cart ) {
			WC()->cart->remove_cart_item( sanitize_key( $_GET['remove_item'] ) );
			wp_safe_redirect( home_url( '/cart/' ) );
			exit;
		}
	},
	20
);

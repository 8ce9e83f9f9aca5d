<?php
/**
 * The Store API, by which the blocks work: hooks as in src/StoreApi.
 */

add_action(
	'rest_api_init',
	static function () {
		$route = static function ( $path, $react ) {
			register_rest_route( 'wc/store/v1', $path, array( 'methods' => 'POST', 'callback' => $react, 'permission_callback' => '__return_true' ) );
		};
		$route(
			'/cart/add-item',
			static function ( WP_REST_Request $request ) {
				$product = wc_get_product( (int) $request['id'] );
				$parent  = $product->get_parent_id();
				WC()->cart->add_to_cart( $parent ? $parent : $product->get_id(), (int) $request['quantity'], $parent ? $product->get_id() : 0 );
				return array( 'items' => array_keys( WC()->cart->get_cart() ) );
			}
		);
		$route(
			'/cart/update-item',
			static function ( WP_REST_Request $request ) {
				WC()->cart->set_quantity( $request['key'], (int) $request['quantity'] );
				return array( 'items' => array_keys( WC()->cart->get_cart() ) );
			}
		);
		$route(
			'/cart/remove-item',
			static function ( WP_REST_Request $request ) {
				WC()->cart->remove_cart_item( $request['key'] );
				return array( 'items' => array_keys( WC()->cart->get_cart() ) );
			}
		);
		$route(
			'/checkout',
			static function ( WP_REST_Request $request ) {
				$posted = array( 'payment_method' => $request['payment_method'] );
				foreach ( (array) $request['billing_address'] as $field => $value ) {
					$posted[ "billing_$field" ] = $value;
				}
				$order = Stand_In_Checkout::create_order( $posted, 'store-api' );
				do_action( 'woocommerce_store_api_checkout_order_processed', $order );
				Stand_In_Checkout::pay( $order );
				return array(
					'order_id'       => $order->get_id(),
					'payment_result' => array( 'redirect_url' => $order->get_checkout_order_received_url() ),
				);
			}
		);
	}
);

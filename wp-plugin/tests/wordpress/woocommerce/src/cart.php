<?php
/**
 * Session and cart. Hooks as in includes/class-wc-cart.php.
 */

class WC_Session_Handler extends Stand_In_Strict {

	private const COOKIE = 'wp_woocommerce_session_stand_in';

	private $id;
	private $values;

	public function __construct() {
		$this->id     = sanitize_key( $_COOKIE[ self::COOKIE ] ?? '' );
		$this->values = $this->id ? get_option( "stand_in_session_$this->id", array() ) : array();
		add_action( 'shutdown', array( $this, 'save_data' ), 20 );
	}

	public function get( $key, $default = null ) {
		return $this->values[ $key ] ?? $default;
	}

	public function set( $key, $value ) {
		if ( ! $this->id ) {
			$this->id = strtolower( wp_generate_password( 20, false ) );
			headers_sent() || setcookie( self::COOKIE, $this->id, 0, '/' );
		}
		$this->values[ $key ] = $value;
	}

	public function save_data() {
		$this->id && update_option( "stand_in_session_$this->id", $this->values, false );
	}
}

class WC_Cart extends Stand_In_Strict {

	private $cart_contents;
	private $removed_cart_contents;

	public function __construct() {
		$this->cart_contents         = WC()->session->get( 'cart', array() );
		$this->removed_cart_contents = WC()->session->get( 'removed_cart_contents', array() );
		foreach ( $this->cart_contents as $key => $line ) {
			$this->cart_contents[ $key ]['data'] = wc_get_product( $line['variation_id'] ? $line['variation_id'] : $line['product_id'] );
		}
	}

	public function get_cart() {
		return $this->cart_contents;
	}

	public function get_cart_item( $key ) {
		return $this->cart_contents[ $key ] ?? array();
	}

	public function get_removed_cart_contents() {
		return $this->removed_cart_contents;
	}

	public function is_empty() {
		return array() === $this->cart_contents;
	}

	public function needs_shipping() {
		foreach ( $this->cart_contents as $line ) {
			if ( $line['data']->needs_shipping() ) {
				return true;
			}
		}
		return false;
	}

	public function add_to_cart( $product_id = 0, $quantity = 1, $variation_id = 0, $variation = array(), $cart_item_data = array() ) {
		$key = md5( "$product_id-$variation_id" );
		if ( isset( $this->cart_contents[ $key ] ) ) {
			$this->set_quantity( $key, $this->cart_contents[ $key ]['quantity'] + $quantity, false );
		} else {
			$this->cart_contents[ $key ] = array(
				'key'          => $key,
				'product_id'   => $product_id,
				'variation_id' => $variation_id,
				'variation'    => $variation,
				'quantity'     => $quantity,
				'data'         => wc_get_product( $variation_id ? $variation_id : $product_id ),
			);
		}
		do_action( 'woocommerce_add_to_cart', $key, $product_id, $quantity, $variation_id, $variation, $cart_item_data );
		$this->keep();
		return $key;
	}

	public function set_quantity( $key, $quantity = 1, $refresh_totals = true ) {
		if ( $quantity <= 0 ) {
			return $this->remove_cart_item( $key );
		}
		$old                                     = $this->cart_contents[ $key ]['quantity'];
		$this->cart_contents[ $key ]['quantity'] = $quantity;
		do_action( 'woocommerce_after_cart_item_quantity_update', $key, $quantity, $old, $this );
		$this->keep();
		return true;
	}

	public function remove_cart_item( $key ) {
		$this->removed_cart_contents[ $key ] = $this->cart_contents[ $key ];
		unset( $this->removed_cart_contents[ $key ]['data'] );
		do_action( 'woocommerce_remove_cart_item', $key, $this );
		unset( $this->cart_contents[ $key ] );
		do_action( 'woocommerce_cart_item_removed', $key, $this );
		$this->keep();
		return true;
	}

	public function restore_cart_item( $key ) {
		$line                                = $this->removed_cart_contents[ $key ];
		$this->cart_contents[ $key ]         = $line;
		$this->cart_contents[ $key ]['data'] = wc_get_product( $line['variation_id'] ? $line['variation_id'] : $line['product_id'] );
		do_action( 'woocommerce_restore_cart_item', $key, $this );
		unset( $this->removed_cart_contents[ $key ] );
		do_action( 'woocommerce_cart_item_restored', $key, $this );
		$this->keep();
		return true;
	}

	public function empty_cart() {
		$this->cart_contents = array();
		do_action( 'woocommerce_cart_emptied', true );
		$this->keep();
	}

	private function keep() {
		$lines = $this->cart_contents;
		foreach ( $lines as $key => $line ) {
			unset( $lines[ $key ]['data'] );
		}
		WC()->session->set( 'cart', $lines );
		WC()->session->set( 'removed_cart_contents', $this->removed_cart_contents );
	}
}

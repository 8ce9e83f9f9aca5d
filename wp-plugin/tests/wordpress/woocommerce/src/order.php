<?php
/**
 * Orders. Statuses and hooks as in includes/class-wc-order.php.
 */

class WC_Order_Item_Product extends WC_Data {

	protected $data = array(
		'product_id'   => 0,
		'variation_id' => 0,
		'name'         => '',
		'quantity'     => 1,
		'total'        => '0',
		'total_tax'    => '0',
	);

	public function get_product() {
		return wc_get_product( $this->data['variation_id'] ? $this->data['variation_id'] : $this->data['product_id'] );
	}
}

abstract class WC_Abstract_Order extends WC_Data {

	protected $data = array(
		'parent_id'          => 0,
		'status'             => '',
		'currency'           => 'EUR',
		'prices_include_tax' => true,
		'total'              => '0',
		'total_tax'          => '0',
		'shipping_total'     => '0',
		'date_created'       => null,
		'items'              => array(),
	);

	/** From and to, until the change is saved. */
	protected $transition;

	public function __construct( $id = 0 ) {
		$kept = $id ? Stand_In_Order_Store::read( $id ) : null;
		if ( null !== $kept ) {
			$this->id   = $id;
			$this->data = $kept['data'];
			$this->meta = Stand_In_Order_Store::read_meta( $id );
		}
	}

	public function get_items( $types = 'line_item' ) {
		return $this->data['items'];
	}

	public function set_items( array $items ) {
		$this->data['items'] = $items;
	}

	public function save_meta_data() {
		Stand_In_Order_Store::write_meta( $this->id, $this->meta );
	}

	protected function write( $type ) {
		if ( ! $this->id ) {
			$this->data['date_created'] = $this->data['date_created'] ?? new WC_DateTime();
			$this->id                   = Stand_In_Order_Store::insert( $type, $this->data );
		} else {
			Stand_In_Order_Store::update( $this->id, $this->data );
		}
		$this->save_meta_data();
	}
}

class WC_Order extends WC_Abstract_Order {

	public function __construct( $id = 0 ) {
		$this->data += array_fill_keys( array( 'customer_id', 'payment_method', 'transaction_id', 'order_key', 'billing_email', 'billing_phone', 'billing_first_name', 'billing_last_name', 'billing_address_1', 'billing_city', 'billing_state', 'billing_postcode', 'billing_country' ), '' );
		$this->data += array(
			'date_paid' => null,
			'coupons'   => array(),
		);
		parent::__construct( $id );
		$this->data['order_key'] = $this->data['order_key'] ? $this->data['order_key'] : 'wc_order_' . wp_generate_password( 13, false );
	}

	public function get_order_number() {
		return (string) $this->id;
	}

	public function get_coupon_codes() {
		return $this->data['coupons'];
	}

	public function get_status( $context = 'view' ) {
		return $this->data['status'] ? $this->data['status'] : 'pending';
	}

	public function has_status( $status ) {
		return in_array( $this->get_status(), (array) $status, true );
	}

	public function is_paid() {
		return $this->has_status( wc_get_is_paid_statuses() );
	}

	public function needs_payment() {
		return $this->has_status( array( 'pending', 'failed' ) ) && (float) $this->data['total'] > 0;
	}

	public function get_checkout_order_received_url() {
		return home_url( "/checkout/order-received/$this->id/?key={$this->data['order_key']}" );
	}

	public function get_refunds() {
		$refunds = array();
		foreach ( array_reverse( Stand_In_Order_Store::ids( 'shop_order_refund' ) ) as $id ) {
			$refund = new WC_Order_Refund( $id );
			if ( $refund->get_parent_id() === $this->id ) {
				$refunds[] = $refund;
			}
		}
		return $refunds;
	}

	public function set_status( $new_status, $note = '', $manual_update = false ) {
		$from                 = $this->get_status();
		$this->data['status'] = $new_status;
		if ( $from !== $new_status ) {
			$this->transition = array(
				'from'   => $this->transition['from'] ?? $from,
				'to'     => $new_status,
				'note'   => $note,
				'manual' => $manual_update,
			);
			if ( null === $this->data['date_paid'] && in_array( $new_status, array( 'processing', 'completed' ), true ) ) {
				$this->data['date_paid'] = new WC_DateTime();
			}
		}
	}

	public function update_status( $new_status, $note = '', $manual = false ) {
		$this->set_status( $new_status, $note, $manual );
		$this->save();
		return true;
	}

	public function save() {
		$is_new = ! $this->id;
		$this->write( 'shop_order' );
		$is_new ? do_action( 'woocommerce_new_order', $this->id, $this ) : do_action( 'woocommerce_update_order', $this->id, $this );
		$transition       = $this->transition;
		$this->transition = null;
		if ( $transition ) {
			do_action( "woocommerce_order_status_{$transition['to']}", $this->id, $this, $transition );
			do_action( "woocommerce_order_status_{$transition['from']}_to_{$transition['to']}", $this->id, $this );
			do_action( 'woocommerce_order_status_changed', $this->id, $transition['from'], $transition['to'], $this );
		}
		return $this->id;
	}

	public function payment_complete( $transaction_id = '' ) {
		if ( $this->has_status( array( 'on-hold', 'pending', 'failed', 'cancelled' ) ) ) {
			$this->data['transaction_id'] = $transaction_id;
			$this->set_status( 'processing' );
			$this->save();
			do_action( 'woocommerce_payment_complete', $this->id, $transaction_id );
		} else {
			do_action( 'woocommerce_payment_complete_order_status_' . $this->get_status(), $this->id, $transaction_id );
		}
		return true;
	}
}

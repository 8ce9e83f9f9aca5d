<?php
/**
 * Orders. Statuses and hooks as in includes/class-wc-order.php.
 */

class WC_Order_Item_Product extends WC_Data {

	protected $data = array(
		'order_id'     => 0,
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

	/** By itself, as importers do it: the order is neither loaded nor saved. */
	public function save() {
		$order = wc_get_order( $this->data['order_id'] );
		$items = $order->get_items();
		if ( ! $this->id ) {
			$this->id = 1000 + (int) get_option( 'stand_in_last_item', 0 );
			update_option( 'stand_in_last_item', $this->id - 999 );
			$is_new = true;
		}
		$items[ $this->id ] = $this;
		$order->write_items( $items );
		do_action( isset( $is_new ) ? 'woocommerce_new_order_item' : 'woocommerce_update_order_item', $this->id, $this, $this->data['order_id'] );
		return $this->id;
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

	/** Nothing else is written, and nobody is told. */
	public function write_items( array $items ) {
		$this->data['items'] = $items;
		$kept                = Stand_In_Order_Store::read( $this->id )['data'];
		$kept['items']       = $items;
		Stand_In_Order_Store::update( $this->id, $kept );
	}

	public function set_id( $id ) {
		$this->id            = $id;
		$this->data['items'] = array();
	}

	public function get_total_fees() {
		return 0;
	}

	public function delete( $force_delete = false ) {
		do_action( 'woocommerce_before_delete_order', $this->id, $this );
		Stand_In_Order_Store::delete( $this->id );
		do_action( 'woocommerce_delete_order', $this->id );
		return true;
	}

	/** With own tables a changed note changes the order's date, and so the order is saved. */
	public function save_meta_data() {
		Stand_In_Order_Store::write_meta( $this->id, $this->meta );
		if ( Stand_In_Order_Store::has_own_tables() && $this instanceof WC_Order ) {
			do_action( 'woocommerce_update_order', $this->id, $this );
		}
	}

	protected function write( $type ) {
		if ( ! $this->id ) {
			$this->data['date_created'] = $this->data['date_created'] ?? new WC_DateTime();
			$this->id                   = Stand_In_Order_Store::insert( $type, $this->data );
		} else {
			Stand_In_Order_Store::update( $this->id, $this->data );
		}
		Stand_In_Order_Store::write_meta( $this->id, $this->meta );
	}
}

class WC_Order extends WC_Abstract_Order {

	public function __construct( $id = 0 ) {
		$this->data += array_fill_keys( array( 'customer_id', 'created_via', 'customer_ip_address', 'customer_user_agent', 'payment_method', 'transaction_id', 'order_key', 'billing_email', 'billing_phone', 'billing_first_name', 'billing_last_name', 'billing_address_1', 'billing_city', 'billing_state', 'billing_postcode', 'billing_country' ), '' );
		$this->data += array(
			'date_paid' => null,
			'coupons'   => array(),
		);
		parent::__construct( $id );
		$this->data['order_key'] = $this->data['order_key'] ? $this->data['order_key'] : 'wc_order_' . wp_generate_password( 13, false );
	}

	public function get_type() {
		return 'shop_order';
	}

	/** Saved at once where the order is; the total stays. */
	public function add_product( $product, $qty = 1, $args = array() ) {
		$sum  = $product->get_price() * $qty;
		$item = new WC_Order_Item_Product();
		$item->set_order_id( $this->id );
		$item->set_product_id( $product->get_id() );
		$item->set_name( $product->get_name() );
		$item->set_quantity( $qty );
		$item->set_total( (string) round( $sum / 1.19, 2 ) );
		$item->set_total_tax( (string) ( $sum - round( $sum / 1.19, 2 ) ) );
		$item->save();
		$this->data['items'][ $item->get_id() ] = $item;
		return $item->get_id();
	}

	public function calculate_totals( $and_taxes = true ) {
		$this->save();
		$total = 0;
		$tax   = 0;
		foreach ( $this->data['items'] as $item ) {
			$total += $item->get_total() + $item->get_total_tax();
			$tax   += $item->get_total_tax();
		}
		$this->data['total']     = (string) round( $total, 2 );
		$this->data['total_tax'] = (string) round( $tax, 2 );
		do_action( 'woocommerce_order_after_calculate_totals', $and_taxes, $this );
		$this->save();
		return $total;
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
		if ( ! $this->id ) {
			// Items are written after the order, and after everybody was told of it.
			$items               = $this->data['items'];
			$this->data['items'] = array();
			$this->write( $this->get_type() );
			$this->data['items'] = $items;
			$this->tell_saved( 'new' );
			$this->write( $this->get_type() );
			foreach ( $items as $item_id => $item ) {
				do_action( 'woocommerce_new_order_item', $item_id, $item, $this->id );
			}
		} else {
			$this->write( $this->get_type() );
			$this->tell_saved( 'update' );
		}
		do_action( 'woocommerce_after_order_object_save', $this );
		$transition       = $this->transition;
		$this->transition = null;
		if ( $transition ) {
			do_action( "woocommerce_order_status_{$transition['to']}", $this->id, $this, $transition );
			do_action( "woocommerce_order_status_{$transition['from']}_to_{$transition['to']}", $this->id, $this );
			do_action( 'woocommerce_order_status_changed', $this->id, $transition['from'], $transition['to'], $this );
		}
		return $this->id;
	}

	protected function tell_saved( $what ) {
		do_action( "woocommerce_{$what}_order", $this->id, $this );
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

<?php
/**
 * Refunds. Hooks as in wc_create_refund() of includes/wc-order-functions.php.
 */

class WC_Order_Refund extends WC_Abstract_Order {

	public function __construct( $id = 0 ) {
		$this->data += array(
			'amount' => '0',
			'reason' => '',
		);
		parent::__construct( $id );
	}

	public function save() {
		$this->write( 'shop_order_refund' );
		return $this->id;
	}

	/** As WC_AJAX::delete_refund() does it. */
	public static function delete_by_hand( $refund_id ) {
		$refund   = wc_get_order( $refund_id );
		$order_id = $refund->get_parent_id();
		Stand_In_Order_Store::delete( $refund_id );
		do_action( 'woocommerce_refund_deleted', $refund_id, $order_id );
	}
}

function wc_create_refund( $args = array() ) {
	$order    = wc_get_order( $args['order_id'] );
	$refunded = array_sum( array_map( static function ( $refund ) { return (float) $refund->get_amount(); }, $order->get_refunds() ) );
	$left     = (float) $order->get_total() - $refunded;
	if ( $args['amount'] <= 0 || $args['amount'] > $left ) {
		return new WP_Error( 'error', 'Invalid refund amount.' );
	}
	$lines = array();
	foreach ( $args['line_items'] ?? array() as $item_id => $line ) {
		$item = clone $order->get_items()[ $item_id ];
		$item->set_quantity( -1 * $line['qty'] );
		$item->set_total( (string) ( -1 * $line['refund_total'] ) );
		$item->set_total_tax( (string) ( -1 * ( $line['refund_tax'] ?? 0 ) ) );
		$lines[ $item_id ] = $item;
	}
	$refund = new WC_Order_Refund();
	$refund->set_parent_id( $order->get_id() );
	$refund->set_currency( $order->get_currency() );
	$refund->set_amount( (string) $args['amount'] );
	$refund->set_items( $lines );
	do_action( 'woocommerce_create_refund', $refund, $args );
	$refund->save();
	if ( $left - $args['amount'] > 0 ) {
		do_action( 'woocommerce_order_partially_refunded', $order->get_id(), $refund->get_id() );
	} else {
		do_action( 'woocommerce_order_fully_refunded', $order->get_id(), $refund->get_id() );
		$order->update_status( 'refunded' );
	}
	do_action( 'woocommerce_refund_created', $refund->get_id(), $args );
	do_action( 'woocommerce_order_refunded', $order->get_id(), $refund->get_id() );
	return $refund;
}

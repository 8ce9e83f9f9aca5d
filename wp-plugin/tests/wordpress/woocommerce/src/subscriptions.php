<?php
/**
 * WooCommerce Subscriptions, as far as orders meet it: what it copies, and its documented hooks in the order of version 9.0.0
 * (includes/core/class-wc-subscriptions-data-copier.php, wcs-renewal-functions.php, class-wcs-retry-manager.php).
 */

class WC_Subscription extends WC_Order {

	public function get_type() {
		return 'shop_subscription';
	}

	public function get_parent() {
		return $this->data['parent_id'] ? wc_get_order( $this->data['parent_id'] ) : false;
	}

	protected function tell_saved( $what ) {
		do_action( "woocommerce_{$what}_subscription", $this->id, $this );
	}
}

final class Stand_In_Subscriptions {

	/** What of an order's own fields is copied, beside all of its meta data. */
	private const FIELDS = array( 'customer_id', 'customer_ip_address', 'customer_user_agent', 'payment_method', 'currency', 'prices_include_tax', 'total', 'total_tax', 'shipping_total', 'billing_email', 'billing_phone', 'billing_first_name', 'billing_last_name', 'billing_address_1', 'billing_city', 'billing_state', 'billing_postcode', 'billing_country' );

	/** Meta data that the copier leaves out. */
	private const NOT_COPIED = array( '_subscription_renewal', '_subscription_switch', '_paid_date', '_completed_date', '_order_key', '_edit_lock', '_schedule_next_payment' );

	private static function copy( WC_Order $from, WC_Order $to, $type ) {
		$data = array_diff_key( Stand_In_Order_Store::read_meta( $from->get_id() ), array_flip( self::NOT_COPIED ) );
		foreach ( self::FIELDS as $field ) {
			$data[ "_$field" ] = $from->{"get_$field"}();
		}
		$data = apply_filters( "wc_subscriptions_{$type}_data", $data, $to, $from );
		$data = apply_filters( 'wc_subscriptions_object_data', $data, $to, $from, $type );
		foreach ( $data as $key => $value ) {
			$field = substr( $key, 1 );
			in_array( $field, self::FIELDS, true ) ? $to->{"set_$field"}( $value ) : $to->update_meta_data( $key, $value );
		}
		$to->save();
	}

	private static function copy_items( WC_Order $from, WC_Order $to ) {
		foreach ( $from->get_items() as $item ) {
			$copy = new WC_Order_Item_Product();
			foreach ( array( 'product_id', 'variation_id', 'name', 'quantity', 'total', 'total_tax' ) as $field ) {
				$copy->{"set_$field"}( $item->{"get_$field"}() );
			}
			$copy->set_order_id( $to->get_id() );
			$copy->save();
		}
	}

	/** At the end of a checkout, of the order just made. */
	public static function begin( $order_id ) {
		$order        = wc_get_order( $order_id );
		$subscription = new WC_Subscription();
		$subscription->set_parent_id( $order_id );
		$subscription->set_created_via( 'checkout' );
		$subscription->save();
		self::copy( $order, $subscription, 'subscription' );
		self::copy_items( $order, $subscription );
		do_action( 'woocommerce_checkout_subscription_created', $subscription, $order, null );
		return $subscription->get_id();
	}

	/**
	 * In a run of Action Scheduler, without any visitor.
	 * @param string $payment paid, failed
	 */
	public static function renew( $subscription_id, $payment ) {
		$subscription = wc_get_order( $subscription_id );
		$renewal      = wc_create_order( array( 'created_via' => 'subscription', 'customer_id' => $subscription->get_customer_id() ) );
		self::copy( $subscription, $renewal, 'renewal_order' );
		self::copy_items( $subscription, $renewal );
		$renewal = apply_filters( 'wcs_new_order_created', wc_get_order( $renewal->get_id() ), $subscription, 'renewal_order' );
		$renewal->update_meta_data( '_subscription_renewal', $subscription_id );
		$renewal->save();
		$renewal = apply_filters( 'wcs_renewal_order_created', $renewal, $subscription );
		self::charge( $renewal, $subscription, $payment );
		return $renewal->get_id();
	}

	/** The same order is tried again. */
	public static function retry( $order_id, $payment ) {
		$order        = wc_get_order( $order_id );
		$subscription = wc_get_order( $order->get_meta( '_subscription_renewal' ) );
		do_action( 'woocommerce_subscriptions_before_payment_retry', null, $order );
		$order->update_status( 'pending' );
		self::charge( wc_get_order( $order_id ), $subscription, $payment );
		do_action( 'woocommerce_subscriptions_after_payment_retry', null, $order );
	}

	private static function charge( WC_Order $order, WC_Subscription $subscription, $payment ) {
		do_action( 'woocommerce_scheduled_subscription_payment_card', $order->get_total(), $order );
		if ( 'paid' === $payment ) {
			$order->payment_complete( 'renewal' );
			do_action( 'woocommerce_subscription_payment_complete', $subscription );
			do_action( 'woocommerce_subscription_renewal_payment_complete', $subscription, $order );
			do_action( 'woocommerce_renewal_order_payment_complete', $order->get_id() );
		} else {
			$order->update_status( 'failed' );
			do_action( 'woocommerce_subscription_payment_failed', $subscription, 'on-hold' );
			do_action( 'woocommerce_subscription_renewal_payment_failed', $subscription, $order );
		}
	}
}

function wcs_order_contains_renewal( $order ) {
	return '' !== $order->get_meta( '_subscription_renewal' );
}

function wcs_get_subscriptions_for_renewal_order( $order ) {
	$id = $order->get_meta( '_subscription_renewal' );
	return '' === $id ? array() : array( $id => wc_get_order( $id ) );
}

<?php
/**
 * Orders and refunds as events.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Events\Visit;
use WC_Order;
use WC_Order_Refund;

defined( 'ABSPATH' ) || exit;

/**
 * Made out of the order alone, as it is saved, so the same order gives the same event whenever it is made: at payment, by
 * reconciliation, or for the browser.
 */
final class OrderEvents {

	/**
	 * Fields of the buyer -> getter of the order, longest text that the core takes.
	 */
	private const USER = array(
		'email'      => array( 'get_billing_email', 320 ),
		'phone'      => array( 'get_billing_phone', 64 ),
		'first_name' => array( 'get_billing_first_name', 128 ),
		'last_name'  => array( 'get_billing_last_name', 128 ),
		'street'     => array( 'get_billing_address_1', 255 ),
		'city'       => array( 'get_billing_city', 128 ),
		'state'      => array( 'get_billing_state', 128 ),
		'zip'        => array( 'get_billing_postcode', 32 ),
		'country'    => array( 'get_billing_country', 64 ),
	);

	/**
	 * The site in the core.
	 *
	 * @var string
	 */
	private $script_id;

	public function __construct( string $script_id ) {
		$this->script_id = $script_id;
	}

	public function purchase_id( int $order_id ): string {
		return "purchase:$this->script_id:$order_id";
	}

	public function refund_id( int $refund_id ): string {
		return "refund:$this->script_id:$refund_id";
	}

	/**
	 * Id of a correction.
	 *
	 * @param int    $order_id The order.
	 * @param string $which    Its number, or the refund that was taken back.
	 */
	public function correction_id( int $order_id, string $which ): string {
		return "purchase_adjusted:$this->script_id:$order_id:$which";
	}

	/**
	 * Order and number of the correction that an event of this site is; null: it is another event.
	 *
	 * @param string $event_id Any event's.
	 * @return array{int, int}|null
	 */
	public function correction_of( string $event_id ): ?array {
		return 1 === preg_match( '/\Apurchase_adjusted:' . preg_quote( $this->script_id, '/' ) . ':(\d+):(\d+)\z/', $event_id, $found ) ? array( (int) $found[1], (int) $found[2] ) : null;
	}

	/**
	 * Number of the order or refund that an event of this site is about; null: it is another event.
	 *
	 * @param string $event_id Any event's.
	 */
	public function subject_of( string $event_id ): ?int {
		return 1 === preg_match( '/\A(?:purchase|refund):' . preg_quote( $this->script_id, '/' ) . ':(\d+)\z/', $event_id, $found ) ? (int) $found[1] : null;
	}

	/**
	 * A paid order. Its value is what the buyer pays, with tax and shipping, so that a full refund leaves nothing.
	 *
	 * @param WC_Order $order The order.
	 * @return array<string, mixed> Event of the wire contract.
	 */
	public function purchase( WC_Order $order ): array {
		$paid = $order->get_date_paid();
		$data = array(
			'transaction_id' => (string) $order->get_order_number(),
			'value'          => Items::money( $order->get_total() ),
			'currency'       => $order->get_currency(),
			'tax'            => Items::money( $order->get_total_tax() ),
			'shipping'       => Items::money( $order->get_shipping_total() ),
			'coupon'         => implode( ',', $order->get_coupon_codes() ),
			'payment_type'   => $order->get_payment_method(),
			'items'          => Items::of_order_lines( $order->get_items(), $order ),
		);
		if ( null === ( new OrderRecord( $order ) )->visit() ) {
			$data += FirstSource::of( $order );
		}
		return $this->of_buyer( $order, 'purchase', $this->purchase_id( $order->get_id() ), null === $paid ? time() : $paid->getTimestamp(), $data );
	}

	/**
	 * A refund, in full or in part.
	 *
	 * @param WC_Order_Refund $refund The refund.
	 * @param WC_Order        $order  What it is of.
	 * @return array<string, mixed> Event of the wire contract.
	 */
	public function refund( WC_Order_Refund $refund, WC_Order $order ): array {
		$made = $refund->get_date_created();
		$data = array(
			'transaction_id' => (string) $order->get_order_number(),
			'value'          => Items::money( $refund->get_amount() ),
			'currency'       => $order->get_currency(),
			'items'          => Items::of_order_lines( $refund->get_items(), $order ),
		);
		return $this->of_buyer( $order, 'refund', $this->refund_id( $refund->get_id() ), null === $made ? time() : $made->getTimestamp(), $data );
	}

	/**
	 * What changed of an order after it was told: the differences, with their signs.
	 *
	 * @param WC_Order                                                                               $order The order.
	 * @param string                                                                                 $which Number of the correction, or the refund that was taken back.
	 * @param float                                                                                  $value How much more.
	 * @param array<int, array{item_id: string, item_variant: string, quantity: float, price: float}> $items What more of which.
	 * @return array<string, mixed> Event of the wire contract.
	 */
	public function correction( WC_Order $order, string $which, float $value, array $items ): array {
		$paid  = $order->get_date_paid();
		$data  = array(
			'transaction_id' => (string) $order->get_order_number(),
			'value'          => Items::money( $value ),
			'currency'       => $order->get_currency(),
			'items'          => Items::of_changes( $items ),
		);
		$event = $this->of_buyer( $order, 'purchase_adjusted', $this->correction_id( $order->get_id(), $which ), null === $paid ? time() : $paid->getTimestamp(), $data );
		// The shop did this, not the buyer's browser: it belongs to their visit, and is none.
		return array_diff_key( $event, array_flip( array( 'client', 'page_url', 'ids', 'user' ) ) );
	}

	/**
	 * An event with the buyer's visit, and as far as they agreed, the buyer.
	 *
	 * @param WC_Order             $order The order.
	 * @param string               $type  Event type.
	 * @param string               $id    Event id.
	 * @param int                  $at    Unix seconds.
	 * @param array<string, mixed> $data  Parameters.
	 * @return array<string, mixed>
	 */
	private function of_buyer( WC_Order $order, string $type, string $id, int $at, array $data ): array {
		$visit = ( new OrderRecord( $order ) )->visit() ?? Visit::of_nobody();
		$event = array(
			'event_id'   => $id,
			'event_type' => $type,
			'timestamp'  => 1000 * $at,
			'event_data' => array_filter(
				$data,
				static function ( $value ): bool {
					return '' !== $value && array() !== $value;
				}
			),
		);
		$user  = $visit->consent()->marketing() ? self::user( $order ) : array();
		if ( array() !== $user ) {
			$event['user'] = $user;
		}
		return $visit->on( $event );
	}

	/**
	 * The buyer.
	 *
	 * @param WC_Order $order The order.
	 * @return array<string, string>
	 */
	private static function user( WC_Order $order ): array {
		$user = array();
		foreach ( self::USER as $field => list( $getter, $length ) ) {
			$user[ $field ] = mb_substr( (string) $order->$getter(), 0, $length );
		}
		return array_filter( $user, 'strlen' );
	}
}

<?php
/**
 * Tells of orders that are paid, of refunds, and of what changes afterwards.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Consent\Consent;
use Warp\Consent\ConsentRules;
use Warp\Events\EventGroups;
use Warp\Events\QueueSender;
use Warp\Events\ServerEvents;
use Warp\Events\Visit;
use Warp\Events\VisitReader;
use Warp\Settings\Settings;
use WC_Abstract_Order;
use WC_Order;
use WC_Order_Refund;

defined( 'ABSPATH' ) || exit;

/**
 * Each order counts once and each refund once, however often the shop says that it is paid: what was sent is noted on it,
 * and the same order always has the same event id. Orders are looked at as they are saved, when a request has ended, never in
 * the middle of a change.
 */
final class Orders {

	/**
	 * The core takes no older events; an hour less, so that what waits is not too old when it arrives.
	 */
	public const TAKEN_SECONDS = 7 * DAY_IN_SECONDS - HOUR_IN_SECONDS;

	/**
	 * How long an order that is being made in steps is waited for after its last change.
	 */
	private const SETTLE_SECONDS = 10 * MINUTE_IN_SECONDS;

	/**
	 * How the orders of visitors are made; theirs are complete when the request ends.
	 */
	private const BY_VISITORS = array( 'checkout', 'store-api' );

	/**
	 * Holds the connection and the choices.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Where events wait.
	 *
	 * @var ServerEvents
	 */
	private $events;

	public function __construct( Settings $settings, ServerEvents $events ) {
		$this->settings = $settings;
		$this->events   = $events;
	}

	/**
	 * Notes the buyer's visit on an order that a checkout has just made. Without consent only that is noted.
	 *
	 * @param WC_Order $order The order.
	 */
	public function checked_out( WC_Order $order ): void {
		if ( ! $this->is_wanted() || ! VisitReader::is_by_visitor() ) {
			return;
		}
		$visit = VisitReader::of_this_request( $this->settings )->visit();
		( new OrderRecord( $order ) )->keep_visit( $visit ?? new Visit( new Consent( false, false ), array() ) );
	}

	/**
	 * Tells what there is to tell of an order, and nothing that was told before.
	 *
	 * @param int  $order_id    An order's number; another one's does nothing.
	 * @param bool $is_paid_now Whether it was paid in this request. Otherwise only orders paid since this site tells of orders count.
	 */
	public function review( int $order_id, bool $is_paid_now ): void {
		$order = wc_get_order( $order_id );
		// A subscription is an order too.
		if ( ! $this->is_wanted() || null === $this->script_id() || ! $order instanceof WC_Order || 'shop_order' !== $order->get_type() ) {
			return;
		}
		$record = new OrderRecord( $order );
		$since  = $this->settings->orders_since();
		if ( '' === $record->event()['state'] ) {
			if ( $order->is_paid() && self::is_recent( $order ) && ( $is_paid_now || ( 0 < $since && self::paid_at( $order ) >= $since ) ) ) {
				$this->tell( $order );
			}
		} elseif ( in_array( $record->event()['state'], array( OrderRecord::QUEUED, QueueSender::DELIVERED ), true ) ) {
			$this->correct( $order, $record );
		}
		$this->tell_refunds( $order );
	}

	/**
	 * Sends an order again that the core does not have.
	 *
	 * @param WC_Order $order The order.
	 */
	public function send_again( WC_Order $order ): void {
		if ( null !== $this->script_id() ) {
			$this->tell( $order );
		}
	}

	/**
	 * Makes good that the core has other numbers of an order than the shop.
	 *
	 * @param WC_Order $order The order.
	 * @param float    $value What the core has as its value, corrections included.
	 * @param int      $items How many lines of items the core has.
	 */
	public function mend( WC_Order $order, float $value, int $items ): void {
		$record  = new OrderRecord( $order );
		$content = $this->content( $order );
		$changes = 0 === $items && array() === $record->corrections() ? $content->items_since( null ) : array();
		$this->send_correction( $order, $record, $content, null, $content->value() - $value, $changes );
	}

	/**
	 * Parameters of an order's purchase as the core ought to have them.
	 *
	 * @param WC_Order $order The order.
	 * @return array<string, mixed>
	 */
	public function expected( WC_Order $order ): array {
		$event = $this->order_events()->purchase( $order );
		return (array) ( ( $this->events->sendable( $event ) ?? $event )['event_data'] ?? array() );
	}

	/**
	 * Whether there is something in an order that is to be in the core.
	 *
	 * @param WC_Order $order The order.
	 */
	public function is_worth_telling( WC_Order $order ): bool {
		return ! $this->content( $order )->is_empty();
	}

	/**
	 * Notes what became of an event that was sent.
	 *
	 * @param string $event_id Any event's.
	 * @param string $outcome  As QueueSender says it.
	 * @param string $reason   Why not.
	 */
	public function sent( string $event_id, string $outcome, string $reason ): void {
		if ( null === $this->script_id() ) {
			return;
		}
		$correction = $this->order_events()->correction_of( $event_id );
		$subject    = null === $correction ? $this->order_events()->subject_of( $event_id ) : $correction[0];
		$order      = null === $subject ? false : wc_get_order( $subject );
		if ( ! $order instanceof WC_Abstract_Order ) {
			return;
		}
		$record = new OrderRecord( $order );
		if ( null === $correction ) {
			$record->keep_event( $outcome, $reason );
		} elseif ( QueueSender::DELIVERED !== $outcome ) {
			// It corrects nothing; reconciliation sees the difference.
			$record->keep_told( array( 'corrections' => array( $correction[1] => 0.0 ) + $record->corrections() ) );
		}
	}

	/**
	 * Tells of an order for the first time, as soon as it is whole.
	 *
	 * @param WC_Order $order A paid one.
	 */
	private function tell( WC_Order $order ): void {
		$record  = new OrderRecord( $order );
		$content = $this->content( $order );
		if ( $content->is_empty() ) {
			return;
		}
		if ( ! $this->may_send( $order ) ) {
			$record->keep_event( OrderRecord::WITHHELD );
			return;
		}
		$event = $this->order_events()->purchase( $order );
		// What corrections have added already is not told twice.
		$event['event_data']['value'] = Items::money( $event['event_data']['value'] - array_sum( $record->corrections() ) );
		$record->keep_told( array( 'told' => $content ) );
		$this->send( $order, $event, self::first_delay( $order ) );
		OrderVisits::keep_no_longer( $order->get_id(), OrderVisits::TOLD_SECONDS );
	}

	/**
	 * Tells that an order is not what was told of it. What waits to be sent yet is told anew; after that a correction follows.
	 *
	 * @param WC_Order    $order  The order.
	 * @param OrderRecord $record Its notes.
	 */
	private function correct( WC_Order $order, OrderRecord $record ): void {
		$told    = $record->told();
		$content = $this->content( $order );
		if ( null === $told || $content->is_empty() || $content->equals( $told ) || $content->currency() !== $told->currency() || ! self::is_recent( $order ) ) {
			return;
		}
		$corrections = $record->corrections();
		$before      = $record->told_before();
		if ( array() === $corrections ) {
			if ( $this->events->replace( $this->order_events()->purchase( $order ), self::first_delay( $order ) ) ) {
				$record->keep_told( array( 'told' => $content ) );
				return;
			}
		} elseif ( null !== $before ) {
			$last  = max( array_keys( $corrections ) );
			$value = $content->value() - $before->value();
			if ( $content->equals( $before ) && $this->events->take_back( $this->order_events()->correction_id( $order->get_id(), (string) $last ) ) ) {
				$record->keep_told(
					array(
						'told'        => $content,
						'before'      => null,
						'corrections' => array( $last => 0.0 ) + $corrections,
					)
				);
				return;
			}
			if ( $this->events->replace( $this->order_events()->correction( $order, (string) $last, $value, $content->items_since( $before ) ), self::delay( $order ) ) ) {
				$record->keep_told(
					array(
						'told'        => $content,
						'corrections' => array( $last => $value ) + $corrections,
					)
				);
				return;
			}
		}
		$this->send_correction( $order, $record, $content, $told, $content->value() - $told->value(), $content->items_since( $told ) );
	}

	/**
	 * Sends a correction.
	 *
	 * @param WC_Order                                                                               $order   The order.
	 * @param OrderRecord                                                                            $record  Its notes.
	 * @param OrderContent                                                                           $content What it is now.
	 * @param OrderContent|null                                                                      $before  What was told before; null: nobody knows.
	 * @param float                                                                                  $value   How much more.
	 * @param array<int, array{item_id: string, item_variant: string, quantity: float, price: float}> $items   What more of which.
	 */
	private function send_correction( WC_Order $order, OrderRecord $record, OrderContent $content, ?OrderContent $before, float $value, array $items ): void {
		$corrections = $record->corrections();
		$number      = array() === $corrections ? 1 : 1 + max( array_keys( $corrections ) );
		$record->keep_told(
			array(
				'told'        => $content,
				'before'      => $before,
				'corrections' => $corrections + array( $number => $value ),
			)
		);
		$this->events->put( $this->order_events()->correction( $order, (string) $number, $value, $items ), self::delay( $order ) );
	}

	/**
	 * Tells of refunds that were made, and that one was taken back. Only those of an order that was told can change anything.
	 *
	 * @param WC_Order $order The order.
	 */
	private function tell_refunds( WC_Order $order ): void {
		$record = new OrderRecord( $order );
		if ( in_array( $record->event()['state'], array( '', OrderRecord::WITHHELD ), true ) ) {
			return;
		}
		$told = $record->refunds();
		$gone = $told;
		foreach ( $order->get_refunds() as $refund ) {
			unset( $gone[ $refund->get_id() ] );
			if ( $refund instanceof WC_Order_Refund && '' === ( new OrderRecord( $refund ) )->event()['state'] ) {
				$told[ $refund->get_id() ] = (float) $refund->get_amount();
				$this->send( $refund, $this->order_events()->refund( $refund, $order ), 0 );
			}
		}
		foreach ( $gone as $refund_id => $amount ) {
			unset( $told[ $refund_id ] );
			if ( ! $this->events->take_back( $this->order_events()->refund_id( $refund_id ) ) ) {
				$this->events->put( $this->order_events()->correction( $order, "refund-$refund_id", $amount, array() ), 0 );
			}
		}
		if ( $told !== $record->refunds() ) {
			$record->keep_told( array( 'refunds' => $told ) );
		}
	}

	/**
	 * Whether this site's rules let an order be sent: with the buyer's consent to analytics, or without any id of theirs.
	 *
	 * @param WC_Order $order The order.
	 */
	private function may_send( WC_Order $order ): bool {
		$visit = ( new OrderRecord( $order ) )->visit();
		return null === $visit || $visit->consent()->analytics() || ( new ConsentRules( $this->settings ) )->measures_without_analytics();
	}

	/**
	 * Puts an event into the queue and notes it. The note comes first: what is sent twice counts once, but what is noted
	 * after it was sent would take back that it arrived.
	 *
	 * @param WC_Abstract_Order    $order The order or refund.
	 * @param array<string, mixed> $event Its event.
	 * @param int                  $delay Seconds.
	 */
	private function send( WC_Abstract_Order $order, array $event, int $delay ): void {
		$record = new OrderRecord( $order );
		$record->keep_event( OrderRecord::QUEUED );
		if ( ! $this->events->put( $event, $delay ) ) {
			$record->keep_event( OrderRecord::WITHHELD );
		}
	}

	/**
	 * How long a correction waits: an order that is changed in steps perhaps goes on in another request.
	 *
	 * @param WC_Order $order The order.
	 */
	private static function delay( WC_Order $order ): int {
		return OrderContent::is_calculated( $order ) ? 0 : self::SETTLE_SECONDS;
	}

	/**
	 * How long an order waits that nobody was told of yet.
	 *
	 * @param WC_Order $order The order.
	 */
	private static function first_delay( WC_Order $order ): int {
		return in_array( $order->get_created_via(), self::BY_VISITORS, true ) || ! OrderContent::is_begun( $order ) ? 0 : self::SETTLE_SECONDS;
	}

	private static function paid_at( WC_Order $order ): int {
		$paid = $order->get_date_paid();
		return null === $paid ? time() : $paid->getTimestamp();
	}

	private static function is_recent( WC_Order $order ): bool {
		return self::paid_at( $order ) > time() - self::TAKEN_SECONDS;
	}

	/**
	 * What there is to tell of an order, as the filters of this site leave it: some tell sums without tax.
	 *
	 * @param WC_Order $order The order.
	 */
	private function content( WC_Order $order ): OrderContent {
		return OrderContent::of_purchase( $this->expected( $order ) );
	}

	private function order_events(): OrderEvents {
		return new OrderEvents( (string) $this->script_id() );
	}

	private function script_id(): ?string {
		$connection = $this->settings->connection();
		return null === $connection ? null : $connection->script_id();
	}

	private function is_wanted(): bool {
		return $this->settings->records( EventGroups::ORDERS );
	}
}

<?php
/**
 * Sends orders when they are paid, and refunds when they are made.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Consent\Consent;
use Warp\Consent\ConsentRules;
use Warp\Events\EventGroups;
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
 * and the same order always has the same event id.
 */
final class Orders {

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
	 * The shop says that an order is paid.
	 *
	 * @param WC_Order $order The order.
	 */
	public function paid( WC_Order $order ): void {
		$connection = $this->settings->connection();
		if ( ! $this->is_wanted() || null === $connection || '' !== ( new OrderRecord( $order ) )->event()['state'] ) {
			return;
		}
		$this->send( $order, $this->may_send( $order ) ? ( new OrderEvents( $connection->script_id() ) )->purchase( $order ) : null );
	}

	/**
	 * A refund was made. Only that of an order that was sent can take anything away.
	 *
	 * @param WC_Order        $order  The order.
	 * @param WC_Order_Refund $refund The refund.
	 */
	public function refunded( WC_Order $order, WC_Order_Refund $refund ): void {
		$connection = $this->settings->connection();
		$was_sent   = ! in_array( ( new OrderRecord( $order ) )->event()['state'], array( '', OrderRecord::WITHHELD ), true );
		if ( ! $this->is_wanted() || null === $connection || ! $was_sent || '' !== ( new OrderRecord( $refund ) )->event()['state'] ) {
			return;
		}
		$this->send( $refund, ( new OrderEvents( $connection->script_id() ) )->refund( $refund, $order ) );
	}

	/**
	 * Sends an order again that the core does not have.
	 *
	 * @param WC_Order $order The order.
	 */
	public function send_again( WC_Order $order ): void {
		$connection = $this->settings->connection();
		if ( null !== $connection && $this->may_send( $order ) ) {
			$this->send( $order, ( new OrderEvents( $connection->script_id() ) )->purchase( $order ) );
		}
	}

	/**
	 * Notes what became of an event that was sent.
	 *
	 * @param string $event_id Any event's.
	 * @param string $outcome  As QueueSender says it.
	 * @param string $reason   Why not.
	 */
	public function sent( string $event_id, string $outcome, string $reason ): void {
		$connection = $this->settings->connection();
		$subject    = null === $connection ? null : ( new OrderEvents( $connection->script_id() ) )->subject_of( $event_id );
		$order      = null === $subject ? false : wc_get_order( $subject );
		if ( $order instanceof WC_Abstract_Order ) {
			( new OrderRecord( $order ) )->keep_event( $outcome, $reason );
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
	 * @param WC_Abstract_Order         $order The order or refund.
	 * @param array<string, mixed>|null $event Its event; null: it may not be sent.
	 */
	private function send( WC_Abstract_Order $order, ?array $event ): void {
		$record = new OrderRecord( $order );
		$record->keep_event( null === $event ? OrderRecord::WITHHELD : OrderRecord::QUEUED );
		if ( null !== $event && ! $this->events->put( $event ) ) {
			$record->keep_event( OrderRecord::WITHHELD );
		}
	}

	private function is_wanted(): bool {
		return $this->settings->records( EventGroups::ORDERS );
	}
}

<?php
/**
 * What this plugin notes on an order or a refund.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Consent\Consent;
use Warp\Events\Visit;
use WC_Abstract_Order;

defined( 'ABSPATH' ) || exit;

/**
 * Meta data by the order's own methods, wherever WooCommerce keeps it. Each note names the order it is of: plugins copy
 * orders with all of their meta data, for instance to renew a subscription, and a copy has not been sent. Nothing that tells
 * who the buyer is lies on the order; the visit is in OrderVisits.
 */
final class OrderRecord {

	/**
	 * What the buyer agreed to. It outlives the visit: a refund of next year is told no further than the purchase was.
	 */
	public const CONSENT = '_warp_consent';

	/**
	 * How far the event of the order or refund is.
	 */
	private const EVENT = '_warp_event';

	/**
	 * When the page that thanks for the order handed the purchase to the browser.
	 */
	private const SHOWN = '_warp_shown';

	public const META_KEYS = array( self::CONSENT, self::EVENT, self::SHOWN );

	/**
	 * States of the event, beside those that QueueSender ends with.
	 */
	public const QUEUED   = 'queued';
	public const WITHHELD = 'withheld';

	/**
	 * The order or refund.
	 *
	 * @var WC_Abstract_Order
	 */
	private $order;

	public function __construct( WC_Abstract_Order $order ) {
		$this->order = $order;
	}

	/**
	 * The visit that the order was made in; null: none is noted.
	 */
	public function visit(): ?Visit {
		$visit = OrderVisits::of( $this->order->get_id() );
		if ( null !== $visit ) {
			return $visit;
		}
		// Noted by an earlier version, and not moved yet.
		$former = $this->kept( FormerVisitNotes::KEY );
		if ( array() !== $former ) {
			return Visit::from_array( $former );
		}
		$agreed = $this->kept( self::CONSENT );
		return array() === $agreed ? null : new Visit( Consent::from_array( $agreed ), array() );
	}

	public function keep_visit( Visit $visit ): void {
		if ( $visit->has_person() ) {
			OrderVisits::keep( $this->order->get_id(), $visit, OrderVisits::UNPAID_SECONDS );
		} else {
			OrderVisits::forget( $this->order->get_id() );
		}
		$this->order->delete_meta_data( FormerVisitNotes::KEY );
		$this->keep( self::CONSENT, $visit->consent()->to_array() );
	}

	/**
	 * How far the event is.
	 *
	 * @return array{state: string, at: int, reason: string} Empty state: there is none yet.
	 */
	public function event(): array {
		$kept = $this->kept( self::EVENT );
		return array(
			'state'  => (string) ( $kept['state'] ?? '' ),
			'at'     => (int) ( $kept['at'] ?? 0 ),
			'reason' => (string) ( $kept['reason'] ?? '' ),
		);
	}

	/**
	 * Notes how far the event is.
	 *
	 * @param string $state  One of the constants here or of QueueSender.
	 * @param string $reason Why not.
	 */
	public function keep_event( string $state, string $reason = '' ): void {
		$this->keep(
			self::EVENT,
			array(
				'state'  => $state,
				'at'     => time(),
				'reason' => $reason,
			) + $this->kept( self::EVENT )
		);
	}

	/**
	 * What was told of the order, its corrections included; null: nothing, or by an earlier version.
	 */
	public function told(): ?OrderContent {
		return OrderContent::from_array( $this->kept( self::EVENT )['told'] ?? null );
	}

	/**
	 * What had been told before the last correction; null: there was none, or nobody knows.
	 */
	public function told_before(): ?OrderContent {
		return OrderContent::from_array( $this->kept( self::EVENT )['before'] ?? null );
	}

	/**
	 * What each correction added to the value, by its number from 1.
	 *
	 * @return array<int, float>
	 */
	public function corrections(): array {
		return array_map( 'floatval', (array) ( $this->kept( self::EVENT )['corrections'] ?? array() ) );
	}

	/**
	 * Refunds that were told.
	 *
	 * @return array<int, float> Sum by number of the refund.
	 */
	public function refunds(): array {
		return array_map( 'floatval', (array) ( $this->kept( self::EVENT )['refunds'] ?? array() ) );
	}

	/**
	 * Notes what was told, beside how far it is.
	 *
	 * @param array{told?: OrderContent|null, before?: OrderContent|null, corrections?: array<int, float>, refunds?: array<int, float>} $what Only what changed.
	 */
	public function keep_told( array $what ): void {
		foreach ( array( 'told', 'before' ) as $content ) {
			if ( ( $what[ $content ] ?? null ) instanceof OrderContent ) {
				$what[ $content ] = $what[ $content ]->to_array();
			}
		}
		$this->keep( self::EVENT, $what + $this->kept( self::EVENT ) );
	}

	/**
	 * When the browser was handed the purchase, Unix seconds; null: not yet.
	 */
	public function shown_at(): ?int {
		$at = (int) ( $this->kept( self::SHOWN )['at'] ?? 0 );
		return 0 === $at ? null : $at;
	}

	public function keep_shown(): void {
		$this->keep( self::SHOWN, array( 'at' => time() ) );
	}

	/**
	 * A note of this very order.
	 *
	 * @param string $key Of the constants.
	 * @return array<string, mixed> Empty: there is none.
	 */
	private function kept( string $key ): array {
		$kept = $this->order->get_meta( $key );
		return is_array( $kept ) && $this->order->get_id() === ( $kept['order'] ?? 0 ) ? $kept : array();
	}

	/**
	 * Writes a note; nothing else of the order is saved.
	 *
	 * @param string               $key  Of the constants.
	 * @param array<string, mixed> $note What to keep.
	 */
	private function keep( string $key, array $note ): void {
		$this->order->update_meta_data( $key, array( 'order' => $this->order->get_id() ) + $note );
		$this->order->save_meta_data();
	}
}

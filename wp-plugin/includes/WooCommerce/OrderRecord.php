<?php
/**
 * What this plugin notes on an order or a refund.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Events\Visit;
use WC_Abstract_Order;

defined( 'ABSPATH' ) || exit;

/**
 * Meta data by the order's own methods, wherever WooCommerce keeps it. Each note names the order it is of: plugins copy
 * orders with all of their meta data, for instance to renew a subscription, and a copy has not been sent.
 */
final class OrderRecord {

	/**
	 * The buyer's visit: personal, so it is removed when nothing needs it any more.
	 */
	private const VISIT = '_warp_visit';

	/**
	 * How far the event of the order or refund is.
	 */
	private const EVENT = '_warp_event';

	/**
	 * When the page that thanks for the order handed the purchase to the browser.
	 */
	private const SHOWN = '_warp_shown';

	public const META_KEYS = array( self::VISIT, self::EVENT, self::SHOWN );

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
		$kept = $this->kept( self::VISIT );
		return array() === $kept ? null : Visit::from_array( $kept );
	}

	public function keep_visit( Visit $visit ): void {
		$this->keep( self::VISIT, $visit->to_array() );
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
			)
		);
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

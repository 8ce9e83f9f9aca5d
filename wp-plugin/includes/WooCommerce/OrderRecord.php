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
 * Meta data by the order's own methods, wherever WooCommerce keeps it.
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
		$kept = $this->order->get_meta( self::VISIT );
		return is_array( $kept ) ? Visit::from_array( $kept ) : null;
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
		$kept = $this->order->get_meta( self::EVENT );
		return array(
			'state'  => is_array( $kept ) ? (string) ( $kept['state'] ?? '' ) : '',
			'at'     => is_array( $kept ) ? (int) ( $kept['at'] ?? 0 ) : 0,
			'reason' => is_array( $kept ) ? (string) ( $kept['reason'] ?? '' ) : '',
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
		$at = (int) $this->order->get_meta( self::SHOWN );
		return 0 === $at ? null : $at;
	}

	public function keep_shown(): void {
		$this->keep( self::SHOWN, (string) time() );
	}

	/**
	 * Writes one value; nothing else of the order is saved.
	 *
	 * @param string $key   Of the constants.
	 * @param mixed  $value What to keep.
	 */
	private function keep( string $key, $value ): void {
		$this->order->update_meta_data( $key, $value );
		$this->order->save_meta_data();
	}
}

<?php
/**
 * Orders that this request changed.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

defined( 'ABSPATH' ) || exit;

/**
 * In the middle of a change an order is not what it will be: WooCommerce says that one is paid before it has items, hands over
 * objects that are older than the database, and makes one in up to ten saves. So its hooks only note which orders change; each
 * is looked at once, as it is saved, when the request ends. What a request that is killed leaves out, reconciliation finds.
 */
final class ChangedOrders {

	/**
	 * Of WordPress' shutdown: behind the shop's own work (webhooks, queues 10, session 20), before e-mails are sent (100).
	 */
	private const PRIORITY = 50;

	/**
	 * Looks at an order.
	 *
	 * @var callable(int, bool): void
	 */
	private $review;

	/**
	 * Numbers of orders that changed -> whether they were paid in this request.
	 *
	 * @var array<int, bool>
	 */
	private $noted = array();

	/**
	 * The order being looked at, whose notes are written meanwhile.
	 *
	 * @var int
	 */
	private $current = 0;

	/**
	 * Whether the end of the request is waited for, or over.
	 *
	 * @var string '', waits or over.
	 */
	private $end = '';

	/**
	 * Takes what looks at an order.
	 *
	 * @param callable(int, bool): void $review Given its number, and whether it was paid in this request.
	 */
	public function __construct( callable $review ) {
		$this->review = $review;
	}

	/**
	 * An order changed.
	 *
	 * @param int  $order_id The order.
	 * @param bool $is_paid  Whether it was just paid.
	 */
	public function note( int $order_id, bool $is_paid = false ): void {
		if ( 0 >= $order_id || $order_id === $this->current ) {
			return;
		}
		$this->noted[ $order_id ] = $is_paid || ( $this->noted[ $order_id ] ?? false );
		if ( '' === $this->end ) {
			$this->end = 'waits';
			add_action( 'shutdown', array( $this, 'review_all' ), self::PRIORITY );
		} elseif ( 'over' === $this->end && 0 === $this->current ) {
			$this->review_all();
		}
	}

	/**
	 * Looks at each, also at those that change meanwhile.
	 */
	public function review_all(): void {
		$this->end = 'over';
		while ( array() !== $this->noted ) {
			$this->current = (int) array_key_first( $this->noted );
			$is_paid       = $this->noted[ $this->current ];
			unset( $this->noted[ $this->current ] );
			( $this->review )( $this->current, $is_paid );
		}
		$this->current = 0;
	}
}

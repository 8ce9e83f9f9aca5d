<?php
/**
 * How many of the shop's orders the core has.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Connection\Receipt;

defined( 'ABSPATH' ) || exit;

/**
 * Counted by reconciliation, kept for the settings screen.
 */
final class CaptureTally {

	public const OPTION = 'warp_capture';

	/**
	 * What was counted.
	 *
	 * @var array{at: int, orders: int, known: int, withheld: int, different: int, problem: string, destinations: array<string, array{name: string, orders: int, delivered: int}>}
	 */
	private $figures;

	public function __construct( int $at ) {
		$this->figures = array(
			'at'           => $at,
			'orders'       => 0,
			'known'        => 0,
			'withheld'     => 0,
			'different'    => 0,
			'problem'      => '',
			'destinations' => array(),
		);
	}

	/**
	 * An order that is to be in the core.
	 *
	 * @param Receipt|null $receipt What the core has of it; null: nothing.
	 */
	public function note_order( ?Receipt $receipt ): void {
		++$this->figures['orders'];
		if ( null === $receipt ) {
			return;
		}
		++$this->figures['known'];
		foreach ( $receipt->deliveries() as $delivery ) {
			$id    = $delivery['destination_id'];
			$count = $this->figures['destinations'][ $id ] ?? array(
				'name'      => $delivery['name'],
				'orders'    => 0,
				'delivered' => 0,
			);
			++$count['orders'];
			$count['delivered']                 += 'delivered' === $delivery['state'] ? 1 : 0;
			$this->figures['destinations'][ $id ] = $count;
		}
	}

	/**
	 * An order whose buyer did not agree that it is measured.
	 */
	public function note_withheld(): void {
		++$this->figures['withheld'];
	}

	/**
	 * An order that the core has with other numbers.
	 */
	public function note_different(): void {
		++$this->figures['different'];
	}

	/**
	 * The core could not be asked.
	 *
	 * @param string $problem Sentence.
	 */
	public function note_problem( string $problem ): void {
		$this->figures['problem'] = $problem;
	}

	public function keep(): void {
		update_option( self::OPTION, $this->figures, false );
	}

	/**
	 * What was counted last.
	 *
	 * @return array{at: int, orders: int, known: int, withheld: int, different: int, problem: string, destinations: array<string, array{name: string, orders: int, delivered: int}>}|null
	 */
	public static function last(): ?array {
		$kept = get_option( self::OPTION );
		return is_array( $kept ) ? array_merge( ( new self( 0 ) )->figures, $kept ) : null;
	}
}

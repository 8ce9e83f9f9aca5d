<?php
/**
 * What the core says of an event.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Connection\Receipt;

final class ReceiptTest extends TestCase {

	public function test_an_item_is_read_as_the_core_writes_it(): void {
		$receipt = Receipt::read(
			array(
				'event_id'    => 'purchase:shop4711:7',
				'received'    => true,
				'received_at' => '2026-11-24T12:00:00.000Z',
				'event_type'  => 'purchase',
				'deliveries'  => array(
					array(
						'destination_id' => 'd1',
						'plugin'         => 'ga4',
						'name'           => 'Analytics',
						'state'          => 'retrying',
						'reason'         => 'platform_down',
						'sentence'       => 'The platform did not answer; it will be tried again.',
						'attempts'       => 2,
						'delivered_at'   => null,
					),
				),
			)
		);
		$this->assertSame( '2026-11-24T12:00:00.000Z', $receipt->received_at() );
		$this->assertSame( array( 'retrying', 2, '' ), array( $receipt->deliveries()[0]['state'], $receipt->deliveries()[0]['attempts'], $receipt->deliveries()[0]['delivered_at'] ) );
	}

	/**
	 * @dataProvider unknown
	 */
	public function test_what_the_core_does_not_have_has_no_receipt( $item ): void {
		$this->assertNull( Receipt::read( $item ) );
	}

	public function unknown(): array {
		return array(
			'said so' => array( array( 'event_id' => 'x', 'received' => false, 'received_at' => null, 'deliveries' => array() ) ),
			'no item' => array( null ),
			'a text'  => array( 'purchase' ),
		);
	}

	public function test_an_answer_of_somebody_else_does_no_harm(): void {
		$this->assertSame( array(), Receipt::read( array( 'deliveries' => 'none', 'received_at' => array() ) )->deliveries() );
	}
}

<?php
/**
 * Batches to the core.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Connection\BatchSender;

final class BatchSenderTest extends TestCase {

	public function test_a_batch_is_signed_as_the_wire_contract_says(): void {
		// printf '1764000000\n\n\n{"events":[]}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf '07%.0s' $(seq 32))
		$this->assertSame(
			'377273f1a99d8e3446fb7bb026957f5777e7740a0fb48d2ff85496594250d1ca',
			BatchSender::signature( '1764000000', '{"events":[]}', str_repeat( "\x07", 32 ) )
		);
	}

	public function test_an_event_with_a_visitor_says_that_this_server_reports_it_and_one_without_stays_as_it_is(): void {
		$order = json_decode( '{"event_type":"purchase","client":{"remote_addr":"192.0.2.1","hints":{}}}' );
		$this->assertSame(
			'{"event_type":"purchase","client":{"remote_addr":"192.0.2.1","hints":{},"reported_by":"server"}}',
			json_encode( BatchSender::reported( $order ) )
		);
		$this->assertFalse( isset( $order->client->reported_by ) );
		$this->assertSame( '{"event_type":"refund"}', json_encode( BatchSender::reported( (object) array( 'event_type' => 'refund' ) ) ) );
	}
}

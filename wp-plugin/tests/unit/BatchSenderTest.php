<?php
/**
 * Batches to the core.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Connection\BatchResult;
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

	/**
	 * @dataProvider answers
	 */
	public function test_an_answer_means( int $status, $said, string $outcome, array $rejected ): void {
		$result = BatchSender::read( $status, $said );
		$this->assertSame( array( $outcome, $rejected ), array( $result->outcome(), $result->rejected() ) );
	}

	public function answers(): array {
		$one_bad = array(
			array(
				'index'   => 1,
				'code'    => 'invalid_event',
				'message' => 'event_type is required.',
			),
		);
		return array(
			'all taken'            => array( 202, array( 'accepted' => 2, 'rejected' => array() ), BatchResult::DELIVERED, array() ),
			'one not taken'        => array( 202, array( 'accepted' => 1, 'rejected' => $one_bad ), BatchResult::DELIVERED, array( 1 => 'event_type is required.' ) ),
			'none taken'           => array( 400, array( 'code' => 'invalid_event', 'rejected' => $one_bad ), BatchResult::DELIVERED, array( 1 => 'event_type is required.' ) ),
			'no JSON'              => array( 400, array( 'code' => 'malformed_json' ), BatchResult::REFUSED, array() ),
			'too large'            => array( 413, null, BatchResult::REFUSED, array() ),
			'a wrong signature'    => array( 401, array( 'code' => 'bad_signature' ), BatchResult::KEPT, array() ),
			'too many'             => array( 429, array( 'code' => 'rate_limited' ), BatchResult::KEPT, array() ),
			'the log is away'      => array( 503, null, BatchResult::KEPT, array() ),
			'somebody else\'s 202'  => array( 202, array( 'ok' => true ), BatchResult::KEPT, array() ),
			'a 202 without a word'  => array( 202, null, BatchResult::KEPT, array() ),
			'somebody else\'s page' => array( 200, null, BatchResult::KEPT, array() ),
		);
	}
}

<?php
/**
 * The core's answers to batches.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Connection\BatchAnswer;

final class BatchAnswerTest extends TestCase {

	private const ONE_BAD = '{"index":1,"code":"invalid_event","message":"event_type is required."}';

	/**
	 * @dataProvider answers
	 */
	public function test_an_answer_to_two_events_means( int $status, string $body, string $outcome, string $problem, array $rejected = array() ): void {
		$answer = BatchAnswer::read( $status, $body, 2 );
		$this->assertSame( array( $outcome, $problem, $rejected ), array( $answer->outcome(), $answer->problem(), $answer->rejected() ) );
		$this->assertSame( in_array( $outcome, array( 'retry', 'configuration' ), true ), $answer->is_kept() );
	}

	public function answers(): array {
		$both_bad = '{"index":0,"message":"No."},{"index":1,"message":"No."}';
		return array(
			'both taken'                     => array( 202, '{"accepted":2,"rejected":[]}', 'accepted', '' ),
			'one not taken'                  => array( 202, '{"accepted":1,"rejected":[' . self::ONE_BAD . ']}', 'accepted', '', array( 1 => 'event_type is required.' ) ),
			'none taken'                     => array( 400, '{"code":"invalid_event","rejected":[' . $both_bad . ']}', 'accepted', '', array( 'No.', 'No.' ) ),
			'none taken, one not named'      => array( 400, '{"code":"invalid_event","rejected":[' . self::ONE_BAD . ']}', 'final', 'invalid_event' ),
			'the same event named twice'     => array( 400, '{"code":"invalid_event","rejected":[' . self::ONE_BAD . ',' . self::ONE_BAD . ']}', 'final', 'invalid_event' ),
			'no JSON was sent'               => array( 400, '{"code":"malformed_json"}', 'final', 'malformed_json' ),
			'too large'                      => array( 413, '', 'final', 'http_413' ),
			'a wrong signature'              => array( 401, '{"code":"bad_signature"}', 'configuration', 'bad_signature' ),
			'a deleted site'                 => array( 401, '{"code":"unknown_script"}', 'configuration', 'unknown_script' ),
			'a firewall'                     => array( 403, 'Denied', 'configuration', 'http_403' ),
			'no core at this address'        => array( 404, '<html>', 'configuration', 'http_404' ),
			'a server for files only'        => array( 405, '', 'configuration', 'http_405' ),
			'a header lost on the way'       => array( 415, '{"code":"unsupported_media_type"}', 'configuration', 'unsupported_media_type' ),
			'moved for good'                 => array( 301, '', 'configuration', 'http_301' ),
			'moved for now'                  => array( 307, '', 'configuration', 'http_307' ),
			'no answer'                      => array( 0, '', 'retry', 'unreachable' ),
			'too slow'                       => array( 408, '', 'retry', 'http_408' ),
			'too many'                       => array( 429, '{"code":"rate_limited"}', 'retry', 'rate_limited' ),
			'broken'                         => array( 500, '<html>', 'retry', 'http_500' ),
			'a gateway without its core'     => array( 502, '<html>', 'retry', 'http_502' ),
			'the log is away'                => array( 503, '{"code":"log_unavailable"}', 'retry', 'log_unavailable' ),
			'a status nobody knows'          => array( 599, '', 'retry', 'http_599' ),
			'a parked domain'                => array( 200, '<html>', 'retry', 'http_200' ),
			'a stranger\'s 202'              => array( 202, '{"ok":true}', 'retry', 'http_202' ),
			'a 202 without a word'           => array( 202, '', 'retry', 'http_202' ),
			'a code that is none'            => array( 503, '{"code":"<b>No"}', 'retry', 'http_503' ),
			'places that are not of it'      => array( 202, '{"accepted":2,"rejected":[{"index":2,"message":"x"},{"index":-1},{"index":"0"},7]}', 'accepted', '' ),
			'an event refused without words' => array( 202, '{"accepted":1,"rejected":[{"index":0}]}', 'accepted', '', array( '' ) ),
		);
	}

	public function test_a_long_reason_is_cut_between_characters(): void {
		$answer = BatchAnswer::read( 202, '{"accepted":0,"rejected":[{"index":0,"message":"' . str_repeat( 'ü', 300 ) . '"}]}', 1 );
		$this->assertSame( array( str_repeat( 'ü', 200 ) ), $answer->rejected() );
	}
}

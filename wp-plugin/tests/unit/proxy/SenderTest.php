<?php
/**
 * Bringing what waits to the core.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Proxy\Endpoint\Sender;
use Warp\Proxy\Endpoint\Spool;

require_once __DIR__ . '/EndpointSite.php';

final class SenderTest extends TestCase {

	private const TAKEN     = array( 202, '{"accepted":1,"rejected":[]}' );
	private const MALFORMED = array( 400, '{"status":400,"code":"malformed_json"}' );

	private $site;

	protected function setUp(): void {
		$this->site = new EndpointSite();
	}

	protected function tearDown(): void {
		$this->site->remove();
	}

	public function test_what_waits_is_sent_in_one_signed_request_and_then_gone(): void {
		$this->visit( 'a', 'b' );
		$this->site->send( array( self::TAKEN ) );
		$this->assertSame( array( 'a', 'b' ), $this->site->ids_sent( 0 ) );
		$this->assertSame( array(), array_merge( $this->site->spooled(), $this->site->outbox() ) );
		$record = $this->site->record();
		$this->assertSame( array( 2, 0, '' ), array( $record['sent'], $record['refused'], $record['problem'] ) );
		$this->assertEqualsWithDelta( time(), $record['last_sent_at'], 2 );
	}

	public function test_the_signature_is_the_one_openssl_makes(): void {
		$this->visit( 'a' );
		$this->site->send( array( self::TAKEN ) );
		$head = array();
		foreach ( $this->site->heads[0] as $line ) {
			list( $name, $value ) = explode( ': ', $line );
			$head[ $name ]        = $value;
		}
		$this->assertEqualsWithDelta( time(), (int) $head['X-Warp-Timestamp'], 2 );
		$file = $this->site->folder . '/signed';
		file_put_contents( $file, $head['X-Warp-Timestamp'] . "\n\n\n" . $this->site->sent[0] );
		$openssl = shell_exec( 'openssl dgst -sha256 -mac HMAC -macopt hexkey:' . str_repeat( '07', 32 ) . ' -r ' . escapeshellarg( $file ) );
		$this->assertSame( substr( $openssl, 0, 64 ), $head['X-Warp-Signature'] );
	}

	public function test_more_than_a_hundred_events_go_in_requests_of_a_hundred(): void {
		for ( $hit = 0; $hit < 5; $hit++ ) {
			$this->site->hit( EndpointSite::body( array_fill( 0, 50, array( 'event_type' => 'page_view' ) ) ) );
		}
		$this->site->send( array( self::TAKEN ) );
		$this->assertSame( array( 100, 100, 50 ), $this->sizes() );
	}

	public function test_no_request_is_larger_than_the_core_takes(): void {
		$site = new EndpointSite( array( 'spool_bytes' => 5000000 ) );
		for ( $hit = 0; $hit < 40; $hit++ ) {
			$site->visit( array( 'event_id' => "id-$hit", 'page_title' => str_repeat( 'x', 60000 ) ) );
		}
		$site->send( array( self::TAKEN ) );
		$this->assertLessThan( 1000000, max( array_map( 'strlen', $site->sent ) ) );
		$this->assertSame( 40, $site->record()['sent'] );
		$site->remove();
	}

	/**
	 * @dataProvider troubles
	 */
	public function test_while_the_core_does_not_take_them_events_stay_and_it_is_left_alone( array $answer, string $problem ): void {
		$this->visit( 'a' );
		$this->site->send( array( $answer ) );
		$this->site->send( array( $answer ) );
		$this->visit( 'b' );
		$this->site->send( array( $answer ) );
		$this->assertCount( 1, $this->site->sent );
		$this->assertSame( array( 'a', 'b' ), array_column( array_merge( $this->site->outbox(), $this->site->spooled() ), 'event_id' ) );
		$this->assertSame( $problem, $this->site->record()['problem'] );
	}

	public function troubles(): array {
		return array(
			'no answer'          => array( array( 0, '' ), 'unreachable' ),
			'overloaded'         => array( array( 503, '{"status":503,"code":"log_unavailable"}' ), 'log_unavailable' ),
			'broken'             => array( array( 500, '<html>' ), 'http_500' ),
			'too many'           => array( array( 429, '{"status":429,"code":"rate_limited"}' ), 'rate_limited' ),
			'a wrong signature'  => array( array( 401, '{"status":401,"code":"bad_signature"}' ), 'bad_signature' ),
			'a deleted site'     => array( array( 401, '{"status":401,"code":"unknown_script"}' ), 'unknown_script' ),
			'a firewall'         => array( array( 403, 'Denied' ), 'http_403' ),
			'a header was lost'  => array( array( 415, '{"status":415,"code":"unsupported_media_type"}' ), 'unsupported_media_type' ),
			'moved away'         => array( array( 301, '' ), 'http_301' ),
			'a parked domain'    => array( array( 200, '<html>Buy this domain</html>' ), 'http_200' ),
			'JSON of a stranger' => array( array( 200, '{"ok":true}' ), 'http_200' ),
		);
	}

	public function test_the_owner_is_needed_only_while_the_answer_does_not_pass_by_itself(): void {
		$this->visit( 'a' );
		$needs_owner = array();
		foreach ( array( array( 503, '' ), array( 403, '' ), array( 502, '' ), array( 301, '' ), self::TAKEN ) as $answer ) {
			$this->site->send( array( $answer ), 10.0, true );
			$needs_owner[] = $this->site->record()['needs_owner'];
		}
		$this->assertSame( array( false, true, false, true, false ), $needs_owner );
	}

	public function test_the_pauses_begin_with_ten_seconds_and_double_up_to_five_minutes(): void {
		$this->visit( 'a' );
		$pauses = array();
		for ( $try = 0; $try < 8; $try++ ) {
			$this->site->send( array( array( 503, '' ) ), 10.0, true );
			$pauses[] = $this->site->record()['retry_at'] - $this->site->record()['tried_at'];
		}
		$this->assertSame( array( 10, 20, 40, 80, 160, 300, 300, 300 ), $pauses );
		$this->site->send( array( self::TAKEN ), 10.0, true );
		$this->assertSame( 0, $this->site->record()['retry_at'] );
		$this->visit( 'b' );
		$this->site->send( array( self::TAKEN ) );
		$this->assertSame( 2, $this->site->record()['sent'] );
	}

	public function test_a_turn_that_is_broken_off_goes_on_behind_what_the_core_has(): void {
		for ( $hit = 0; $hit < 3; $hit++ ) {
			$this->site->hit( EndpointSite::body( array_slice( $this->events( 300 ), 100 * $hit, 100 ) ) );
		}
		$this->site->send( array( self::TAKEN, array( 503, '' ) ) );
		$this->site->send( array( self::TAKEN ), 10.0, true );
		$this->assertSame( array_merge( $this->site->ids_sent( 0 ), $this->site->ids_sent( 2 ), $this->site->ids_sent( 3 ) ), array_column( $this->events( 300 ), 'event_id' ) );
	}

	public function test_what_the_core_refuses_for_good_is_not_sent_again_and_counted(): void {
		$this->visit( 'a', 'b', 'c' );
		$this->site->send( array( array( 202, '{"accepted":2,"rejected":[{"index":1,"code":"invalid_event","message":"event_type is required."}]}' ) ) );
		$this->assertCount( 1, $this->site->sent );
		$record = $this->site->record();
		$this->assertSame( array( 2, 1, 'event_type is required.' ), array( $record['sent'], $record['refused'], $record['refusal'] ) );
	}

	public function test_a_batch_of_which_every_event_is_refused_is_not_taken_apart(): void {
		$this->visit( 'a', 'b' );
		$rejected = '{"index":0,"code":"invalid_event","message":"No."},{"index":1,"code":"invalid_event","message":"No."}';
		$this->site->send( array( array( 400, '{"status":400,"code":"invalid_event","accepted":0,"rejected":[' . $rejected . ']}' ) ) );
		$this->assertCount( 1, $this->site->sent );
		$this->assertSame( 2, $this->site->record()['refused'] );
	}

	/**
	 * @dataProvider whole_refusals
	 */
	public function test_a_batch_that_is_refused_whole_is_cut_until_the_one_bad_event_is_found( array $refusal ): void {
		$this->site->hit( EndpointSite::body( $this->events( 100 ) ) );
		$this->site->send(
			array(
				static function ( string $body ) use ( $refusal ): array {
					return false === strpos( $body, '"id-37"' ) ? self::TAKEN : $refusal;
				},
			)
		);
		$record = $this->site->record();
		$this->assertSame( array( 99, 1 ), array( $record['sent'], $record['refused'] ) );
		$this->assertSame( array(), $this->site->outbox() );
		$this->assertLessThan( 30, count( $this->site->sent ) );
	}

	public function whole_refusals(): array {
		return array(
			'as no JSON'   => array( self::MALFORMED ),
			'as too large' => array( array( 413, '' ) ),
		);
	}

	public function test_a_line_that_a_crash_tore_costs_only_itself(): void {
		$this->visit( 'a' );
		file_put_contents( $this->site->folder . '/spool.php', "{\"event_type\":\"torn\n", FILE_APPEND );
		$this->visit( 'b' );
		$this->site->send(
			array(
				static function ( string $body ): array {
					return null === json_decode( $body ) ? self::MALFORMED : self::TAKEN;
				},
			)
		);
		$record = $this->site->record();
		$this->assertSame( array( 2, 1, 'malformed_json' ), array( $record['sent'], $record['refused'], $record['refusal'] ) );
	}

	public function test_only_one_sends_at_a_time(): void {
		$this->visit( 'a' );
		$others = 0;
		$this->site->send(
			array(
				function () use ( &$others ): array {
					$before = count( $this->site->sent );
					$this->site->send( array( self::TAKEN ) );
					$others += count( $this->site->sent ) - $before;
					return self::TAKEN;
				},
			)
		);
		$this->assertSame( 0, $others );
		$this->assertCount( 1, $this->site->sent );
	}

	public function test_what_comes_in_while_it_sends_is_sent_as_well(): void {
		$this->visit( 'a' );
		$this->site->send(
			array(
				function ( string $body ): array {
					if ( false !== strpos( $body, '"a"' ) ) {
						$this->visit( 'b' );
					}
					return self::TAKEN;
				},
			)
		);
		$this->assertSame( 2, $this->site->record()['sent'] );
	}

	public function test_a_request_has_its_whole_time_or_does_not_begin(): void {
		$this->site->hit( EndpointSite::body( $this->events( 100 ) ) );
		$this->visit( 'last' );
		$given = array();
		$post  = static function ( string $url, array $head, string $body, float $seconds ) use ( &$given ): array {
			$given[] = $seconds;
			usleep( 100000 );
			return array(
				'status' => 202,
				'body'   => '{"accepted":1}',
			);
		};
		( new Sender( $this->site->config, new Spool( $this->site->config ), $post ) )->run( 0.3 );
		( new Sender( $this->site->config, new Spool( $this->site->config ), $post ) )->run( 10.0 );
		$this->assertSame( array( 0.3, 5.0 ), $given );
	}

	public function test_it_stops_when_its_time_is_up(): void {
		$this->site->hit( EndpointSite::body( $this->events( 100 ) ) );
		$this->visit( 'last' );
		$this->site->send(
			array(
				static function (): array {
					// More than the time there is, and that is long enough on a busy machine.
					usleep( 1100000 );
					return self::TAKEN;
				},
			),
			1.0
		);
		$this->assertSame( 100, $this->site->record()['sent'] );
		$this->site->send( array( self::TAKEN ) );
		$this->assertSame( array( 'last' ), $this->site->ids_sent( 1 ) );
	}

	public function test_who_cannot_keep_a_record_sends_nothing(): void {
		$this->visit( 'a' );
		mkdir( $this->site->folder . '/delivery.php' );
		$this->site->send( array( self::TAKEN ) );
		$this->assertSame( array(), $this->site->sent );
		rmdir( $this->site->folder . '/delivery.php' );
		$this->site->send( array( self::TAKEN ) );
		$this->assertSame( array( 'a' ), $this->site->ids_sent( 0 ) );
	}

	public function test_an_outbox_that_somebody_deleted_does_not_stop_what_comes_after(): void {
		$this->visit( 'a', 'b' );
		$this->site->send( array( array( 503, '' ) ) );
		unlink( $this->site->folder . '/outbox.php' );
		$this->visit( 'c' );
		$this->site->send( array( self::TAKEN ), 10.0, true );
		$this->assertSame( array( 'c' ), $this->site->ids_sent( 1 ) );
		$this->assertCount( 2, $this->site->sent );
	}

	public function test_a_record_that_was_torn_is_begun_anew_and_what_waits_is_sent(): void {
		$this->visit( 'a' );
		$this->site->send( array( self::TAKEN ) );
		file_put_contents( $this->site->folder . '/delivery.php', "<?php exit; __halt_compiler();\n" . '{"position":40' );
		$this->visit( 'b' );
		$this->site->send( array( self::TAKEN ) );
		$this->assertSame( array( 'b' ), $this->site->ids_sent( 1 ) );
	}

	private function visit( string ...$ids ): void {
		foreach ( $ids as $id ) {
			$this->assertSame( 202, $this->site->visit( array( 'event_id' => $id ) )->status() );
		}
	}

	private function events( int $count ): array {
		return array_map(
			static function ( int $n ): array {
				return array( 'event_type' => 'page_view', 'event_id' => "id-$n" );
			},
			range( 0, $count - 1 )
		);
	}

	private function sizes(): array {
		return array_map( 'count', array_map( array( $this->site, 'ids_sent' ), array_keys( $this->site->sent ) ) );
	}
}

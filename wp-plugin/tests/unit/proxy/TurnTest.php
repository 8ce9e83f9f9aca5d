<?php
/**
 * Which hit sends, where PHP cannot let the visitor go (as at a terminal).
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Proxy\Endpoint\Collector;
use Warp\Proxy\Endpoint\Hit;

require_once __DIR__ . '/EndpointSite.php';

final class TurnTest extends TestCase {

	private $site;

	/**
	 * Seconds that each request was given.
	 *
	 * @var float[]
	 */
	private $requests = array();

	protected function setUp(): void {
		$this->site = new EndpointSite();
	}

	protected function tearDown(): void {
		$this->site->remove();
	}

	public function test_the_first_hit_sends_within_three_tenths_of_a_second_and_the_next_leave_it(): void {
		$this->hits( 5 );
		$this->assertSame( array( 0.3 ), $this->requests );
		$this->assertCount( 4, $this->site->spooled() );
	}

	public function test_ten_seconds_after_the_last_try_a_hit_tries_again(): void {
		$this->hits( 2 );
		touch( $this->site->folder . '/delivery.php', time() - 9 );
		$this->hits( 1 );
		$this->assertCount( 1, $this->requests );
		touch( $this->site->folder . '/delivery.php', time() - 10 );
		$this->hits( 1 );
		$this->assertCount( 2, $this->requests );
		$this->assertSame( array(), $this->site->spooled() );
	}

	public function test_each_sixteen_kilobytes_a_hit_tries(): void {
		// The first is sent alone. Then four events of 4,000 bytes and more make 16,384.
		$this->hits( 1 );
		$this->hits( 3, str_repeat( 'x', 4000 ) );
		$this->assertCount( 1, $this->requests );
		$this->hits( 1, str_repeat( 'x', 4000 ) );
		$this->assertCount( 2, $this->requests );
	}

	public function test_who_brings_nothing_sends_nothing(): void {
		$this->hit( '{"script_id":"other"}' );
		$this->hit( '{"script_id":"shop4711","events":[]}' );
		$this->assertSame( array(), $this->requests );
	}

	public function test_a_site_whose_core_is_behind_a_proxy_leaves_it_to_cron(): void {
		$this->site->remove();
		$this->site = new EndpointSite( array( 'sends' => false ) );
		$this->hits( 3 );
		$this->assertSame( array(), $this->requests );
		$this->assertCount( 3, $this->site->spooled() );
	}

	private function hits( int $count, string $title = '' ): void {
		for ( $n = 0; $n < $count; $n++ ) {
			$this->hit( EndpointSite::body( array( array( 'event_type' => 'page_view', 'page_title' => $title ) ) ) );
		}
	}

	private function hit( string $body ): void {
		file_put_contents( $this->site->folder . '/body', $body );
		$collector = new Collector( $this->site->config );
		$collector->take( new Hit( EndpointSite::HEADERS, array(), $this->site->folder . '/body', EndpointSite::RECEIVED_AT ) );
		$collector->send(
			function ( string $url, array $head, string $body, float $seconds ): array {
				$this->requests[] = $seconds;
				return array(
					'status' => 202,
					'body'   => '{"accepted":1}',
				);
			}
		);
	}
}

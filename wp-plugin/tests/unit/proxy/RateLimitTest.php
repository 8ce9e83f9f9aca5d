<?php
/**
 * How often one sender may knock.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Proxy\Endpoint\RateLimit;
use Warp\Proxy\Endpoint\Refusal;

require_once __DIR__ . '/EndpointSite.php';

final class RateLimitTest extends TestCase {

	private $path;

	protected function setUp(): void {
		$this->path = tempnam( sys_get_temp_dir(), 'rate' );
	}

	protected function tearDown(): void {
		unlink( $this->path );
	}

	public function test_a_sender_has_its_limit_each_minute(): void {
		// 1764000000 is the beginning of a minute.
		$this->assertSame( 3, $this->passed( array( 'a' => 3 ), 1764000000, 5 ) );
		$this->assertSame( 0, $this->passed( array( 'a' => 3 ), 1764000059, 1 ) );
		$this->assertSame( 3, $this->passed( array( 'a' => 3 ), 1764000060, 4 ) );
	}

	public function test_a_high_limit_is_kept_nearly_and_nobody_is_refused_early(): void {
		$passed = array();
		for ( $sender = 0; $sender < 50; $sender++ ) {
			// 42 steps of 7 are 294, so nobody can be refused before the 43rd hit.
			$this->assertSame( 42, $this->passed( array( "visitor $sender" => 300 ), 1764000000, 42 ) );
			$passed[] = 42 + $this->passed( array( "visitor $sender" => 300 ), 1764000000, 2000 );
		}
		// 43 steps, each at one hit in seven: 301 on average, with a standard deviation of sqrt(43 * 6/7) * 7 = 42, of the mean of 50 six.
		$this->assertEqualsWithDelta( 301, array_sum( $passed ) / 50, 30 );
	}

	public function test_senders_are_counted_apart_and_together(): void {
		$this->assertSame( 2, $this->passed( array( 'one' => 2, 'crowd' => 3 ), 1764000000, 4 ) );
		$this->assertSame( 1, $this->passed( array( 'two' => 2, 'crowd' => 3 ), 1764000000, 4 ) );
	}

	public function test_no_limit_is_no_limit(): void {
		$this->assertSame( 1000, $this->passed( array( 'a' => 0 ), 1764000000, 1000 ) );
	}

	public function test_the_file_stays_small_and_holds_no_address(): void {
		for ( $i = 0; $i < 3000; $i++ ) {
			$this->passed( array( "198.51.100.$i" => 10 ), 1764000000, 1 );
		}
		clearstatcache();
		$this->assertLessThanOrEqual( 65536, filesize( $this->path ) );
		$this->assertStringNotContainsString( '198.51', file_get_contents( $this->path ) );
	}

	public function test_a_folder_that_cannot_be_written_to_refuses_nobody(): void {
		( new RateLimit( '/proc/nowhere/rate', 'key' ) )->count( array( 'a' => 1 ), 1764000000 );
		$this->addToAssertionCount( 1 );
	}

	public function test_one_visitor_of_many_behind_a_proxy_is_held_to_a_visitors_limit(): void {
		$site = new EndpointSite( array( 'hits_per_visitor' => 2, 'hits_per_address' => 5 ) );
		$by   = static function ( string $visitor ): array {
			return array( 'HTTP_X_FORWARDED_FOR' => $visitor );
		};
		$statuses = array();
		foreach ( array( 'a', 'a', 'a', 'b', 'b', 'c' ) as $visitor ) {
			$statuses[] = $site->visit( array(), $by( $visitor ) )->status();
		}
		$site->remove();
		$this->assertSame( array( 202, 202, 429, 202, 202, 202 ), $statuses );
	}

	private function passed( array $limits, int $now, int $times ): int {
		$passed = 0;
		for ( $i = 0; $i < $times; $i++ ) {
			try {
				( new RateLimit( $this->path, 'key' ) )->count( $limits, $now );
				++$passed;
			} catch ( Refusal $refusal ) {
				$this->assertSame( 429, $refusal->getCode() );
			}
		}
		return $passed;
	}
}

<?php
/**
 * Whether the core sees a visitor's own address.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Connection\SeenAddress;

final class SeenAddressTest extends TestCase {

	/**
	 * Addresses of the internet are those of RFC 5737 where nothing asks whether they are; 8.8.8.8 and 2a00:: are, 104.16.0.1 is
	 * Cloudflare's.
	 *
	 * @dataProvider cases
	 */
	public function test_what_is_said_of_it( array $told, string $ip, string $decided_by, string $verdict ): void {
		$this->assertSame( $verdict, ( new SeenAddress( $told, $ip, $decided_by ) )->verdict() );
	}

	public function cases(): array {
		$cloudflare = array(
			'remote_addr'      => '104.16.0.1',
			'forwarded_for'    => '8.8.8.8',
			'cf_connecting_ip' => '8.8.8.8',
		);
		$proxy      = array(
			'remote_addr'   => '10.0.0.5',
			'forwarded_for' => '8.8.8.8',
		);
		return array(
			'a direct visitor'                     => array( array( 'remote_addr' => '8.8.8.8' ), '8.8.8.8', 'remote_addr', 'plausible' ),
			'a direct visitor with a new address'  => array( array( 'remote_addr' => '2a00:1450::1' ), '2a00:1450::1', 'remote_addr', 'plausible' ),
			'Cloudflare, believed'                 => array( $cloudflare, '8.8.8.8', 'cf_connecting_ip', 'plausible' ),
			'Cloudflare, not believed'             => array( $cloudflare, '104.16.0.1', 'remote_addr', 'behind_cloudflare' ),
			'a proxy, believed'                    => array( $proxy, '8.8.8.8', 'forwarded_for', 'plausible' ),
			'a proxy, not believed'                => array( $proxy, '10.0.0.5', 'remote_addr', 'behind_proxy' ),
			'a proxy that passes on an inner one'  => array( $proxy, '192.168.1.7', 'forwarded_for', 'internal' ),
			'an inner address'                     => array( array( 'remote_addr' => '192.168.1.7' ), '192.168.1.7', 'remote_addr', 'internal' ),
			'this machine'                         => array( array( 'remote_addr' => '127.0.0.1' ), '127.0.0.1', 'remote_addr', 'internal' ),
			'this machine, new'                    => array( array( 'remote_addr' => '::1' ), '::1', 'remote_addr', 'internal' ),
			'no address'                           => array( array(), '', 'remote_addr', 'unknown' ),
		);
	}
}

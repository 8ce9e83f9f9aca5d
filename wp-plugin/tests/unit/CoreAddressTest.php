<?php
/**
 * Addresses of cores that people type.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Connection\CoreAddress;
use Warp\Connection\InvalidConnectionCode;

final class CoreAddressTest extends TestCase {

	/**
	 * @dataProvider good
	 */
	public function test_what_may_be_connected_to( string $typed, string $address ): void {
		$this->assertSame( $address, CoreAddress::of_typed( $typed ) );
	}

	public function good(): array {
		return array(
			'as it should be'         => array( 'https://warp.example.com', 'https://warp.example.com' ),
			'without a scheme'        => array( 'warp.example.com', 'https://warp.example.com' ),
			'with blanks and slash'   => array( '  https://warp.example.com/ ', 'https://warp.example.com' ),
			'in large letters'        => array( 'HTTPS://Warp.Example.COM/Sub', 'https://warp.example.com/Sub' ),
			'with a port, no scheme'  => array( 'warp.example.com:8443', 'https://warp.example.com:8443' ),
			'in a folder'             => array( 'https://example.com/warp', 'https://example.com/warp' ),
			'this machine'            => array( 'http://127.0.0.1:3000', 'http://127.0.0.1:3000' ),
			'a neighbour'             => array( 'http://warp:3000', 'http://warp:3000' ),
		);
	}

	/**
	 * @dataProvider bad
	 */
	public function test_what_may_not( string $typed, string $rule ): void {
		try {
			CoreAddress::of_typed( $typed );
			$this->fail( 'It was accepted.' );
		} catch ( InvalidConnectionCode $invalid ) {
			$this->assertSame( array( 'core', $rule ), array( $invalid->field(), $invalid->rule() ) );
		}
	}

	public function bad(): array {
		return array(
			'nothing'        => array( '  ', 'missing' ),
			'a sentence'     => array( 'my server', 'address' ),
			'a script'       => array( 'javascript://warp.example.com', 'https' ),
			'plain http'     => array( 'http://warp.example.com', 'https' ),
			'a password'     => array( 'https://me:secret@warp.example.com', 'bare' ),
			'a query'        => array( 'https://warp.example.com/?a=b', 'bare' ),
			'a fragment'     => array( 'https://warp.example.com/#top', 'bare' ),
		);
	}
}

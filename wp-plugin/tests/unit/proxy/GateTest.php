<?php
/**
 * Which hits are looked at.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/EndpointSite.php';

final class GateTest extends TestCase {

	private $site;

	protected function setUp(): void {
		$this->site = new EndpointSite();
	}

	protected function tearDown(): void {
		$this->site->remove();
	}

	/**
	 * @dataProvider hits
	 */
	public function test_a_hit_is_answered( int $status, array $server ): void {
		$this->assertSame( $status, $this->site->visit( array(), $server )->status() );
		$this->assertCount( 202 === $status ? 1 : 0, $this->site->spooled() );
	}

	public function hits(): array {
		$no_origin = array( 'HTTP_ORIGIN' => '' );
		$null      = array( 'HTTP_ORIGIN' => 'null' );
		return array(
			'of a page of the site'                    => array( 202, array() ),
			'of its other host'                        => array( 202, array( 'HTTP_ORIGIN' => 'https://www.shop.example' ) ),
			'in capitals'                              => array( 202, array( 'HTTP_ORIGIN' => 'https://SHOP.example' ) ),
			'as JSON'                                  => array( 202, array( 'CONTENT_TYPE' => 'application/json' ) ),
			'with only a referrer'                     => array( 202, $no_origin + array( 'HTTP_REFERER' => 'https://shop.example/a' ) ),
			'a beacon of a page without referrers'     => array( 202, $null + array( 'HTTP_SEC_FETCH_SITE' => 'same-origin' ) ),
			'a fetch, as browsers mark it'             => array( 202, array( 'HTTP_SEC_FETCH_MODE' => 'cors', 'HTTP_SEC_FETCH_SITE' => 'same-origin' ) ),
			'that asks'                                => array( 405, array( 'REQUEST_METHOD' => 'GET' ) ),
			'of a preflight'                           => array( 405, array( 'REQUEST_METHOD' => 'OPTIONS' ) ),
			'of another site'                          => array( 403, array( 'HTTP_ORIGIN' => 'https://evil.example' ) ),
			'of a host that begins alike'              => array( 403, array( 'HTTP_ORIGIN' => 'https://shop.example.evil.example' ) ),
			'of a host that ends alike'                => array( 403, array( 'HTTP_ORIGIN' => 'https://evilshop.example' ) ),
			'of a subdomain'                           => array( 403, array( 'HTTP_ORIGIN' => 'https://user.shop.example' ) ),
			'of another port'                          => array( 403, array( 'HTTP_ORIGIN' => 'https://shop.example:8443' ) ),
			'with the host as user name'               => array( 403, array( 'HTTP_ORIGIN' => 'https://shop.example@evil.example' ) ),
			'of no address at all'                     => array( 403, array( 'HTTP_ORIGIN' => 'shop.example' ) ),
			'of a foreign page with a forged referrer' => array( 403, array( 'HTTP_ORIGIN' => 'https://evil.example', 'HTTP_REFERER' => 'https://shop.example/' ) ),
			'with a foreign referrer'                  => array( 403, $no_origin + array( 'HTTP_REFERER' => 'https://evil.example/?shop.example' ) ),
			'without a word of where from'             => array( 403, $no_origin ),
			'of a sandboxed frame of another site'     => array( 403, $null + array( 'HTTP_SEC_FETCH_SITE' => 'cross-site' ) ),
			'by typing the address'                    => array( 403, array( 'HTTP_SEC_FETCH_MODE' => 'navigate' ) ),
			'of a page loaded ahead'                   => array( 403, array( 'HTTP_SEC_PURPOSE' => 'prefetch;prerender' ) ),
			'of a page loaded ahead by old Firefox'    => array( 403, array( 'HTTP_X_MOZ' => 'prefetch' ) ),
			'of a preview in old Safari'               => array( 403, array( 'HTTP_X_PURPOSE' => 'preview' ) ),
			'of a form'                                => array( 415, array( 'CONTENT_TYPE' => 'application/x-www-form-urlencoded' ) ),
			'with a file'                              => array( 415, array( 'CONTENT_TYPE' => 'multipart/form-data; boundary=x' ) ),
			'of a type that begins alike'              => array( 415, array( 'CONTENT_TYPE' => 'text/plainly' ) ),
			'without a type'                           => array( 415, array( 'CONTENT_TYPE' => '' ) ),
			'that announces 64 KB and a byte'          => array( 413, array( 'CONTENT_LENGTH' => '65537' ) ),
		);
	}

	/**
	 * @dataProvider bodies
	 */
	public function test_a_body_is_answered( int $status, string $body ): void {
		$this->assertSame( $status, $this->site->hit( $body )->status() );
		$this->assertSame( array(), $this->site->spooled() );
	}

	public function bodies(): array {
		$event = array( 'event_type' => 'page_view' );
		return array(
			'larger than it announced' => array( 413, EndpointSite::body( array( $event ), array( 'page_title' => str_repeat( 'x', 65536 ) ) ) ),
			'nothing'                  => array( 400, '' ),
			'no JSON'                  => array( 400, '{"script_id":"shop4711"' ),
			'a list'                   => array( 400, '[{"script_id":"shop4711"}]' ),
			'bytes that are no text'   => array( 400, "{\"script_id\":\"shop4711\",\"event_type\":\"\xff\"}" ),
			'a key PHP cannot hold'    => array( 400, '{"script_id":"shop4711","\u0000a":1}' ),
			'deeper than any event'    => array( 400, '{"script_id":"shop4711","event_data":' . str_repeat( '[', 100 ) . str_repeat( ']', 100 ) . '}' ),
			'another site'             => array( 400, str_replace( 'shop4711', 'shop4712', EndpointSite::body( array( $event ) ) ) ),
			'no site'                  => array( 400, '{"events":[{"event_type":"page_view"}]}' ),
			'events that are none'     => array( 400, '{"script_id":"shop4711","events":{"0":{}}}' ),
			'an event that is none'    => array( 400, '{"script_id":"shop4711","events":["page_view"]}' ),
			'a hundred and one events' => array( 400, EndpointSite::body( array_fill( 0, 101, $event ) ) ),
			'a number beyond bounds'   => array( 400, '{"script_id":"shop4711","event_type":"purchase","event_data":{"value":1e999}}' ),
		);
	}

	public function test_what_is_refused_says_nothing_and_sets_nothing(): void {
		$answer = $this->site->visit( array(), array( 'HTTP_ORIGIN' => 'https://evil.example' ) );
		$this->assertSame( '', $answer->body() );
		$this->assertSame( array( '.', '..', 'body' ), scandir( $this->site->folder ) );
	}
}

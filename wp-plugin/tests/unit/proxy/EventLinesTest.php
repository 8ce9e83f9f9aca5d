<?php
/**
 * What is kept of a hit.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/EndpointSite.php';

final class EventLinesTest extends TestCase {

	private $site;

	protected function setUp(): void {
		$this->site = new EndpointSite();
	}

	protected function tearDown(): void {
		$this->site->remove();
	}

	public function test_events_are_kept_one_a_line_with_what_stands_beside_them_and_their_sender(): void {
		$this->site->hit(
			EndpointSite::body(
				array(
					array( 'event_type' => 'page_view', 'event_id' => 'a', 'timestamp' => 1764000000000 ),
					array( 'event_type' => 'scroll', 'event_id' => 'b', 'screen' => '1x1' ),
				),
				array( 'sent_at' => 1764000000100, 'screen' => '800x600', 'language' => 'de' )
			)
		);
		$client = array(
			'remote_addr' => '192.0.2.7',
			'user_agent'  => 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
			'received_at' => 1764000000123,
			'hints'       => array(),
		);
		$this->assertEquals(
			array(
				array( 'event_type' => 'page_view', 'event_id' => 'a', 'timestamp' => 1764000000000, 'sent_at' => 1764000000100, 'screen' => '800x600', 'language' => 'de', 'client' => $client ),
				array( 'event_type' => 'scroll', 'event_id' => 'b', 'sent_at' => 1764000000100, 'screen' => '1x1', 'language' => 'de', 'client' => $client ),
			),
			$this->site->spooled()
		);
	}

	public function test_a_single_event_may_stand_alone(): void {
		$this->site->hit( '{"script_id":"shop4711","event_type":"page_view","event_id":"a"}' );
		$this->assertSame( array( 'page_view' ), array_column( $this->site->spooled(), 'event_type' ) );
	}

	public function test_an_event_without_an_id_is_given_one_of_its_own(): void {
		$this->site->hit( EndpointSite::body( array( array( 'event_type' => 'a' ), array( 'event_type' => 'b', 'event_id' => null ), array( 'event_type' => 'c', 'event_id' => 'kept' ) ) ) );
		$ids = array_column( $this->site->spooled(), 'event_id' );
		$this->assertMatchesRegularExpression( '/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/', $ids[0] );
		$this->assertMatchesRegularExpression( '/^[0-9a-f-]{36}$/', $ids[1] );
		$this->assertSame( 'kept', $ids[2] );
		$this->assertCount( 3, array_unique( $ids ) );
	}

	public function test_the_sender_is_told_by_headers_and_never_by_cookies_or_passwords(): void {
		$this->site->visit(
			array(),
			array(
				'HTTP_X_FORWARDED_FOR'    => '203.0.113.9, 198.51.100.4',
				'HTTP_CF_CONNECTING_IP'   => '203.0.113.9',
				'HTTP_SEC_FETCH_SITE'     => 'same-origin',
				'HTTP_SEC_FETCH_MODE'     => 'cors',
				'HTTP_SEC_CH_UA_PLATFORM' => '"Linux"',
				'HTTP_ACCEPT_LANGUAGE'    => str_repeat( 'de,', 100 ),
				'HTTP_SEC_GPC'            => '1',
				'HTTP_DNT'                => '1',
				'HTTP_COOKIE'             => 'wordpress_logged_in=secret-of-the-session',
				'HTTP_AUTHORIZATION'      => 'Basic c2VjcmV0LW9mLXRoZS1zaXRl',
				'HTTP_X_REAL_IP'          => '203.0.113.250',
			)
		);
		$this->assertEquals(
			array(
				'remote_addr'      => '192.0.2.7',
				'forwarded_for'    => '203.0.113.9, 198.51.100.4',
				'cf_connecting_ip' => '203.0.113.9',
				'user_agent'       => 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
				'received_at'      => 1764000000123,
				'hints'            => array(
					'sec-fetch-site'     => 'same-origin',
					'sec-fetch-mode'     => 'cors',
					'sec-ch-ua-platform' => '"Linux"',
					'accept-language'    => substr( str_repeat( 'de,', 100 ), 0, 256 ),
					'sec-gpc'            => '1',
					'dnt'                => '1',
				),
			),
			$this->site->spooled()[0]['client']
		);
		$this->assertDoesNotMatchRegularExpression( '/secret|c2VjcmV0|203\.0\.113\.250/', file_get_contents( $this->site->folder . '/spool.php' ) );
	}

	public function test_a_visitor_cannot_speak_for_another_address_or_browser(): void {
		$forged = array( 'ip_address' => '198.51.100.1', 'user_agent' => 'Forged', 'client' => array( 'remote_addr' => '198.51.100.1' ), 'script_id' => 'other' );
		$this->site->hit( EndpointSite::body( array( array( 'event_type' => 'page_view' ) + $forged ), array_diff_key( $forged, array( 'script_id' => 0 ) ) ) );
		$line = $this->site->spooled()[0];
		$this->assertEqualsCanonicalizing( array( 'event_type', 'event_id', 'client' ), array_keys( $line ) );
		$this->assertSame( '192.0.2.7', $line['client']['remote_addr'] );
	}

	/**
	 * @dataProvider values
	 */
	public function test_values_go_on_as_they_came( string $json ): void {
		$this->site->hit( '{"script_id":"shop4711","event_id":"a","event_data":' . $json . '}' );
		$this->assertStringContainsString( '"event_data":' . $json . ',"client":', file_get_contents( $this->site->folder . '/spool.php' ) );
	}

	public function values(): array {
		return array(
			'an empty object'        => array( '{}' ),
			'an empty list'          => array( '{"items":[]}' ),
			'numbered keys'          => array( '{"0":"a","1":"b"}' ),
			'an empty key'           => array( '{"":"a"}' ),
			'amounts'                => array( '{"value":19.99,"tax":0.1,"total":1234567.89}' ),
			'whole numbers'          => array( '{"quantity":3,"at":1764000000123}' ),
			'words of all languages' => array( '{"name":"Ümläut 日本 🎉"}' ),
			'slashes'                => array( '{"url":"https://shop.example/a?b=c&d"}' ),
			'nothing and no'         => array( '{"a":null,"b":false}' ),
		);
	}

	public function test_line_breaks_and_code_in_an_event_stay_inside_its_line(): void {
		$code = "a\nb\r\n<?php system('id'); ?>\u{2028}";
		$this->site->visit( array( 'page_title' => $code, 'event_id' => 'a' ), array( 'HTTP_USER_AGENT' => "x\r\nX-Evil: 1\n<?php exit;\xff" ) );
		$content = file_get_contents( $this->site->folder . '/spool.php' );
		$this->assertSame( 1, substr_count( $content, '<?' ) );
		$this->assertSame( 2, substr_count( $content, "\n" ) );
		$this->assertSame( $code, $this->site->spooled()[0]['page_title'] );
	}
}

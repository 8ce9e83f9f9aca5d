<?php
/**
 * Which page views are counted.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Proxy\Endpoint\ViewCounts;

require_once __DIR__ . '/EndpointSite.php';

final class ViewHitTest extends TestCase {

	private const MARK = 'kxqzmvrwdcfg';

	/**
	 * The image of a page, as Firefox asks for it.
	 */
	private const IMAGE = array(
		'REQUEST_METHOD'      => 'GET',
		'QUERY_STRING'        => self::MARK . '=v',
		'CONTENT_TYPE'        => '',
		'HTTP_ORIGIN'         => '',
		'HTTP_REFERER'        => 'https://shop.example/shirt/',
		'HTTP_SEC_FETCH_SITE' => 'same-origin',
		'HTTP_SEC_FETCH_MODE' => 'no-cors',
		'HTTP_SEC_FETCH_DEST' => 'image',
	);

	/**
	 * EndpointSite::RECEIVED_AT.
	 */
	private const DAY = '2025-11-24';

	private $site;

	protected function setUp(): void {
		$this->site = new EndpointSite( array( 'view_mark' => self::MARK ) );
	}

	protected function tearDown(): void {
		$this->site->remove();
	}

	/**
	 * @dataProvider views
	 */
	public function test_a_view_counts( bool $counts, array $server ): void {
		$answer = $this->site->hit( '', $server + self::IMAGE );
		$this->assertSame( 200, $answer->status() );
		$this->assertSame( 'GIF89a', substr( $answer->body(), 0, 6 ) );
		$this->assertNull( $answer->cookie() );
		$this->assertSame( $counts ? array( self::DAY => array( 'v' => 1, 's' => 0, 'r' => 0, 'g' => 0 ) ) : array(), $this->counts() );
	}

	public function views(): array {
		return array(
			'of a page of the site'                  => array( true, array() ),
			'of its other host'                      => array( true, array( 'HTTP_REFERER' => 'https://www.shop.example/' ) ),
			'of a page without referrers'            => array( true, array( 'HTTP_REFERER' => '' ) ),
			'in a browser before fetch metadata'     => array( true, array( 'HTTP_SEC_FETCH_SITE' => '', 'HTTP_SEC_FETCH_DEST' => '' ) ),
			'whose parameter a proxy wrote anew'     => array( true, array( 'QUERY_STRING' => self::MARK . '=v&utm_source=x' ) ),
			'of somebody who refuses to be tracked'  => array( true, array( 'HTTP_DNT' => '1' ) ),
			'on another site'                        => array( false, array( 'HTTP_REFERER' => 'https://evil.example/', 'HTTP_SEC_FETCH_SITE' => 'cross-site' ) ),
			'of nobody knows which page'             => array( false, array( 'HTTP_REFERER' => '', 'HTTP_SEC_FETCH_SITE' => '' ) ),
			'by typing the address'                  => array( false, array( 'HTTP_SEC_FETCH_DEST' => 'document', 'HTTP_SEC_FETCH_MODE' => 'navigate' ) ),
			'of a page made ahead'                   => array( false, array( 'HTTP_SEC_PURPOSE' => 'prefetch;prerender' ) ),
			'by a search engine that loads images'   => array( false, array( 'HTTP_USER_AGENT' => 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)' ) ),
			'by a headless browser'                  => array( false, array( 'HTTP_USER_AGENT' => 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0.0.0 Safari/537.36' ) ),
			'by a program'                           => array( false, array( 'HTTP_USER_AGENT' => 'python-requests/2.32.3' ) ),
			'by who gives no name'                   => array( false, array( 'HTTP_USER_AGENT' => '' ) ),
		);
	}

	/**
	 * @dataProvider others
	 */
	public function test_no_view_is( string $query, string $mark ): void {
		$site = new EndpointSite( array( 'view_mark' => $mark ) );
		$this->assertSame( 405, $site->hit( '', array( 'QUERY_STRING' => $query ) + self::IMAGE )->status() );
		$this->assertSame( array( '.', '..', 'body' ), scandir( $site->folder ) );
		$site->remove();
	}

	public function others(): array {
		return array(
			'without the mark'                 => array( '', self::MARK ),
			'with another mark'                => array( 'kxqzmvrwdcfh=v', self::MARK ),
			'of an unknown kind'               => array( self::MARK . '=x', self::MARK ),
			'of a list'                        => array( self::MARK . '[]=v', self::MARK ),
			'where nothing is counted'         => array( '=v', '' ),
		);
	}

	public function test_each_kind_is_counted_for_itself_and_nothing_else_is_kept(): void {
		foreach ( array( 'v' => 7, 's' => 4, 'r' => 2, 'g' => 1 ) as $kind => $times ) {
			for ( $time = 0; $time < $times; $time++ ) {
				$this->site->hit( '', array( 'QUERY_STRING' => self::MARK . "=$kind" ) + self::IMAGE );
			}
		}
		$this->assertSame( array( self::DAY => array( 'v' => 7, 's' => 4, 'r' => 2, 'g' => 1 ) ), $this->counts() );
		$file = $this->site->folder . '/views-' . self::DAY . '.php';
		$this->assertSame( '0600', substr( sprintf( '%o', fileperms( $file ) ), -4 ) );
		// Four numbers of eight bytes, behind the line that ends a run of the file.
		$this->assertSame( "<?php exit; __halt_compiler();\n" . hex2bin( '0000000000000007000000000000000400000000000000020000000000000001' ), file_get_contents( $file ) );
		$this->assertSame( array(), $this->site->spooled() );
	}

	public function test_who_asks_too_often_is_refused(): void {
		$site     = new EndpointSite( array( 'view_mark' => self::MARK, 'hits_per_visitor' => 3 ) );
		$statuses = array();
		for ( $time = 0; $time < 5; $time++ ) {
			$statuses[] = $site->hit( '', self::IMAGE )->status();
		}
		$this->assertSame( array( 200, 200, 200, 429, 429 ), $statuses );
		$site->remove();
	}

	public function test_days_are_apart_and_can_be_forgotten(): void {
		$counts = new ViewCounts( $this->site->config );
		// Midnight in UTC, and a second before.
		$counts->add( 'v', 1764028800 );
		$counts->add( 'v', 1764028799 );
		$counts->add( 's', 1764028799 );
		$this->assertSame( array( '2025-11-24', '2025-11-25' ), array_keys( $this->counts() ) );
		$counts->forget( '2025-11-24' );
		$counts->forget( '2025-11-23' );
		$this->assertSame( array( '2025-11-25' => array( 'v' => 1, 's' => 0, 'r' => 0, 'g' => 0 ) ), $this->counts() );
	}

	public function test_a_torn_file_is_begun_anew(): void {
		file_put_contents( $this->site->folder . '/views-' . self::DAY . '.php', "<?php exit; __halt_compiler();\nxx" );
		$this->site->hit( '', self::IMAGE );
		$this->assertSame( 1, $this->counts()[ self::DAY ]['v'] );
	}

	public function test_views_of_many_at_once_are_all_counted(): void {
		$program = sprintf(
			'define("ABSPATH", "/"); require %s; $counts = new Warp\Proxy\Endpoint\ViewCounts(new Warp\Proxy\Endpoint\Config(array(), %s)); for ($n = 0; $n < 500; $n++) { $counts->add("v", 1764000000); }',
			var_export( dirname( __DIR__, 3 ) . '/includes/autoload.php', true ),
			var_export( $this->site->folder, true )
		);
		$running = array();
		for ( $n = 0; $n < 4; $n++ ) {
			$running[] = proc_open( array( PHP_BINARY, '-r', $program ), array(), $pipes );
		}
		$this->assertSame( array( 0, 0, 0, 0 ), array_map( 'proc_close', $running ) );
		$this->assertSame( 2000, $this->counts()[ self::DAY ]['v'] );
	}

	private function counts(): array {
		return ( new ViewCounts( $this->site->config ) )->by_day();
	}
}

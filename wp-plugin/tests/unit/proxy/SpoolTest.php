<?php
/**
 * Events that wait for the core.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Proxy\Endpoint\DeliveryRecord;
use Warp\Proxy\Endpoint\Refusal;
use Warp\Proxy\Endpoint\Spool;

require_once __DIR__ . '/EndpointSite.php';

final class SpoolTest extends TestCase {

	private $site;

	protected function setUp(): void {
		$this->site = new EndpointSite( array( 'spool_bytes' => 5000 ) );
	}

	protected function tearDown(): void {
		$this->site->remove();
	}

	public function test_its_file_is_for_php_alone_and_says_nothing_when_it_is_run(): void {
		$this->site->visit();
		$path = $this->site->folder . '/spool.php';
		$this->assertSame( 0600, fileperms( $path ) & 0777 );
		$this->assertStringStartsWith( '<?php exit;', file_get_contents( $path ) );
		$this->assertSame( '', shell_exec( 'php ' . escapeshellarg( $path ) . ' 2>&1' ) ?? '' );
	}

	public function test_it_takes_no_more_than_its_size_counts_what_it_drops_and_asks_the_browser_to_keep_it(): void {
		$statuses = array();
		for ( $i = 0; $i < 40; $i++ ) {
			$statuses[] = $this->site->visit( array( 'event_id' => "id-$i" ) )->status();
		}
		$kept = count( array_keys( $statuses, 202, true ) );
		$this->assertSame( array_merge( array_fill( 0, $kept, 202 ), array_fill( 0, 40 - $kept, 503 ) ), $statuses );
		$this->assertGreaterThan( 10, $kept );
		clearstatcache();
		$this->assertLessThanOrEqual( 5000, filesize( $this->site->folder . '/spool.php' ) );
		$this->assertCount( $kept, $this->site->spooled() );
		$this->assertSame( 40 - $kept, ( new Spool( $this->site->config ) )->dropped() );
	}

	public function test_what_cannot_be_written_is_answered_so_that_the_browser_keeps_it(): void {
		mkdir( $this->site->folder . '/spool.php' );
		$this->assertSame( 503, $this->site->visit()->status() );
	}

	public function test_what_is_not_kept_elsewhere_stays(): void {
		$this->site->visit( array( 'event_id' => 'a' ) );
		try {
			( new Spool( $this->site->config ) )->move_to( $this->site->folder . '/outbox.php', static function (): bool {
				return false;
			} );
			$this->fail( 'It was moved.' );
		} catch ( Refusal $refusal ) {
			$this->assertSame( 'not_writable', $refusal->getMessage() );
		}
		$this->assertSame( array( 'a' ), array_column( $this->site->spooled(), 'event_id' ) );
	}

	public function test_writers_at_the_same_time_and_a_mover_lose_and_spoil_nothing(): void {
		$site   = new EndpointSite( array( 'spool_bytes' => 10000000 ) );
		$script = sprintf(
			'define( "ABSPATH", "/" ); require %s; require %s;
			$spool = new Warp\Proxy\Endpoint\Spool( new Warp\Proxy\Endpoint\Config( EndpointSite::VALUES, %s ) );
			for ( $i = 0; $i < 500; $i++ ) { $spool->append( array( json_encode( array( "event_id" => $argv[1] . "-" . $i, "fill" => str_repeat( "x", 3000 ) ) ) ) ); }',
			var_export( dirname( __DIR__, 3 ) . '/includes/autoload.php', true ),
			var_export( __DIR__ . '/EndpointSite.php', true ),
			var_export( $site->folder, true )
		);
		$script  = str_replace( 'EndpointSite::VALUES', 'array( "spool_bytes" => 10000000 ) + EndpointSite::VALUES', $script );
		$writers = array();
		foreach ( array( 'a', 'b', 'c', 'd' ) as $name ) {
			$writers[] = proc_open( array( PHP_BINARY, '-r', $script, $name ), array(), $pipes );
		}
		$ids   = array();
		$spool = new Spool( $site->config );
		do {
			$is_running = array() !== array_filter(
				$writers,
				static function ( $writer ): bool {
					return proc_get_status( $writer )['running'];
				}
			);
			$is_moved = $spool->move_to( $site->folder . '/outbox.php', array( new DeliveryRecord( $site->config ), 'note_outbox' ) );
			$ids      = array_merge( $ids, $is_moved ? array_column( $site->outbox(), 'event_id' ) : array() );
		} while ( $is_running || $is_moved );
		$site->remove();
		$this->assertCount( 2000, $ids );
		$this->assertCount( 2000, array_unique( $ids ) );
	}
}

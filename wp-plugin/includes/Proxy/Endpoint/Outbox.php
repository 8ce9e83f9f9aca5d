<?php
/**
 * Events that are being sent.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * What was taken out of the spool, until the core has all of it. Only who holds the sender's lock uses it.
 *
 * phpcs:disable WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors
 */
final class Outbox {

	private const FILE = 'outbox.php';

	/**
	 * The file.
	 *
	 * @var string
	 */
	private $path;

	/**
	 * Filled from here when it is empty.
	 *
	 * @var Spool
	 */
	private $spool;

	/**
	 * Knows how far it was sent.
	 *
	 * @var DeliveryRecord
	 */
	private $record;

	public function __construct( Config $config, Spool $spool, DeliveryRecord $record ) {
		$this->path   = $config->file( self::FILE );
		$this->spool  = $spool;
		$this->record = $record;
	}

	/**
	 * Makes sure that there is something to send.
	 *
	 * @return bool Whether there is.
	 */
	public function fill(): bool {
		if ( is_file( $this->path ) ) {
			return true;
		}
		return 0 < $this->spool->size() && $this->record->note_new_outbox() && $this->spool->move_to( $this->path );
	}

	/**
	 * The next events.
	 *
	 * @param int $max_events How many at most.
	 * @param int $max_bytes  How much at most, but always one.
	 * @return array{lines: string[], end: int}|null The position behind them. No line: everything was sent. Null: the file
	 *                                               cannot be read.
	 */
	public function next( int $max_events, int $max_bytes ): ?array {
		$handle = PrivateFile::open( $this->path, 'rb' );
		if ( null === $handle ) {
			return null;
		}
		$lines = array();
		$end   = max( $this->record->position(), strlen( PrivateFile::FIRST_LINE ) );
		$bytes = 0;
		fseek( $handle, $end );
		while ( count( $lines ) < $max_events ) {
			$line = fgets( $handle );
			if ( false === $line || ( 0 < $bytes && $bytes + strlen( $line ) > $max_bytes ) ) {
				break;
			}
			$lines[] = rtrim( $line, "\n" );
			$bytes  += strlen( $line );
		}
		fclose( $handle );
		return array(
			'lines' => $lines,
			'end'   => $end + $bytes,
		);
	}

	/**
	 * The core has all of it.
	 *
	 * @return bool Whether it is gone.
	 */
	public function clear(): bool {
		clearstatcache( true, $this->path );
		return @unlink( $this->path );
	}

	/**
	 * Bytes that are not sent yet.
	 */
	public function size(): int {
		clearstatcache( true, $this->path );
		return is_file( $this->path ) ? max( 0, filesize( $this->path ) - $this->record->position() ) : 0;
	}
}

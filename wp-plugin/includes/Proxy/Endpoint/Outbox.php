<?php
/**
 * Events that are being sent.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * What was taken out of the spool, until the core has all of it. The file stays and is written over; the record says how
 * much of it counts. Only who holds the sender's lock uses it.
 *
 * phpcs:disable WordPress.WP.AlternativeFunctions
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
	 * @throws Refusal When there is something that cannot be taken.
	 */
	public function fill(): bool {
		if ( 0 < $this->size() ) {
			return true;
		}
		return $this->spool->move_to( $this->path, array( $this->record, 'note_outbox' ) );
	}

	/**
	 * The next events.
	 *
	 * @param int $max_events How many at most.
	 * @param int $max_bytes  How much at most, but always one.
	 * @return array{lines: string[], end: int} The position behind them. No line: the file is not there any more.
	 * @throws Refusal When it cannot be read.
	 */
	public function next( int $max_events, int $max_bytes ): array {
		$lines = array();
		if ( ! is_file( $this->path ) ) {
			return array(
				'lines' => $lines,
				'end'   => $this->record->end(),
			);
		}
		$handle = PrivateFile::open( $this->path, 'rb' );
		if ( null === $handle ) {
			throw new Refusal( 'not_writable' );
		}
		$end   = max( $this->record->position(), strlen( PrivateFile::FIRST_LINE ) );
		$bytes = 0;
		fseek( $handle, $end );
		while ( count( $lines ) < $max_events && $end + $bytes < $this->record->end() ) {
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
	 * Bytes that are not sent yet.
	 */
	public function size(): int {
		return max( 0, $this->record->end() - $this->record->position() );
	}
}

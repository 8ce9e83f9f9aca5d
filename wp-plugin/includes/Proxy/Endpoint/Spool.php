<?php
/**
 * Events that wait for the core.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * A file that hits append to, bounded, so that an outage of days cannot fill the disk. Who sends moves its whole content
 * into the outbox while the file is locked, so no line is between the two. Locks instead of renaming under the writers'
 * hands: that also holds on network file systems and on Windows.
 *
 * phpcs:disable WordPress.WP.AlternativeFunctions
 */
final class Spool {

	private const FILE    = 'spool.php';
	private const DROPPED = 'dropped.php';

	/**
	 * The site's.
	 *
	 * @var Config
	 */
	private $config;

	public function __construct( Config $config ) {
		$this->config = $config;
	}

	/**
	 * Adds lines.
	 *
	 * @param string[] $lines JSON without line breaks.
	 * @return array{before: int, now: int} Bytes that wait.
	 * @throws Refusal When there is no room, or the file cannot be written.
	 */
	public function append( array $lines ): array {
		$handle = $this->locked( 'ab' );
		if ( null === $handle ) {
			throw new Refusal( 'not_writable' );
		}
		$size = fstat( $handle )['size'];
		$text = ( 0 === $size ? PrivateFile::FIRST_LINE : '' ) . implode( "\n", $lines ) . "\n";
		if ( $size + strlen( $text ) > $this->config->spool_bytes() ) {
			$this->count_dropped( count( $lines ) );
			fclose( $handle );
			throw new Refusal( 'spool_full' );
		}
		$is_written = strlen( $text ) === fwrite( $handle, $text );
		if ( ! $is_written ) {
			// A full disk: half a line would spoil the next one.
			ftruncate( $handle, $size );
		}
		fclose( $handle );
		if ( ! $is_written ) {
			throw new Refusal( 'not_writable' );
		}
		return array(
			'before' => $size,
			'now'    => $size + strlen( $text ),
		);
	}

	/**
	 * Moves everything into another file. When this ends half-way, events are sent twice and counted once.
	 *
	 * @param string   $path That file; what was in it is lost.
	 * @param callable $keep Told the size of the copy before the original goes; says whether it may go.
	 * @return bool Whether there was anything.
	 * @throws Refusal When there is something that cannot be moved.
	 */
	public function move_to( string $path, callable $keep ): bool {
		if ( 0 === $this->size() ) {
			return false;
		}
		$handle = $this->locked( 'r+b' );
		if ( null === $handle ) {
			throw new Refusal( 'not_writable' );
		}
		$size     = fstat( $handle )['size'];
		$is_moved = 0 === $size || ( $this->copy( $handle, $path ) === $size && $keep( $size ) && ftruncate( $handle, 0 ) );
		fclose( $handle );
		if ( ! $is_moved ) {
			throw new Refusal( 'not_writable' );
		}
		return 0 < $size;
	}

	/**
	 * Copies the file.
	 *
	 * @param resource $handle The file.
	 * @param string   $path   Where to.
	 * @return int Bytes that are there.
	 */
	private function copy( $handle, string $path ): int {
		$copy = PrivateFile::open( $path, 'wb' );
		if ( null === $copy ) {
			return 0;
		}
		$bytes = (int) stream_copy_to_stream( $handle, $copy );
		return fclose( $copy ) ? $bytes : 0;
	}

	/**
	 * Bytes that wait.
	 */
	public function size(): int {
		$path = $this->config->file( self::FILE );
		clearstatcache( true, $path );
		return is_file( $path ) ? (int) filesize( $path ) : 0;
	}

	/**
	 * Whether lines could be added now, apart from the room.
	 */
	public function is_writable(): bool {
		$handle = $this->locked( 'ab' );
		if ( null === $handle ) {
			return false;
		}
		fclose( $handle );
		return true;
	}

	/**
	 * How many events found no room so far.
	 */
	public function dropped(): int {
		return (int) $this->drops()[0];
	}

	/**
	 * When the last one found none, Unix seconds; 0: never.
	 */
	public function dropped_at(): int {
		return (int) ( $this->drops()[1] ?? 0 );
	}

	/**
	 * Number and time.
	 *
	 * @return string[]
	 */
	private function drops(): array {
		return explode( ' ', PrivateFile::read( $this->config->file( self::DROPPED ) ) );
	}

	/**
	 * The caller holds the spool's lock.
	 *
	 * @param int $events How many more.
	 */
	private function count_dropped( int $events ): void {
		PrivateFile::write( $this->config->file( self::DROPPED ), ( $this->dropped() + $events ) . ' ' . time() );
	}

	/**
	 * The file, locked until it is closed.
	 *
	 * @param string $mode As of fopen.
	 * @return resource|null
	 */
	private function locked( string $mode ) {
		$handle = PrivateFile::open( $this->config->file( self::FILE ), $mode );
		if ( null === $handle || flock( $handle, LOCK_EX ) ) {
			return $handle;
		}
		fclose( $handle );
		return null;
	}
}

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
 * phpcs:disable WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors
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
	 * @return int Bytes that wait now.
	 * @throws Refusal When there is no room, or the file cannot be written.
	 */
	public function append( array $lines ): int {
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
		return $size + strlen( $text );
	}

	/**
	 * Moves everything into another file. When this ends half-way, events are sent twice and counted once.
	 *
	 * @param string $path That file.
	 * @return bool Whether there was anything, and it is there.
	 */
	public function move_to( string $path ): bool {
		if ( 0 === $this->size() ) {
			return false;
		}
		$handle  = $this->locked( 'r+b' );
		$draft   = $path . '.draft.php';
		$copy    = null === $handle ? null : PrivateFile::open( $draft, 'wb' );
		$is_kept = false;
		if ( null !== $copy ) {
			$size    = fstat( $handle )['size'];
			$is_kept = 0 < $size && stream_copy_to_stream( $handle, $copy ) === $size;
			fclose( $copy );
			$is_kept = $is_kept && @rename( $draft, $path ) && ftruncate( $handle, 0 );
		}
		if ( null !== $handle ) {
			fclose( $handle );
		}
		return $is_kept;
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
		return (int) PrivateFile::read( $this->config->file( self::DROPPED ) );
	}

	/**
	 * The caller holds the spool's lock.
	 *
	 * @param int $events How many more.
	 */
	private function count_dropped( int $events ): void {
		PrivateFile::replace( $this->config->file( self::DROPPED ), (string) ( $this->dropped() + $events ) );
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

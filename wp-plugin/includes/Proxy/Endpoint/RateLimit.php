<?php
/**
 * How often one sender may knock.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * Counts hits a minute in a small file of fixed size: a sender's slot is found by a keyed hash. Two senders may share a
 * slot and two hits at once may count as one; for a brake that is near enough, and it costs no lock. The core has the exact limits.
 *
 * phpcs:disable WordPress.WP.AlternativeFunctions
 */
final class RateLimit {

	private const SLOTS      = 8192;
	private const SLOT_BYTES = 8;

	/**
	 * The counts.
	 *
	 * @var string
	 */
	private $path;

	/**
	 * Keeps senders from choosing whose slot they share.
	 *
	 * @var string
	 */
	private $key;

	/**
	 * Takes the file.
	 *
	 * @param string $path Made when it is not there.
	 * @param string $key  Secret of the site.
	 */
	public function __construct( string $path, string $key ) {
		$this->path = $path;
		$this->key  = $key;
	}

	/**
	 * Counts a hit for each of its senders.
	 *
	 * @param array<string, int> $limits Hits a minute by sender; 0: no limit.
	 * @param int                $now    Unix seconds.
	 * @throws Refusal When one of them is beyond its limit.
	 */
	public function count( array $limits, int $now ): void {
		$handle = PrivateFile::open( $this->path, 'c+b' );
		if ( null === $handle ) {
			return;
		}
		stream_set_read_buffer( $handle, 0 );
		$minute = intdiv( $now, 60 );
		foreach ( array_filter( $limits ) as $sender => $limit ) {
			if ( $this->next( $handle, $this->offset( (string) $sender ), $minute ) > $limit ) {
				fclose( $handle );
				throw new Refusal( 'too_many' );
			}
		}
		fclose( $handle );
	}

	/**
	 * Raises one count.
	 *
	 * @param resource $handle The file.
	 * @param int      $offset The slot.
	 * @param int      $minute Minutes since 1970.
	 */
	private function next( $handle, int $offset, int $minute ): int {
		fseek( $handle, $offset );
		$slot  = (string) fread( $handle, self::SLOT_BYTES );
		$kept  = self::SLOT_BYTES === strlen( $slot ) ? unpack( 'Nminute/Ncount', $slot ) : false;
		$count = is_array( $kept ) && $kept['minute'] === $minute ? $kept['count'] + 1 : 1;
		fseek( $handle, $offset );
		fwrite( $handle, pack( 'NN', $minute, $count ) );
		return $count;
	}

	private function offset( string $sender ): int {
		$hash = unpack( 'N', hash( 'md5', $this->key . $sender, true ) );
		return ( $hash[1] % self::SLOTS ) * self::SLOT_BYTES;
	}
}

<?php
/**
 * How often one sender may knock.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * Counts hits a minute in a small file of fixed size: a sender's slot is found by a keyed hash. It is a brake and no meter:
 * two senders may share a slot, two hits at once may count as one, and a high limit is counted in steps by chance, because
 * writing at each hit would cost more than keeping the event. The core has the exact limits.
 *
 * phpcs:disable WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors
 */
final class RateLimit {

	private const SLOTS      = 8192;
	private const SLOT_BYTES = 8;

	/**
	 * A limit is reached in so many steps, or in as many as it has hits.
	 */
	private const STEPS = 40;

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
		// No private file: hashes and counts may be read by anybody.
		$handle = @fopen( $this->path, 'c+b' );
		if ( false === $handle ) {
			return;
		}
		stream_set_read_buffer( $handle, 0 );
		$minute = intdiv( $now, 60 );
		foreach ( array_filter( $limits ) as $sender => $limit ) {
			$offset = $this->offset( (string) $sender );
			$count  = $this->read( $handle, $offset, $minute );
			if ( $count >= $limit ) {
				fclose( $handle );
				throw new Refusal( 'too_many' );
			}
			$step = max( 1, intdiv( $limit, self::STEPS ) );
			if ( 0 === hrtime( true ) % $step ) {
				fseek( $handle, $offset );
				fwrite( $handle, pack( 'NN', $minute, $count + $step ) );
			}
		}
		fclose( $handle );
	}

	/**
	 * A sender's count.
	 *
	 * @param resource $handle The file.
	 * @param int      $offset The slot.
	 * @param int      $minute Minutes since 1970; an older count is none.
	 */
	private function read( $handle, int $offset, int $minute ): int {
		fseek( $handle, $offset );
		$slot = (string) fread( $handle, self::SLOT_BYTES );
		$kept = self::SLOT_BYTES === strlen( $slot ) ? unpack( 'Nminute/Ncount', $slot ) : false;
		return is_array( $kept ) && $kept['minute'] === $minute ? $kept['count'] : 0;
	}

	private function offset( string $sender ): int {
		$hash = unpack( 'N', hash( 'md5', $this->key . $sender, true ) );
		return ( $hash[1] % self::SLOTS ) * self::SLOT_BYTES;
	}
}

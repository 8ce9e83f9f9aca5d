<?php
/**
 * How many page views there were.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * A file for each day of the site, of a number for each kind of ViewHit and nothing else: no address, no browser, no page, no
 * time.
 *
 * phpcs:disable WordPress.WP.AlternativeFunctions
 */
final class ViewCounts {

	private const PREFIX = 'views-';

	private const NUMBER_BYTES = 8;

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
	 * Adds one. A count that cannot be kept is no reason to disturb a visitor.
	 *
	 * @param string $kind One of ViewHit's.
	 * @param int    $now  Unix seconds.
	 */
	public function add( string $kind, int $now ): void {
		$handle = PrivateFile::open( $this->path( $this->day( $now ) ), 'c+b' );
		if ( null === $handle ) {
			return;
		}
		if ( flock( $handle, LOCK_EX ) ) {
			$numbers          = self::numbers( $handle );
			$numbers[ $kind ] = $numbers[ $kind ] + 1;
			rewind( $handle );
			fwrite( $handle, PrivateFile::FIRST_LINE . pack( 'J*', ...array_values( $numbers ) ) );
		}
		fclose( $handle );
	}

	/**
	 * What was counted.
	 *
	 * @return array<string, array<string, int>> Number by kind, by day (2026-11-24), oldest first.
	 */
	public function by_day(): array {
		$days = array();
		foreach ( (array) glob( $this->path( '*' ) ) as $path ) {
			$handle = PrivateFile::open( (string) $path, 'rb' );
			if ( null !== $handle ) {
				flock( $handle, LOCK_SH );
				$days[ substr( basename( (string) $path, '.php' ), strlen( self::PREFIX ) ) ] = self::numbers( $handle );
				fclose( $handle );
			}
		}
		return $days;
	}

	public function forget( string $day ): void {
		$path = $this->path( $day );
		if ( is_file( $path ) ) {
			unlink( $path );
		}
	}

	/**
	 * The site's day, such as 2026-11-24.
	 *
	 * @param int $now Unix seconds.
	 */
	public function day( int $now ): string {
		return ( new \DateTimeImmutable( "@$now" ) )->setTimezone( new \DateTimeZone( $this->config->timezone() ) )->format( 'Y-m-d' );
	}

	private function path( string $day ): string {
		return $this->config->file( self::PREFIX . $day . '.php' );
	}

	/**
	 * The numbers in a file; a new one has none yet.
	 *
	 * @param resource $handle The file, locked.
	 * @return array<string, int> By kind.
	 */
	private static function numbers( $handle ): array {
		$kinds = count( ViewHit::KINDS );
		fseek( $handle, strlen( PrivateFile::FIRST_LINE ) );
		$bytes = (string) fread( $handle, $kinds * self::NUMBER_BYTES );
		$kept  = strlen( $bytes ) === $kinds * self::NUMBER_BYTES ? array_values( (array) unpack( 'J*', $bytes ) ) : array_fill( 0, $kinds, 0 );
		return array_combine( ViewHit::KINDS, $kept );
	}
}

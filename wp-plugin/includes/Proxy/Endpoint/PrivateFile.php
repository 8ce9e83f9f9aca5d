<?php
/**
 * Files that only this site's PHP may read.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * Addresses, browsers and the signing secret stand in them. Four things keep them from visitors: a folder nobody can
 * guess, file mode 0600, a name that makes web servers run the file instead of showing it, and a first line that ends
 * the run before the rest is even read. A server that shows PHP files all the same is found by the self-test.
 *
 * WordPress is not there when these run.
 * phpcs:disable WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors
 */
final class PrivateFile {

	public const FIRST_LINE = "<?php exit; __halt_compiler();\n";

	/**
	 * Room for a record.
	 */
	private const RECORD_BYTES = 1024;

	/**
	 * Opens a file, made for its owner alone when it is not there. A folder that may not be written to is no news worth a
	 * line in the log for each visitor: the self-test tells the owner.
	 *
	 * @param string $path File.
	 * @param string $mode As of fopen.
	 * @return resource|null
	 */
	public static function open( string $path, string $mode ) {
		if ( is_file( $path ) ) {
			$handle = @fopen( $path, $mode );
			return false === $handle ? null : $handle;
		}
		$before = umask( 0077 );
		$handle = @fopen( $path, $mode );
		umask( $before );
		if ( false === $handle ) {
			return null;
		}
		if ( 'cli' === PHP_SAPI ) {
			// A cron run of root must not leave files that the web server's PHP cannot open.
			@chown( $path, (int) fileowner( dirname( $path ) ) );
		}
		return $handle;
	}

	/**
	 * Writes a record. In its place and in one go: a new file for each would cost more than all the rest of a hit, and a
	 * record that is not readable after a power failure is one that is begun anew.
	 *
	 * @param string $path    File.
	 * @param string $content What stands after the first line, shorter than RECORD_BYTES.
	 * @return bool Whether it is there.
	 */
	public static function write( string $path, string $content ): bool {
		$handle = self::open( $path, 'cb' );
		if ( null === $handle ) {
			return false;
		}
		$content    = str_pad( self::FIRST_LINE . $content, self::RECORD_BYTES );
		$is_written = strlen( $content ) === fwrite( $handle, $content );
		fclose( $handle );
		return $is_written;
	}

	/**
	 * What stands after the first line; empty when there is no such file.
	 *
	 * @param string $path File.
	 */
	public static function read( string $path ): string {
		$content = is_file( $path ) ? @file_get_contents( $path ) : false;
		return false === $content ? '' : rtrim( (string) substr( $content, strlen( self::FIRST_LINE ) ) );
	}
}

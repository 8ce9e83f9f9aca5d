<?php
/**
 * The folder in uploads that the script is served from.
 *
 * @package Warp
 */

namespace Warp\Script;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Files named by their content, so that no cache and no optimiser that strips "?ver=" serves an old script.
 */
final class ScriptFiles {

	/**
	 * A replaced script stays this long: pages kept by caches still ask for it.
	 */
	private const KEEP_REPLACED_SECONDS = 30 * DAY_IN_SECONDS;

	/**
	 * Folder name in uploads.
	 *
	 * @var string
	 */
	private $folder;

	public function __construct( string $folder ) {
		$this->folder = $folder;
	}

	/**
	 * Address of a file, in the scheme of the page that asks.
	 *
	 * @param string $file File name.
	 */
	public function url( string $file ): string {
		return set_url_scheme( wp_upload_dir( null, false )['baseurl'] . '/' . $this->folder . '/' . $file );
	}

	/**
	 * When a file was written.
	 *
	 * @param string $file File name.
	 * @return int|null Unix seconds; null when it is not there.
	 */
	public function written_at( string $file ): ?int {
		$path = $this->path() . '/' . $file;
		return is_file( $path ) ? (int) filemtime( $path ) : null;
	}

	/**
	 * Writes a script as a whole: who reads meanwhile sees no half of it.
	 *
	 * PHP's own functions, because WP_Filesystem may want credentials that nobody can give in a cron run.
	 * phpcs:disable WordPress.WP.AlternativeFunctions
	 *
	 * @param string $script JavaScript.
	 * @return string|WP_Error Its file name.
	 */
	public function write( string $script ) {
		$file = RandomName::of_content( $script ) . '.js';
		$path = $this->path();
		if ( ! wp_mkdir_p( $path ) || ! wp_is_writable( $path ) ) {
			return $this->not_writable();
		}
		if ( ! is_file( "$path/index.html" ) ) {
			file_put_contents( "$path/index.html", '' );
		}
		$draft = $path . '/' . RandomName::make();
		if ( strlen( $script ) !== file_put_contents( $draft, $script ) || ! rename( $draft, "$path/$file" ) ) {
			wp_delete_file( $draft );
			return $this->not_writable();
		}
		chmod( "$path/$file", 0644 );
		return $file;
	}

	/**
	 * Notes that a file was just replaced, and removes those replaced long ago.
	 *
	 * @param string $replaced File name.
	 * @param string $current  File name of the script in use.
	 */
	public function retire( string $replaced, string $current ): void {
		if ( is_file( $this->path() . '/' . $replaced ) ) {
			touch( $this->path() . '/' . $replaced );
		}
		foreach ( $this->all( '*.js' ) as $path ) {
			if ( basename( $path ) !== $current && filemtime( $path ) < time() - self::KEEP_REPLACED_SECONDS ) {
				wp_delete_file( $path );
			}
		}
	}

	/**
	 * Removes the folder.
	 */
	public function remove(): void {
		array_map( 'wp_delete_file', $this->all( '*' ) );
		if ( is_dir( $this->path() ) ) {
			rmdir( $this->path() );
		}
	}
	// phpcs:enable

	private function path(): string {
		return wp_upload_dir( null, false )['basedir'] . '/' . $this->folder;
	}

	/**
	 * Paths of the folder's files.
	 *
	 * @param string $pattern Shell pattern.
	 * @return string[]
	 */
	private function all( string $pattern ): array {
		$paths = glob( $this->path() . '/' . $pattern );
		return false === $paths ? array() : $paths;
	}

	private function not_writable(): WP_Error {
		return new WP_Error(
			'warp_not_writable',
			/* translators: %s: folder on the server. */
			sprintf( __( 'The script could not be written: WordPress may not write to %s.', 'warp' ), $this->path() )
		);
	}
}

<?php
/**
 * The folder that holds the spool.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Settings\Deployment;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Random name; in uploads, the one place that WordPress may write to on every host, or where WARP_SPOOL_FOLDER says. What
 * keeps its files from the web stands in Endpoint\PrivateFile.
 *
 * PHP's own functions, because WP_Filesystem may want credentials that nobody can give in a cron run.
 * phpcs:disable WordPress.WP.AlternativeFunctions
 */
final class PrivateFolder {

	private const GUARDS = array(
		'index.html' => '',
		'.htaccess'  => "<IfModule mod_authz_core.c>\nRequire all denied\n</IfModule>\n<IfModule !mod_authz_core.c>\nDeny from all\n</IfModule>\n",
	);

	/**
	 * Where it is.
	 *
	 * @var string
	 */
	private $path;

	public function __construct( string $path ) {
		$this->path = $path;
	}

	/**
	 * Where the folder of this site belongs.
	 *
	 * @param Settings   $settings   Holds its name.
	 * @param Deployment $deployment May name another place.
	 */
	public static function of( Settings $settings, Deployment $deployment ): self {
		$place = $deployment->spool_folder() ?? (string) wp_upload_dir( null, false )['basedir'];
		// Uploads that are kept in an object store are no place for a file that many append to.
		if ( wp_is_stream( $place ) ) {
			$place = WP_CONTENT_DIR;
		}
		return new self( rtrim( $place, '/' ) . '/' . $settings->proxy_name( 'private_folder' ) );
	}

	public function path(): string {
		return $this->path;
	}

	/**
	 * A file in it.
	 *
	 * @param string $name File name.
	 */
	public function file( string $name ): string {
		return $this->path . '/' . $name;
	}

	/**
	 * Makes it, where it is not there.
	 *
	 * @return bool Whether it is there and may be written to.
	 */
	public function make(): bool {
		if ( ! wp_mkdir_p( $this->path ) || ! wp_is_writable( $this->path ) ) {
			return false;
		}
		// For PHP alone, where the web server is another user.
		chmod( $this->path, 0700 );
		foreach ( self::GUARDS as $name => $content ) {
			if ( ! is_file( $this->file( $name ) ) ) {
				file_put_contents( $this->file( $name ), $content );
			}
		}
		return true;
	}

	/**
	 * Removes it with everything in it.
	 */
	public function remove(): void {
		if ( ! is_dir( $this->path ) ) {
			return;
		}
		foreach ( array_diff( (array) scandir( $this->path ), array( '.', '..' ) ) as $name ) {
			wp_delete_file( $this->file( (string) $name ) );
		}
		rmdir( $this->path );
	}

	/**
	 * Its address, when it lies below uploads or the content folder.
	 */
	public function url(): ?string {
		$uploads = wp_upload_dir( null, false );
		foreach ( array( $uploads['basedir'] => $uploads['baseurl'], WP_CONTENT_DIR => content_url() ) as $folder => $url ) {
			if ( 0 === strpos( $this->path, $folder . '/' ) ) {
				return $url . substr( $this->path, strlen( $folder ) );
			}
		}
		return null;
	}
}

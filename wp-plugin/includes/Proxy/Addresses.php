<?php
/**
 * Where each rung is reached.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Paths on the site's own host. The options are read as they are: language plugins filter home_url().
 */
final class Addresses {

	/**
	 * Holds the random names.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * What the script is told to send to.
	 *
	 * @param string $rung One of Rung::OWN.
	 */
	public function path( string $rung ): string {
		switch ( $rung ) {
			case Rung::FILE:
				// All sites of a network share WordPress' folder.
				return self::path_of( is_multisite() ? network_site_url( '/' ) : (string) get_option( 'siteurl' ) ) . $this->file_name();
			case Rung::EARLY:
				// Without readable permalinks a web server passes on nothing but index.php.
				return self::path_of( (string) get_option( 'home' ) ) . ( '' === (string) get_option( 'permalink_structure' ) ? 'index.php/' : '' ) . $this->early_name();
			default:
				$url = (string) wp_parse_url( rest_url( $this->rest_namespace() . $this->rest_route() ), PHP_URL_PATH );
				$get = (string) wp_parse_url( rest_url( $this->rest_namespace() . $this->rest_route() ), PHP_URL_QUERY );
				return $url . ( '' === $get ? '' : '?' . $get );
		}
	}

	/**
	 * The same as an address, on the host that visitors use.
	 *
	 * @param string $rung One of Rung::OWN.
	 */
	public function url( string $rung ): string {
		return self::origin_of( (string) get_option( 'home' ) ) . $this->path( $rung );
	}

	/**
	 * Scheme, host and port of the site's pages.
	 */
	public static function site_origin(): string {
		return self::origin_of( (string) get_option( 'home' ) );
	}

	/**
	 * Path of the site's pages, with a slash at its end.
	 */
	public static function site_path(): string {
		return self::path_of( (string) get_option( 'home' ) );
	}

	public function file_name(): string {
		return $this->settings->proxy_name( 'collect_file' ) . '.php';
	}

	/**
	 * Last part of the path that the must-use plugin looks out for.
	 */
	public function early_name(): string {
		return $this->settings->proxy_name( 'early_name' );
	}

	public function rest_namespace(): string {
		return $this->settings->proxy_name( 'rest_namespace' );
	}

	/**
	 * Route below the namespace, with a slash at its beginning.
	 */
	public function rest_route(): string {
		return '/' . $this->settings->proxy_name( 'rest_route' );
	}

	private static function path_of( string $url ): string {
		return trailingslashit( (string) wp_parse_url( $url, PHP_URL_PATH ) );
	}

	private static function origin_of( string $url ): string {
		$parts = wp_parse_url( $url );
		return $parts['scheme'] . '://' . $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
	}
}

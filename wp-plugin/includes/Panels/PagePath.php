<?php
/**
 * A page as the core names it.
 *
 * @package Warp
 */

namespace Warp\Panels;

use Warp\Connection\SiteSettings;

defined( 'ABSPATH' ) || exit;

/**
 * Path, and where permalinks are plain the parameters that name the page, such as `/?p=12`.
 */
final class PagePath {

	/**
	 * The name of a page; null: it has none.
	 *
	 * @param string $address With or without a host.
	 */
	public static function of( string $address ): ?string {
		$path = wp_parse_url( $address, PHP_URL_PATH );
		if ( ! is_string( $path ) ) {
			return null;
		}
		$query = '?' . wp_parse_url( $address, PHP_URL_QUERY );
		$named = array();
		foreach ( SiteSettings::page_parameters() as $name ) {
			if ( 1 === preg_match( '/[?&](' . preg_quote( $name, '/' ) . '=[^&#]+)/', $query, $found ) ) {
				$named[] = $found[1];
			}
		}
		return $path . ( array() === $named ? '' : '?' . implode( '&', $named ) );
	}
}

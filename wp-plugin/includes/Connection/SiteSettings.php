<?php
/**
 * What this WordPress knows of its site.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * Time zone, currency, country, language, first day of the week, the parameters that name pages, and host names: a shop's numbers are
 * right only by its own.
 */
final class SiteSettings {

	/**
	 * Option with the host names that this site has had.
	 */
	public const HOSTS_OPTION = 'warp_hosts';

	/**
	 * Changes of these are told.
	 */
	public const OPTIONS = array( 'timezone_string', 'gmt_offset', 'WPLANG', 'start_of_week', 'home', 'siteurl', 'permalink_structure', 'woocommerce_currency', 'woocommerce_default_country' );

	/**
	 * WordPress' own query parameters that name a page where permalinks are plain (WP::$public_query_vars).
	 */
	private const PAGE_PARAMETERS = array( 'p', 'page_id', 'attachment_id', 'cat', 'tag', 'author', 'm', 's', 'post_type', 'taxonomy', 'term', 'product', 'product_cat', 'product_tag' );

	/**
	 * The core takes so many.
	 */
	private const MOST_PARAMETERS = 30;

	/**
	 * The settings by their names in the wire contract; what is not known is left out.
	 *
	 * @return array<string, string|string[]>
	 */
	public static function of_this_site(): array {
		$settings = array(
			'timezone'        => self::timezone(),
			'currency'        => function_exists( 'get_woocommerce_currency' ) ? (string) get_woocommerce_currency() : '',
			'country'         => self::country(),
			'language'        => str_replace( '_', '-', (string) preg_replace( '/_(formal|informal)\z/', '', get_locale() ) ),
			'week_start'      => self::week_start(),
			'page_parameters' => self::page_parameters(),
			'domains'         => self::hosts(),
		);
		/**
		 * Filters what the Warp server is told of this site.
		 *
		 * @param array<string, string|string[]> $settings By their names in the wire contract.
		 */
		return array_filter( (array) apply_filters( 'warp_site_settings', $settings ) );
	}

	/**
	 * IANA name. A bare offset of whole hours has one, whose sign is turned round (RFC 9636, Etc/GMT); of others nothing is told.
	 */
	private static function timezone(): string {
		$zone = wp_timezone_string();
		if ( 1 !== preg_match( '/\A([+-])(\d\d):(\d\d)\z/', $zone, $offset ) ) {
			return $zone;
		}
		if ( '00' !== $offset[3] ) {
			return '';
		}
		$hours = (int) $offset[2];
		return 0 === $hours ? 'UTC' : 'Etc/GMT' . ( '+' === $offset[1] ? '-' : '+' ) . $hours;
	}

	/**
	 * Where the shop is: WooCommerce keeps country and state in one.
	 */
	private static function country(): string {
		$country = strtoupper( (string) strtok( (string) get_option( 'woocommerce_default_country', '' ), ':' ) );
		return 1 === preg_match( '/\A[A-Z]{2}\z/', $country ) ? $country : '';
	}

	/**
	 * The core knows the three days on which weeks begin somewhere.
	 */
	private static function week_start(): string {
		$days = array(
			0 => 'sunday',
			1 => 'monday',
			6 => 'saturday',
		);
		return $days[ (int) get_option( 'start_of_week', 1 ) ] ?? '';
	}

	/**
	 * WordPress' own, and those of the site's own kinds of posts.
	 *
	 * @return string[]
	 */
	public static function page_parameters(): array {
		$names = self::PAGE_PARAMETERS;
		foreach ( get_post_types( array( 'publicly_queryable' => true ), 'objects' ) as $type ) {
			$names[] = is_string( $type->query_var ) ? $type->query_var : '';
		}
		foreach ( get_taxonomies( array( 'publicly_queryable' => true ), 'objects' ) as $taxonomy ) {
			$names[] = is_string( $taxonomy->query_var ) ? $taxonomy->query_var : '';
		}
		$names = preg_grep( '/\A[A-Za-z0-9_.-]{1,64}\z/', array_unique( $names ) );
		return array_slice( array_values( (array) $names ), 0, self::MOST_PARAMETERS );
	}

	/**
	 * Host names of the site, today's first. Those of before stay known: visitors come by old links, and their pages are sent from there.
	 *
	 * @return string[]
	 */
	private static function hosts(): array {
		$today = array();
		foreach ( array( 'home', 'siteurl' ) as $option ) {
			$today[] = strtolower( (string) wp_parse_url( (string) get_option( $option ), PHP_URL_HOST ) );
		}
		$kept  = (array) get_option( self::HOSTS_OPTION, array() );
		$hosts = array_values( array_unique( array_filter( array_merge( $today, array_map( 'strval', $kept ) ), 'strlen' ) ) );
		if ( $hosts !== $kept ) {
			update_option( self::HOSTS_OPTION, $hosts, false );
		}
		return $hosts;
	}
}

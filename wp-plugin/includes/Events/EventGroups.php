<?php
/**
 * Groups of events that the owner may switch off.
 *
 * @package Warp
 */

namespace Warp\Events;

defined( 'ABSPATH' ) || exit;

/**
 * What the plugin records beside what the script records by itself.
 */
final class EventGroups {

	public const SHOP      = 'shop';
	public const ORDERS    = 'orders';
	public const FORMS     = 'forms';
	public const USERS     = 'users';
	public const SEARCH    = 'search';
	public const NOT_FOUND = 'not_found';
	public const DOWNLOADS = 'downloads';
	public const LOSS      = 'loss';

	public const ALL = array( self::SHOP, self::ORDERS, self::FORMS, self::USERS, self::SEARCH, self::NOT_FOUND, self::DOWNLOADS, self::LOSS );

	/**
	 * How each is called on the settings screen.
	 *
	 * @return array<string, string>
	 */
	public static function labels(): array {
		return array(
			self::SHOP      => __( 'Shop: products and lists looked at, cart, steps of the checkout (WooCommerce)', 'warp' ),
			self::ORDERS    => __( 'Shop: paid orders and refunds, sent by the server (WooCommerce)', 'warp' ),
			self::DOWNLOADS => __( 'Shop: downloads of bought files (WooCommerce)', 'warp' ),
			self::FORMS     => __( 'Forms that were accepted, and comments', 'warp' ),
			self::USERS     => __( 'Registrations and logins', 'warp' ),
			self::SEARCH    => __( 'Searches on this site', 'warp' ),
			self::NOT_FOUND => __( 'Addresses that were not found', 'warp' ),
			self::LOSS      => __( 'How many page views the script misses: counted by an image, without anything about the visitor', 'warp' ),
		);
	}
}

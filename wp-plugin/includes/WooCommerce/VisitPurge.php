<?php
/**
 * Removes what tells whose visit an order was made in.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

defined( 'ABSPATH' ) || exit;

/**
 * Once a day, from the first visit that is kept until the plugin goes: also while there is no connection, and when the shop
 * itself is gone.
 */
final class VisitPurge {

	public const CRON_HOOK = 'warp_purge_visits';

	/**
	 * Of versions that kept visits on the orders themselves.
	 */
	public const FORMER_OPTION = 'warp_purged_until';

	public static function ensure_scheduled(): void {
		if ( false === wp_next_scheduled( self::CRON_HOOK ) ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'daily', self::CRON_HOOK );
		}
	}

	public static function run(): void {
		OrderVisits::forget_expired();
	}
}

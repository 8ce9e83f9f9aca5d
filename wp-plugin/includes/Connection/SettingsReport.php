<?php
/**
 * Tells the core what this WordPress knows of its site.
 *
 * @package Warp
 */

namespace Warp\Connection;

use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * On connecting, twice a day, and soon after one of the settings has changed. The core takes what nobody has set there; what differs is
 * offered on both sides. An older core does not know the question: nothing is lost by that.
 */
final class SettingsReport {

	public const CRON_HOOK = 'warp_report_settings';

	/**
	 * People save several settings one after another.
	 */
	private const WAIT_SECONDS = 10;

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Asks the core.
	 *
	 * @var SiteApi
	 */
	private $core;

	public function __construct( Settings $settings, SiteApi $core ) {
		$this->settings = $settings;
		$this->core     = $core;
	}

	/**
	 * Tells it now.
	 */
	public function run(): void {
		$connection = $this->settings->connection();
		if ( null !== $connection && null !== $connection->token() ) {
			$this->core->report_settings( $connection, SiteSettings::of_this_site() );
		}
	}

	/**
	 * Tells it soon, in a request that nobody waits for.
	 *
	 * @param Settings $settings Holds the connection.
	 */
	public static function run_soon( Settings $settings ): void {
		if ( null !== $settings->connection() && false === wp_next_scheduled( self::CRON_HOOK ) ) {
			wp_schedule_single_event( time() + self::WAIT_SECONDS, self::CRON_HOOK );
		}
	}
}

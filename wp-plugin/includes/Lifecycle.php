<?php
/**
 * What happens when the plugin is switched off or deleted.
 *
 * @package Warp
 */

namespace Warp;

use Warp\Connection\StatusRecord;
use Warp\Script\ScriptFiles;
use Warp\Script\ScriptRefresh;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Clean-up, on the sites concerned. Switching on needs nothing: what is missing is made when first needed.
 */
final class Lifecycle {

	/**
	 * Stops the scheduled work; settings and the script's files stay for the next activation.
	 *
	 * @param bool $network_wide Whether the plugin was active for a whole network.
	 */
	public static function deactivate( bool $network_wide ): void {
		self::on_sites(
			$network_wide,
			static function (): void {
				wp_unschedule_hook( ScriptRefresh::CRON_HOOK );
			}
		);
	}

	/**
	 * Removes everything the plugin made: cron, files, options; on a network on every site.
	 */
	public static function uninstall(): void {
		self::on_sites(
			is_multisite(),
			static function (): void {
				wp_unschedule_hook( ScriptRefresh::CRON_HOOK );
				$kept   = get_option( Settings::OPTION );
				$folder = is_array( $kept ) ? (string) ( $kept['folder'] ?? '' ) : '';
				if ( '' !== $folder ) {
					( new ScriptFiles( $folder ) )->remove();
				}
				delete_option( Settings::OPTION );
				delete_option( StatusRecord::OPTION );
			}
		);
	}

	/**
	 * Does something on this site, or on each of the network.
	 *
	 * @param bool     $all  On each.
	 * @param callable $work What to do.
	 */
	private static function on_sites( bool $all, callable $work ): void {
		if ( ! $all ) {
			$work();
			return;
		}
		$site_ids = get_sites(
			array(
				'fields' => 'ids',
				'number' => 0,
			)
		);
		foreach ( $site_ids as $site_id ) {
			switch_to_blog( (int) $site_id );
			$work();
			restore_current_blog();
		}
	}
}

<?php
/**
 * What happens when the plugin is switched on, off or deleted.
 *
 * @package Warp
 */

namespace Warp;

use Warp\Connection\StatusRecord;
use Warp\Events\EventQueue;
use Warp\Events\QueueSender;
use Warp\Proxy\Installation;
use Warp\Proxy\Ladder;
use Warp\Proxy\LadderRecord;
use Warp\Proxy\MustUsePlugin;
use Warp\Script\ScriptFiles;
use Warp\Script\ScriptRefresh;
use Warp\Settings\Deployment;
use Warp\Settings\Settings;
use Warp\WooCommerce\CaptureTally;
use Warp\WooCommerce\OrderNoteRemoval;
use Warp\WooCommerce\Reconciliation;
use Warp\WooCommerce\VisitPurge;

defined( 'ABSPATH' ) || exit;

/**
 * Set-up and clean-up, on the sites concerned.
 */
final class Lifecycle {

	/**
	 * Sites that are connected already serve the script from now on, so what it sends to must be there. Everything else is
	 * made when it is first needed.
	 *
	 * @param bool $network_wide Whether the plugin becomes active for a whole network.
	 */
	public static function activate( bool $network_wide ): void {
		self::on_sites(
			$network_wide,
			static function (): void {
				$settings   = new Settings( Deployment::of_this_site() );
				$connection = $settings->connection();
				if ( null !== $connection ) {
					( new Installation( $settings, Deployment::of_this_site() ) )->install( $connection );
				}
			}
		);
	}

	/**
	 * Stops the scheduled work and removes the generated files; settings, the script's files and events that wait stay for
	 * the next activation.
	 *
	 * @param bool $network_wide Whether the plugin was active for a whole network.
	 */
	public static function deactivate( bool $network_wide ): void {
		self::on_sites(
			$network_wide,
			static function (): void {
				wp_unschedule_hook( ScriptRefresh::CRON_HOOK );
				wp_unschedule_hook( QueueSender::CRON_HOOK );
				wp_unschedule_hook( Reconciliation::CRON_HOOK );
				Ladder::unschedule();
				( new Installation( new Settings( Deployment::of_this_site() ), Deployment::of_this_site() ) )->disable();
			}
		);
		// On one site of a network only, the others may need it; alone it does nothing.
		if ( $network_wide || ! is_multisite() ) {
			MustUsePlugin::remove();
		}
	}

	/**
	 * Removes everything the plugin made: cron, files, options; on a network on every site.
	 */
	public static function uninstall(): void {
		self::on_sites(
			is_multisite(),
			static function (): void {
				wp_unschedule_hook( ScriptRefresh::CRON_HOOK );
				wp_unschedule_hook( QueueSender::CRON_HOOK );
				wp_unschedule_hook( Reconciliation::CRON_HOOK );
				EventQueue::drop();
				if ( ( new Settings( Deployment::of_this_site() ) )->removes_order_notes() ) {
					OrderNoteRemoval::run();
				}
				Ladder::unschedule();
				( new Installation( new Settings( Deployment::of_this_site() ), Deployment::of_this_site() ) )->remove();
				( new LadderRecord() )->forget();
				$kept   = get_option( Settings::OPTION );
				$folder = is_array( $kept ) ? (string) ( $kept['folder'] ?? '' ) : '';
				if ( '' !== $folder ) {
					( new ScriptFiles( $folder ) )->remove();
				}
				delete_option( Settings::OPTION );
				delete_option( StatusRecord::OPTION );
				delete_option( CaptureTally::OPTION );
				delete_option( VisitPurge::OPTION );
			}
		);
		MustUsePlugin::remove();
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

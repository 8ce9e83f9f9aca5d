<?php
/**
 * What happens when the plugin is switched on, off or deleted.
 *
 * @package Warp
 */

namespace Warp;

use Warp\Connection\ConnectAttempts;
use Warp\Connection\SettingsReport;
use Warp\Connection\SiteSettings;
use Warp\Connection\StatusRecord;
use Warp\Events\EventQueue;
use Warp\Events\QueueSender;
use Warp\Loss\ViewReport;
use Warp\Proxy\Installation;
use Warp\Proxy\Ladder;
use Warp\Proxy\LadderRecord;
use Warp\Proxy\MustUsePlugin;
use Warp\Privacy\WaitingEvents;
use Warp\Proxy\Sweep;
use Warp\Script\ScriptFiles;
use Warp\Script\ScriptRefresh;
use Warp\Settings\Deployment;
use Warp\Settings\Settings;
use Warp\WooCommerce\CaptureTally;
use Warp\WooCommerce\FormerVisitNotes;
use Warp\WooCommerce\OrderNoteRemoval;
use Warp\WooCommerce\OrderVisits;
use Warp\WooCommerce\Reconciliation;
use Warp\WooCommerce\VisitPurge;

defined( 'ABSPATH' ) || exit;

/**
 * Set-up and clean-up, on the sites concerned.
 */
final class Lifecycle {

	/**
	 * What WordPress' cron is told to do, by whatever part of the plugin.
	 */
	private const CRON_HOOKS = array(
		ScriptRefresh::CRON_HOOK,
		SettingsReport::CRON_HOOK,
		Ladder::CRON_HOOK,
		Sweep::CRON_HOOK,
		QueueSender::CRON_HOOK,
		ViewReport::CRON_HOOK,
		Reconciliation::CRON_HOOK,
		VisitPurge::CRON_HOOK,
		FormerVisitNotes::CRON_HOOK,
	);

	/**
	 * Everything that is kept with the site's options. Pages load the first with each; it is small.
	 */
	private const OPTIONS = array( Settings::OPTION, StatusRecord::OPTION, LadderRecord::OPTION, CaptureTally::OPTION, VisitPurge::FORMER_OPTION, FormerVisitNotes::OPTION, SiteSettings::HOSTS_OPTION );

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
	 * Stops the scheduled work, removes the generated files and everything about persons: while the plugin is off nothing would
	 * purge it in time, nor find it when somebody asks for it. Settings, the script's files and orders that wait to be told stay
	 * for the next activation.
	 *
	 * @param bool $network_wide Whether the plugin was active for a whole network.
	 */
	public static function deactivate( bool $network_wide ): void {
		self::on_sites(
			$network_wide,
			static function (): void {
				array_map( 'wp_unschedule_hook', self::CRON_HOOKS );
				$settings = new Settings( Deployment::of_this_site() );
				// Sends what waits there, if the core takes it.
				( new Installation( $settings, Deployment::of_this_site() ) )->remove();
				( new WaitingEvents( new EventQueue( $settings ) ) )->erase_everybody();
				OrderVisits::forget_all();
				FormerVisitNotes::forget_all();
				ConnectAttempts::forget_all();
				self::forget_transients();
			}
		);
		// On one site of a network only, the others may need it; alone it does nothing.
		if ( $network_wide || ! is_multisite() ) {
			MustUsePlugin::remove();
		}
	}

	/**
	 * Removes everything the plugin made, on a network on every site.
	 */
	public static function uninstall(): void {
		self::on_sites( is_multisite(), array( self::class, 'remove_from_this_site' ) );
		MustUsePlugin::remove();
	}

	/**
	 * The same for a site of a network that is being deleted: WordPress only removes its own tables and uploads.
	 *
	 * @param \WP_Site $site Which.
	 */
	public static function site_deleted( \WP_Site $site ): void {
		switch_to_blog( $site->id );
		self::remove_from_this_site();
		restore_current_blog();
	}

	private static function remove_from_this_site(): void {
		$settings = new Settings( Deployment::of_this_site() );
		array_map( 'wp_unschedule_hook', self::CRON_HOOKS );
		// Whatever the owner chose, and however many there are.
		FormerVisitNotes::forget_all();
		if ( $settings->removes_order_notes() ) {
			OrderNoteRemoval::run();
		}
		OrderVisits::drop();
		EventQueue::drop();
		( new Installation( $settings, Deployment::of_this_site() ) )->remove();
		if ( '' !== $settings->kept_name( 'folder' ) ) {
			( new ScriptFiles( $settings->kept_name( 'folder' ) ) )->remove();
		}
		ConnectAttempts::forget_all();
		self::forget_transients();
		array_map( 'delete_option', self::OPTIONS );
	}

	/**
	 * Answers of the core that are kept for a moment, and test visits. Where an object cache holds them they end by themselves.
	 */
	private static function forget_transients(): void {
		global $wpdb;
		$names = $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE %s", $wpdb->esc_like( '_transient_warp_' ) . '%' ) ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery
		foreach ( $names as $name ) {
			delete_transient( substr( $name, strlen( '_transient_' ) ) );
		}
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

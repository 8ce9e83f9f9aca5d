<?php
/**
 * What the plugin does, and when.
 *
 * @package Warp
 */

namespace Warp;

use Warp\Admin\ConnectionHooks;
use Warp\Admin\SettingsForm;
use Warp\Admin\SettingsPage;
use Warp\Admin\SiteHealth;
use Warp\Cli\Command;
use Warp\Connection\Connector;
use Warp\Connection\CoreClient;
use Warp\Connection\SettingsReport;
use Warp\Connection\SiteApi;
use Warp\Connection\SiteSettings;
use Warp\Connection\StatusRecord;
use Warp\Connection\TokenEndpoint;
use Warp\Events\EventHooks;
use Warp\Loss\LossHooks;
use Warp\Panels\PanelHooks;
use Warp\Privacy\PrivacyHooks;
use Warp\Proxy\Installation;
use Warp\Proxy\Ladder;
use Warp\Proxy\LadderRecord;
use Warp\Proxy\ProxyHooks;
use Warp\Script\Audience;
use Warp\Script\ScriptRefresh;
use Warp\Script\ScriptTag;
use Warp\Settings\Deployment;
use Warp\Settings\Settings;
use Warp\WooCommerce\ShopHooks;
use WP_CLI;

defined( 'ABSPATH' ) || exit;

/**
 * The list of hooks. An object is built when its hook fires, so a request pays only for what it uses.
 */
final class Plugin {

	/**
	 * Main file of the plugin.
	 *
	 * @var string
	 */
	private $file;

	/**
	 * Built on first use.
	 *
	 * @var Settings|null
	 */
	private $settings;

	private function __construct( string $file ) {
		$this->file = $file;
	}

	/**
	 * Hooks the plugin into WordPress.
	 *
	 * @param string $file Main file of the plugin.
	 */
	public static function start( string $file ): void {
		$plugin = new self( $file );
		register_activation_hook( $file, array( Lifecycle::class, 'activate' ) );
		register_deactivation_hook( $file, array( Lifecycle::class, 'deactivate' ) );
		add_action( 'wp_uninitialize_site', array( Lifecycle::class, 'site_deleted' ), 5 );
		( new ProxyHooks( $plugin->settings(), array( $plugin, 'ladder' ), array( $plugin, 'refresh' ) ) )->register();
		$plugin->hook_script();
		( new EventHooks( $plugin->settings() ) )->register( $file );
		( new ShopHooks( $plugin->settings() ) )->register( $file );
		( new LossHooks( $plugin->settings() ) )->register();
		( new PrivacyHooks( $plugin->settings() ) )->register();
		( new PanelHooks( $plugin->settings() ) )->register( $file );
		( new ConnectionHooks( $plugin->settings(), array( $plugin, 'connector' ) ) )->register( $file );
		if ( is_admin() ) {
			$plugin->hook_admin();
		}
		$plugin->hook_site_health();
		if ( defined( 'WP_CLI' ) && WP_CLI ) {
			WP_CLI::add_command( 'warp', new Command( $plugin->settings() ) );
		}
	}

	private function hook_script(): void {
		add_action(
			'wp_enqueue_scripts',
			function (): void {
				( new ScriptTag( $this->settings(), new Audience( $this->settings() ) ) )->enqueue();
			}
		);
		add_action(
			ScriptRefresh::CRON_HOOK,
			function (): void {
				( new SettingsReport( $this->settings(), new SiteApi() ) )->run();
				$this->refresh()->run();
			}
		);
		add_action(
			SettingsReport::CRON_HOOK,
			function (): void {
				( new SettingsReport( $this->settings(), new SiteApi() ) )->run();
			}
		);
		foreach ( SiteSettings::OPTIONS as $option ) {
			add_action(
				"update_option_$option",
				function (): void {
					SettingsReport::run_soon( $this->settings() );
				}
			);
		}
	}

	private function hook_admin(): void {
		add_action(
			'admin_init',
			function (): void {
				$this->refresh()->ensure_scheduled();
			}
		);
		add_action(
			'admin_menu',
			function (): void {
				$this->settings_page()->add_to_menu();
			}
		);
		add_filter(
			'plugin_action_links_' . plugin_basename( $this->file ),
			function ( array $links ): array {
				return $this->settings_page()->add_link( $links );
			}
		);
		foreach ( SettingsForm::ACTIONS as $action => $method ) {
			add_action(
				"admin_post_$action",
				function () use ( $method ): void {
					$form = new SettingsForm( $this->settings(), Deployment::of_this_site(), $this->refresh() );
					$form->$method();
				}
			);
		}
	}

	/**
	 * Not only in wp-admin: WordPress also runs its weekly health check from cron.
	 */
	private function hook_site_health(): void {
		add_filter(
			'site_status_tests',
			function ( array $tests ): array {
				return $this->site_health()->add_tests( $tests );
			}
		);
		add_action(
			'wp_ajax_health-check-' . SiteHealth::TEST,
			function (): void {
				$this->site_health()->answer();
			}
		);
	}

	private function settings(): Settings {
		if ( null === $this->settings ) {
			$this->settings = new Settings( Deployment::of_this_site() );
		}
		return $this->settings;
	}

	/**
	 * Connects and disconnects this site.
	 */
	public function connector(): Connector {
		return new Connector( $this->settings(), $this->ladder(), $this->refresh(), new StatusRecord(), new TokenEndpoint() );
	}

	/**
	 * Finds the way that events take.
	 */
	public function ladder(): Ladder {
		return new Ladder( $this->settings(), new Installation( $this->settings(), Deployment::of_this_site() ), new LadderRecord() );
	}

	/**
	 * Fetches the script.
	 */
	public function refresh(): ScriptRefresh {
		return new ScriptRefresh( $this->settings(), new CoreClient(), new StatusRecord(), $this->ladder() );
	}

	private function settings_page(): SettingsPage {
		return new SettingsPage( $this->settings(), Deployment::of_this_site(), new StatusRecord() );
	}

	private function site_health(): SiteHealth {
		return new SiteHealth( $this->settings(), new CoreClient() );
	}
}

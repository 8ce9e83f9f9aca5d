<?php
/**
 * When the parts come in that are about the connection.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Connection\SiteApi;
use Warp\Panels\Figures;
use Warp\Settings\Deployment;
use Warp\Settings\Settings;
use Warp\TestVisit\Investigation;
use Warp\TestVisit\TestPage;

defined( 'ABSPATH' ) || exit;

/**
 * A list of hooks, as Plugin has one. Objects are built when a hook fires.
 */
final class ConnectionHooks {

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Gives the Connector.
	 *
	 * @var callable
	 */
	private $connector;

	/**
	 * Takes what the hooks need.
	 *
	 * @param Settings $settings  Of this site.
	 * @param callable $connector Gives the Connector when it is needed.
	 */
	public function __construct( Settings $settings, callable $connector ) {
		$this->settings  = $settings;
		$this->connector = $connector;
	}

	/**
	 * Hooks them into WordPress.
	 *
	 * @param string $plugin_file Main file of the plugin.
	 */
	public function register( string $plugin_file ): void {
		( new TestPage( $this->settings, $plugin_file ) )->take_over();
		add_filter(
			'debug_information',
			function ( array $info ) use ( $plugin_file ): array {
				return ( new SiteHealthInfo( $this->settings, $plugin_file ) )->add( $info );
			}
		);
		if ( is_admin() ) {
			$this->hook_forms();
			$this->hook_late_parts( $plugin_file );
			add_action(
				'admin_print_scripts-settings_page_' . SettingsPage::SLUG,
				static function () use ( $plugin_file ): void {
					self::enqueue( $plugin_file );
				}
			);
		}
	}

	private function hook_forms(): void {
		foreach ( ConnectForm::ACTIONS as $action => $method ) {
			add_action(
				"admin_post_$action",
				function () use ( $method ): void {
					( new ConnectForm( Deployment::of_this_site(), ( $this->connector )() ) )->$method();
				}
			);
		}
		add_action(
			'admin_post_' . DifferencesForm::FORM,
			function (): void {
				( new DifferencesForm( $this->settings, new SiteApi(), $this->figures() ) )->save();
			}
		);
		add_action( 'admin_post_nopriv_' . ConnectForm::CALLBACK, array( ConnectForm::class, 'log_in_first' ) );
		add_action(
			'admin_post_' . AddressSection::FORM,
			function (): void {
				$this->address()->save();
			}
		);
	}

	private function hook_late_parts( string $plugin_file ): void {
		$parts = array(
			SiteSection::ACTION     => function (): void {
				( new SiteSection( $this->figures() ) )->answer();
			},
			AddressSection::ACTION  => function (): void {
				$this->address()->answer();
			},
			TestVisitSection::BEGIN => function () use ( $plugin_file ): void {
				$this->test_visit( $plugin_file )->begin();
			},
			TestVisitSection::STEPS => function () use ( $plugin_file ): void {
				$this->test_visit( $plugin_file )->answer_steps();
			},
		);
		foreach ( $parts as $action => $answer ) {
			add_action( "wp_ajax_$action", $answer );
		}
	}

	/**
	 * The script and the styles of the settings screen.
	 *
	 * @param string $plugin_file Main file of the plugin.
	 */
	private static function enqueue( string $plugin_file ): void {
		$version = static function ( string $file ) use ( $plugin_file ): string {
			return (string) filemtime( plugin_dir_path( $plugin_file ) . $file );
		};
		wp_enqueue_style( 'warp-settings', plugins_url( 'browser/admin/settings.css', $plugin_file ), array(), $version( 'browser/admin/settings.css' ) );
		wp_enqueue_script( 'warp-settings', plugins_url( 'browser/admin/settings.js', $plugin_file ), array(), $version( 'browser/admin/settings.js' ), array( 'strategy' => 'defer' ) );
	}

	private function address(): AddressSection {
		return new AddressSection( $this->settings, new SiteApi(), $this->figures() );
	}

	private function test_visit( string $plugin_file ): TestVisitSection {
		return new TestVisitSection( $this->settings, new TestPage( $this->settings, $plugin_file ), new Investigation( $this->settings, new SiteApi(), $this->figures() ) );
	}

	private function figures(): Figures {
		return new Figures( $this->settings, new SiteApi() );
	}
}

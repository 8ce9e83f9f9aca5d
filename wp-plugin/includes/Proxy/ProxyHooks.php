<?php
/**
 * When the proxy's parts come in.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Admin\ProxyForm;
use Warp\Admin\ProxyHealth;
use Warp\Admin\ProxyNotice;
use Warp\Script\ScriptRefresh;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * A list of hooks, as Plugin has one. Objects are built when a hook fires.
 */
final class ProxyHooks {

	/**
	 * Holds the connection and the names.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Gives the Ladder.
	 *
	 * @var callable
	 */
	private $ladder;

	/**
	 * Gives the ScriptRefresh.
	 *
	 * @var callable
	 */
	private $refresh;

	/**
	 * Takes what the hooks need.
	 *
	 * @param Settings $settings Of this site.
	 * @param callable $ladder   Gives the Ladder when it is needed.
	 * @param callable $refresh  Gives the ScriptRefresh when it is needed.
	 */
	public function __construct( Settings $settings, callable $ladder, callable $refresh ) {
		$this->settings = $settings;
		$this->ladder   = $ladder;
		$this->refresh  = $refresh;
	}

	public function register(): void {
		$this->hook_rest_route();
		$this->hook_cron();
		if ( is_admin() ) {
			$this->hook_admin();
		}
		// Not only in wp-admin: WordPress also runs its weekly health check from cron.
		add_filter(
			'site_status_tests',
			function ( array $tests ): array {
				return ( new ProxyHealth( $this->settings, new LadderRecord() ) )->add_test( $tests );
			}
		);
	}

	private function hook_rest_route(): void {
		$route = new RestRoute( $this->settings );
		$route->refuse_junk();
		add_action( 'rest_api_init', array( $route, 'register' ) );
		add_filter( 'rest_index', array( $route, 'hide_namespace' ) );
		add_filter( 'rest_endpoints', array( $route, 'remove_namespace_page' ) );
	}

	private function hook_cron(): void {
		add_filter( 'cron_schedules', array( Sweep::class, 'add_interval' ) );
		add_action(
			Sweep::CRON_HOOK,
			function (): void {
				Sweep::run( $this->settings->private_path() );
			}
		);
		add_action(
			Ladder::CRON_HOOK,
			function (): void {
				$ladder = ( $this->ladder )();
				$ladder->climb();
				if ( $ladder->needs_another_script() ) {
					( $this->refresh )()->run();
				}
			}
		);
	}

	private function hook_admin(): void {
		add_action(
			'admin_init',
			function (): void {
				( $this->ladder )()->ensure_scheduled();
			}
		);
		add_action(
			'admin_notices',
			function (): void {
				( new ProxyNotice( new Findings( $this->settings, new LadderRecord() ) ) )->render();
			}
		);
		add_action(
			'admin_post_' . ProxyForm::SAVE,
			function (): void {
				( new ProxyForm( $this->settings, ( $this->ladder )(), ( $this->refresh )() ) )->save();
			}
		);
	}
}

<?php
/**
 * When page views are counted and told.
 *
 * @package Warp
 */

namespace Warp\Loss;

use Warp\Connection\SiteApi;
use Warp\Script\Audience;
use Warp\Script\PageData;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * A list of hooks, as Plugin has one. Objects are built when a hook fires.
 */
final class LossHooks {

	/**
	 * Behind everything else of the page, as the script runs when all of the page is there.
	 */
	private const LAST = 9999;

	/**
	 * Holds the connection and the choice.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	public function register(): void {
		add_action(
			'wp_footer',
			function (): void {
				( new ViewImage( $this->settings, new PageData( $this->settings, new Audience( $this->settings ) ) ) )->print_element();
			},
			self::LAST
		);
		add_action(
			ViewReport::CRON_HOOK,
			function (): void {
				( new ViewReport( $this->settings, new SiteApi() ) )->run();
			}
		);
		add_action(
			'admin_init',
			function (): void {
				ViewReport::ensure_scheduled( $this->settings );
			}
		);
	}
}

<?php
/**
 * When personal data is asked for.
 *
 * @package Warp
 */

namespace Warp\Privacy;

use Warp\Connection\SiteApi;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * A list of hooks, as Plugin has one. WordPress' tools run in wp-admin's requests and in those of its REST API, so these are
 * everywhere.
 */
final class PrivacyHooks {

	/**
	 * Behind everybody else's, so that the eraser can go before them.
	 */
	private const LAST = 9999;

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	public function register(): void {
		add_action(
			'admin_init',
			function (): void {
				( new PolicyText( $this->settings ) )->register();
			}
		);
		add_filter(
			'wp_privacy_personal_data_exporters',
			function ( array $exporters ): array {
				return $this->personal_data()->add_exporter( $exporters );
			}
		);
		add_filter(
			'wp_privacy_personal_data_erasers',
			function ( array $erasers ): array {
				return $this->personal_data()->add_eraser( $erasers );
			},
			self::LAST
		);
	}

	private function personal_data(): PersonalData {
		return new PersonalData( $this->settings, new SiteApi() );
	}
}

<?php
/**
 * The connection in Tools -> Site Health.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Connection\CoreClient;
use Warp\Script\ScriptFiles;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * One test, asynchronous because it waits for another server.
 */
final class SiteHealth {

	/**
	 * Hyphens, because the screen's script turns underscores into them when it asks.
	 */
	public const TEST = 'warp-connection';

	/**
	 * Knows the connection and the file.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Asks the core.
	 *
	 * @var CoreClient
	 */
	private $core;

	public function __construct( Settings $settings, CoreClient $core ) {
		$this->settings = $settings;
		$this->core     = $core;
	}

	/**
	 * Adds the test.
	 *
	 * @param array<string, array<string, mixed>> $tests Tests by kind.
	 * @return array<string, array<string, mixed>>
	 */
	public function add_tests( array $tests ): array {
		$tests['async'][ self::TEST ] = array(
			'label'             => __( 'Connection to the Warp server', 'warp' ),
			'test'              => self::TEST,
			'async_direct_test' => array( $this, 'result' ),
		);
		return $tests;
	}

	/**
	 * Answers the screen.
	 */
	public function answer(): void {
		check_ajax_referer( 'health-check-site-status' );
		if ( ! current_user_can( 'view_site_health_checks' ) ) {
			wp_send_json_error( null, 403 );
		}
		wp_send_json_success( $this->result() );
	}

	/**
	 * The result in the shape Site Health wants.
	 *
	 * @return array<string, mixed>
	 */
	public function result(): array {
		list( $status, $label, $sentence ) = $this->finding();
		return array(
			'test'        => self::TEST,
			'status'      => $status,
			'label'       => $label,
			'badge'       => array(
				'label' => __( 'Warp', 'warp' ),
				'color' => 'blue',
			),
			'description' => sprintf( '<p>%s</p>', esc_html( $sentence ) ),
			'actions'     => sprintf( '<p><a href="%s">%s</a></p>', esc_url( SettingsPage::url() ), esc_html__( 'Warp settings', 'warp' ) ),
		);
	}

	/**
	 * What was found.
	 *
	 * @return array{string, string, string} Status, label, sentence.
	 */
	private function finding(): array {
		$connection = $this->settings->connection();
		if ( null === $connection ) {
			return array( 'recommended', __( 'Warp is not connected', 'warp' ), __( 'The plugin is active, but nothing is measured until you paste a connection code.', 'warp' ) );
		}
		$ready = $this->core->check_readiness( $connection );
		if ( is_wp_error( $ready ) ) {
			return array( 'critical', __( 'Warp cannot reach its server', 'warp' ), $ready->get_error_message() );
		}
		$file = $this->settings->script_file();
		if ( null === $file || null === ( new ScriptFiles( $this->settings->folder() ) )->written_at( $file ) ) {
			return array( 'critical', __( 'Warp’s script is missing', 'warp' ), __( 'The Warp server answers, but its script is not on this site. Use “Check the connection now” in the settings.', 'warp' ) );
		}
		return array( 'good', __( 'Warp is connected', 'warp' ), __( 'The Warp server answers, and its script is served from your own domain.', 'warp' ) );
	}
}

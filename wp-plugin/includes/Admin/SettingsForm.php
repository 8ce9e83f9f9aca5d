<?php
/**
 * Takes what the settings screen sends.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Script\ScriptRefresh;
use Warp\Settings\Deployment;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Each action asks for the capability and its nonce, changes settings, and returns to the screen with a notice.
 */
final class SettingsForm {

	/**
	 * Action of the form -> method. The action is also its nonce's name.
	 */
	public const ACTIONS = array(
		'warp_save_settings'    => 'save',
		'warp_check_connection' => 'check',
	);

	/**
	 * Changed here.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * What constants decide is not taken from the form.
	 *
	 * @var Deployment
	 */
	private $deployment;

	/**
	 * Fetches the script.
	 *
	 * @var ScriptRefresh
	 */
	private $refresh;

	public function __construct( Settings $settings, Deployment $deployment, ScriptRefresh $refresh ) {
		$this->settings   = $settings;
		$this->deployment = $deployment;
		$this->refresh    = $refresh;
	}

	/**
	 * What is set on the screen.
	 */
	public function save(): void {
		SettingsRequest::authorize( 'warp_save_settings' );
		if ( null === $this->deployment->excluded_roles() ) {
			$this->settings->keep_excluded_roles( $this->posted_roles( 'warp_excluded_roles' ) );
		}
		if ( null === $this->deployment->viewer_roles() ) {
			$this->settings->keep_viewer_roles( $this->posted_roles( 'warp_viewer_roles' ) );
		}
		$must_refresh = ( new EventFields( $this->settings ) )->keep_posted() && null !== $this->settings->connection();
		if ( $must_refresh ) {
			$this->refresh_and_finish( __( 'Settings saved.', 'warp' ) );
		}
		SettingsRequest::finish( 'success', __( 'Settings saved.', 'warp' ) );
	}

	/**
	 * Contacts the core now.
	 */
	public function check(): void {
		SettingsRequest::authorize( 'warp_check_connection' );
		$this->refresh_and_finish( __( 'The Warp server answers, and the script is up to date.', 'warp' ) );
	}

	private function refresh_and_finish( string $when_well ): void {
		$result = $this->refresh->run();
		$this->refresh->ensure_scheduled();
		if ( is_wp_error( $result ) ) {
			SettingsRequest::finish( 'error', $result->get_error_message() );
		}
		SettingsRequest::finish( 'success', $when_well );
	}

	/**
	 * The roles ticked, those that exist. The caller has checked the nonce.
	 *
	 * @param string $field Name of the boxes.
	 * @return string[]
	 */
	private function posted_roles( string $field ): array {
		$posted = isset( $_POST[ $field ] ) ? array_map( 'sanitize_key', (array) wp_unslash( $_POST[ $field ] ) ) : array(); // phpcs:ignore WordPress.Security.NonceVerification.Missing
		return array_intersect( $posted, array_keys( wp_roles()->roles ) );
	}
}

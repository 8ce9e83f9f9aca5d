<?php
/**
 * Takes what the settings screen sends.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Connection\ConnectionCode;
use Warp\Connection\InvalidConnectionCode;
use Warp\Connection\StatusRecord;
use Warp\Proxy\Ladder;
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
		'warp_disconnect'       => 'disconnect',
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
	 * Fetches the script of a new connection.
	 *
	 * @var ScriptRefresh
	 */
	private $refresh;

	/**
	 * Forgotten with the connection.
	 *
	 * @var StatusRecord
	 */
	private $status;

	/**
	 * Finds the way that events take.
	 *
	 * @var Ladder
	 */
	private $ladder;

	public function __construct( Settings $settings, Deployment $deployment, ScriptRefresh $refresh, StatusRecord $status, Ladder $ladder ) {
		$this->settings   = $settings;
		$this->deployment = $deployment;
		$this->refresh    = $refresh;
		$this->status     = $status;
		$this->ladder     = $ladder;
	}

	/**
	 * The excluded roles, and a connection code when one was pasted.
	 */
	public function save(): void {
		$this->authorize( 'warp_save_settings' );
		if ( null === $this->deployment->excluded_roles() ) {
			$this->settings->keep_excluded_roles( $this->posted_roles() );
		}
		$must_refresh = ( new EventFields( $this->settings ) )->keep_posted() && null !== $this->settings->connection();
		$code         = $this->posted_code();
		if ( '' === $code || $this->deployment->sets_connection() ) {
			if ( $must_refresh ) {
				$this->refresh_and_finish( __( 'Settings saved.', 'warp' ) );
			}
			$this->finish( 'success', __( 'Settings saved.', 'warp' ) );
		}
		try {
			$this->settings->keep_connection( ConnectionCode::parse( $code ) );
		} catch ( InvalidConnectionCode $invalid ) {
			$this->finish( 'error', ConnectionCodeSentence::of( $invalid ) );
		}
		$this->ladder->climb();
		$this->ladder->ensure_scheduled();
		$this->refresh_and_finish( __( 'Connected. The script is now part of your pages.', 'warp' ) );
	}

	/**
	 * Contacts the core now.
	 */
	public function check(): void {
		$this->authorize( 'warp_check_connection' );
		$this->refresh_and_finish( __( 'The Warp server answers, and the script is up to date.', 'warp' ) );
	}

	/**
	 * Takes the script off the pages.
	 */
	public function disconnect(): void {
		$this->authorize( 'warp_disconnect' );
		$this->ladder->leave();
		$this->settings->keep_connection( null );
		$this->status->forget();
		wp_unschedule_hook( ScriptRefresh::CRON_HOOK );
		$this->finish( 'success', __( 'Disconnected. Your pages no longer load the script.', 'warp' ) );
	}

	private function authorize( string $action ): void {
		if ( ! current_user_can( SettingsPage::CAPABILITY ) ) {
			wp_die( esc_html__( 'You are not allowed to change these settings.', 'warp' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( $action );
	}

	private function refresh_and_finish( string $when_well ): void {
		$result = $this->refresh->run();
		$this->refresh->ensure_scheduled();
		if ( is_wp_error( $result ) ) {
			$this->finish( 'error', $result->get_error_message() );
		}
		$this->finish( 'success', $when_well );
	}

	/**
	 * The roles ticked, those that exist. The caller has checked the nonce.
	 *
	 * @return string[]
	 */
	private function posted_roles(): array {
		$posted = isset( $_POST['warp_excluded_roles'] ) ? array_map( 'sanitize_key', (array) wp_unslash( $_POST['warp_excluded_roles'] ) ) : array(); // phpcs:ignore WordPress.Security.NonceVerification.Missing
		return array_intersect( $posted, array_keys( wp_roles()->roles ) );
	}

	/**
	 * The code pasted. The caller has checked the nonce.
	 */
	private function posted_code(): string {
		return isset( $_POST['warp_connection_code'] ) ? sanitize_text_field( wp_unslash( $_POST['warp_connection_code'] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification.Missing
	}

	/**
	 * Back to the screen, with a notice the way WordPress' own settings screens carry theirs.
	 *
	 * @param string $type    Kind of notice: success or error.
	 * @param string $message Sentence.
	 */
	private function finish( string $type, string $message ): void {
		add_settings_error( SettingsPage::SLUG, 'warp_result', $message, $type );
		set_transient( 'settings_errors', get_settings_errors(), 30 );
		wp_safe_redirect( add_query_arg( 'settings-updated', 'true', SettingsPage::url() ) );
		exit;
	}
}

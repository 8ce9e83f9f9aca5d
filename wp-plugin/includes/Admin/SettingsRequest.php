<?php
/**
 * A request of the settings screen.
 *
 * @package Warp
 */

namespace Warp\Admin;

defined( 'ABSPATH' ) || exit;

/**
 * How each begins and ends.
 */
final class SettingsRequest {

	/**
	 * Lets nobody else go on.
	 *
	 * @param string $action Of the form, which is also its nonce's name.
	 */
	public static function authorize( string $action ): void {
		self::require_capability();
		check_admin_referer( $action );
	}

	/**
	 * For a request that proves in another way than by a nonce that it is wanted.
	 */
	public static function require_capability(): void {
		if ( ! current_user_can( SettingsPage::CAPABILITY ) ) {
			wp_die( esc_html__( 'You are not allowed to change these settings.', 'warp' ), '', array( 'response' => 403 ) );
		}
	}

	/**
	 * A posted line of text. The caller has checked the nonce.
	 *
	 * @param string $field Name of the field.
	 */
	public static function text( string $field ): string {
		return isset( $_POST[ $field ] ) && is_string( $_POST[ $field ] ) ? sanitize_text_field( wp_unslash( $_POST[ $field ] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification.Missing
	}

	/**
	 * Back to the screen, with a notice the way WordPress' own settings screens carry theirs.
	 *
	 * @param string $type    Kind of notice: success or error.
	 * @param string $message Sentence.
	 */
	public static function finish( string $type, string $message ): void {
		add_settings_error( SettingsPage::SLUG, 'warp_result', $message, $type );
		set_transient( 'settings_errors', get_settings_errors(), 30 );
		wp_safe_redirect( add_query_arg( 'settings-updated', 'true', SettingsPage::url() ) );
		exit;
	}
}

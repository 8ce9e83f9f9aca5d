<?php
/**
 * A part of the settings screen that the browser asks for.
 *
 * @package Warp
 */

namespace Warp\Admin;

defined( 'ABSPATH' ) || exit;

/**
 * What must ask the core comes by a second request, so that the screen does not wait for it. browser/admin/settings.js
 * fetches it.
 */
final class LatePart {

	/**
	 * Address of the part.
	 *
	 * @param string                $action   Of admin-ajax.php; also its nonce's name.
	 * @param array<string, string> $question Further parameters.
	 */
	public static function url( string $action, array $question = array() ): string {
		return add_query_arg(
			array(
				'action'   => $action,
				'_wpnonce' => wp_create_nonce( $action ),
			) + $question,
			admin_url( 'admin-ajax.php' )
		);
	}

	/**
	 * The place that it is put into.
	 *
	 * @param string $action Of admin-ajax.php.
	 */
	public static function render_place( string $action ): void {
		printf(
			'<div data-warp-part="%s" data-warp-failed="%s" aria-live="polite"><p>%s</p></div>',
			esc_url( self::url( $action ) ),
			esc_attr__( 'This could not be loaded. Reload the page to try again.', 'warp' ),
			esc_html__( 'Asking the Warp server …', 'warp' )
		);
	}

	/**
	 * Lets nobody else see it.
	 *
	 * @param string $action Of admin-ajax.php.
	 */
	public static function authorize( string $action ): void {
		if ( ! current_user_can( SettingsPage::CAPABILITY ) || ! check_ajax_referer( $action, false, false ) ) {
			wp_die( esc_html__( 'You are not allowed to see this.', 'warp' ), '', array( 'response' => 403 ) );
		}
	}
}

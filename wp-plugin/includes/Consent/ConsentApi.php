<?php
/**
 * The WP Consent API, through which Complianz, CookieYes, Cookiebot and others say what a visitor agreed to.
 *
 * @package Warp
 */

namespace Warp\Consent;

defined( 'ABSPATH' ) || exit;

/**
 * A plugin of its own (wordpress.org/plugins/wp-consent-api), which may be absent.
 */
final class ConsentApi {

	/**
	 * Tells the API that this plugin goes by it; Site Health lists the plugins that do not.
	 *
	 * @param string $plugin_file Main file of this plugin.
	 */
	public static function register( string $plugin_file ): void {
		add_filter( 'wp_consent_api_registered_' . plugin_basename( $plugin_file ), '__return_true' );
	}

	/**
	 * Whether a consent plugin answers through the API. Without one the API allows everything, which nobody has answered.
	 */
	public static function is_answering(): bool {
		return function_exists( 'wp_has_consent' ) && function_exists( 'wp_get_consent_type' ) && '' !== (string) wp_get_consent_type();
	}

	/**
	 * What the visitor of this request agreed to; asked only while is_answering().
	 */
	public static function answer(): Consent {
		return new Consent( (bool) wp_has_consent( 'statistics' ), (bool) wp_has_consent( 'marketing' ) );
	}

	/**
	 * Describes a cookie of this plugin to the API, which lists it in cookie policies.
	 *
	 * @param string $cookie  Its name; empty: it was never set.
	 * @param string $life    How long it is kept.
	 * @param string $purpose What it is for.
	 */
	public static function describe_cookie( string $cookie, string $life, string $purpose ): void {
		if ( '' !== $cookie && function_exists( 'wp_add_cookie_info' ) ) {
			wp_add_cookie_info( $cookie, __( 'Warp', 'warp' ), 'statistics', $life, $purpose );
		}
	}
}

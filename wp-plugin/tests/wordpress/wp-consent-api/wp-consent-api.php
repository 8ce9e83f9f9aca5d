<?php
/**
 * Plugin Name: WP Consent API
 * Description: Stand-in for tests: the functions, cookies, filters and events of github.com/WordPress/wp-consent-level-api 2.0.1 that Warp uses.
 * Version:     2.0.1
 */

defined( 'ABSPATH' ) || exit;

function wp_get_consent_type(): string {
	return apply_filters( 'wp_get_consent_type', '' );
}

function wp_has_consent( string $category, ?string $requested_by = null ): bool {
	$type   = wp_get_consent_type();
	$cookie = $_COOKIE[ "wp_consent_$category" ] ?? null;
	if ( '' === $type ) {
		return true;
	}
	return null === $cookie ? false !== strpos( $type, 'optout' ) : 'allow' === $cookie;
}

function wp_add_cookie_info( string $name, string $plugin_or_service, string $category, string $expires, string $cookie_function ): void {
	$GLOBALS['stand_in_cookies'][ $name ] = $category;
}

/** At the end, so that other plugins can listen first. */
add_action(
	'wp_enqueue_scripts',
	static function () {
		wp_enqueue_script( 'wp-consent-api', plugins_url( 'wp-consent-api.js', __FILE__ ), array(), '2.0.1', true );
		wp_localize_script(
			'wp-consent-api',
			'consent_api',
			array(
				'consent_type'         => wp_get_consent_type(),
				'waitfor_consent_hook' => apply_filters( 'wp_consent_api_waitfor_consent_hook', false ),
				'cookie_prefix'        => 'wp_consent',
			)
		);
	},
	PHP_INT_MAX - 100
);

/** A consent plugin in the smallest form, when a test wants one: it says how consent is asked for. */
add_filter(
	'wp_get_consent_type',
	static function () {
		return get_option( 'stand_in_consent_type', '' );
	}
);

/** And whether it first finds out where the visitor is. */
add_filter(
	'wp_consent_api_waitfor_consent_hook',
	static function () {
		return (bool) get_option( 'stand_in_consent_waits', false );
	}
);

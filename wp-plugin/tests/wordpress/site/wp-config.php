<?php
/**
 * Configuration of a test site: SQLite, everything logged, no way out of the machine.
 * Where the site answers comes from the environment, so one installed tree serves any port.
 */

define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', '' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', '' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
$table_prefix = 'wp_';

foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $warp_test_key ) {
	define( $warp_test_key . '_KEY', 'fixed key ' . $warp_test_key );
	define( $warp_test_key . '_SALT', 'fixed salt ' . $warp_test_key );
}

define( 'WP_DEBUG', true );
define( 'WP_DEBUG_LOG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'FS_METHOD', 'direct' );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1,localhost' );

// Set by a test that wants a deployment's constants or a network of sites.
if ( is_readable( __DIR__ . '/wp-config-more.php' ) ) {
	require __DIR__ . '/wp-config-more.php';
}

// Each site of a network has addresses of its own, which stand in the database.
if ( ! defined( 'MULTISITE' ) ) {
	define( 'WP_HOME', getenv( 'WARP_TEST_SITE_URL' ) );
	define( 'WP_SITEURL', getenv( 'WARP_TEST_SITE_URL' ) );
}

if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';

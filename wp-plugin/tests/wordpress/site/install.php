<?php
/**
 * Installs WordPress into the tree this file stands in: one administrator, readable permalinks.
 */

define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST']   = (string) parse_url( (string) getenv( 'WARP_TEST_SITE_URL' ), PHP_URL_HOST );
$_SERVER['REQUEST_URI'] = '/';

/** In place of the mail that WordPress sends to the new administrator. */
function wp_new_blog_notification() {}

require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'Test shop', 'owner', 'owner@example.test', true, '', 'owner-password' );
update_option( 'permalink_structure', '/%postname%/' );
wp_insert_user(
	array(
		'user_login' => 'reader',
		'user_pass'  => 'reader-password',
		'user_email' => 'reader@example.test',
		'role'       => 'subscriber',
	)
);
echo get_bloginfo( 'version' );

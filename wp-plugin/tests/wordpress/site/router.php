<?php
/**
 * What a web server's rewrite rules do: files as they are (on a network also below a site's path), folders by their
 * index.php, the rest to WordPress.
 */

$warp_test_root = $_SERVER['DOCUMENT_ROOT'];
$warp_test_path = rawurldecode( (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
if ( ! file_exists( $warp_test_root . $warp_test_path ) ) {
	$warp_test_path = preg_replace( '#^/[^/]+(?=/wp-(admin|content|includes|[a-z-]+\.php))#', '', $warp_test_path );
}
$warp_test_file = $warp_test_root . $warp_test_path;
if ( is_dir( $warp_test_file ) && is_file( rtrim( $warp_test_file, '/' ) . '/index.php' ) && '/' !== $warp_test_path ) {
	$warp_test_path = rtrim( $warp_test_path, '/' ) . '/index.php';
	$warp_test_file = $warp_test_root . $warp_test_path;
}
if ( is_file( $warp_test_file ) && '.php' !== substr( $warp_test_file, -4 ) ) {
	return false;
}
if ( ! is_file( $warp_test_file ) ) {
	$warp_test_path = '/index.php';
	$warp_test_file = $warp_test_root . '/index.php';
}
$_SERVER['SCRIPT_NAME']     = $warp_test_path;
$_SERVER['PHP_SELF']        = $warp_test_path;
$_SERVER['SCRIPT_FILENAME'] = $warp_test_file;
chdir( dirname( $warp_test_file ) );
require $warp_test_file;

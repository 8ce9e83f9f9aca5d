<?php
/**
 * Asks the WordPress that is loaded whether it has what UsedNames collected. Included with $uses; gives what it lacks.
 */

// What WordPress loads when it is needed, as the plugin does or finds it done.
foreach ( array( 'wp-admin/includes/upgrade.php', 'wp-admin/includes/dashboard.php', 'wp-includes/class-wp-admin-bar.php', 'wp-includes/class-wp-site.php', 'wp-includes/ms-functions.php', 'wp-includes/ms-blogs.php', 'wp-includes/ms-site.php' ) as $warp_test_file ) {
	require_once ABSPATH . $warp_test_file;
}

$lacks = array();
foreach ( $uses as $use ) {
	$is_there = true;
	$callable = null;
	switch ( $use['kind'] ) {
		case 'function':
			$is_there = function_exists( $use['name'] );
			$callable = $is_there ? new ReflectionFunction( $use['name'] ) : null;
			break;
		case 'class':
			$is_there = class_exists( $use['name'] ) || interface_exists( $use['name'] ) || trait_exists( $use['name'] );
			break;
		case 'method':
			$is_there = class_exists( $use['name'] ) && ( '__construct' === $use['member'] || method_exists( $use['name'], $use['member'] ) );
			$callable = $is_there && method_exists( $use['name'], $use['member'] ) ? new ReflectionMethod( $use['name'], $use['member'] ) : null;
			break;
		case 'constant':
			$is_there = '' === $use['name'] ? defined( $use['member'] ) : ( new ReflectionClass( $use['name'] ) )->hasConstant( $use['member'] );
			break;
	}
	$given = $use['arguments'];
	if ( $is_there && null !== $callable && null !== $given ) {
		$is_there = $given >= $callable->getNumberOfRequiredParameters() && ( $callable->isVariadic() || $given <= $callable->getNumberOfParameters() );
	}
	if ( ! $is_there ) {
		$lacks[] = trim( "{$use['kind']} {$use['name']} {$use['member']}" ) . ( null === $given ? '' : " with $given arguments" ) . " ({$use['file']})";
	}
}
return $lacks;

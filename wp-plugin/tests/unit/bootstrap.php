<?php
/**
 * Lets classes that need nothing of WordPress load without it.
 *
 * @package Warp
 */

define( 'ABSPATH', __DIR__ . '/' );

require_once dirname( __DIR__, 2 ) . '/includes/autoload.php';

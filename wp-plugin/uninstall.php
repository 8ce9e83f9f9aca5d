<?php
/**
 * Runs when the plugin is deleted: leaves nothing behind, on any site of a network.
 *
 * @package Warp
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/autoload.php';

Warp\Lifecycle::uninstall();

<?php
/**
 * Plugin Name:       Warp
 * Description:       First-party, consent-aware server-side tracking: connect your site to your Warp server, and its script is served from your own domain.
 * Version:           0.1.0
 * Requires at least: 6.6
 * Requires PHP:      7.4
 * Author:            Warp
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       warp
 * Domain Path:       /languages
 *
 * @package Warp
 */

defined( 'ABSPATH' ) || exit;

require_once __DIR__ . '/includes/autoload.php';

Warp\Plugin::start( __FILE__ );

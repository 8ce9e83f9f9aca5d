<?php
/**
 * The ways from a visitor's browser to the core.
 *
 * @package Warp
 */

namespace Warp\Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * Best first. Measured on one machine in one run; see the README.
 */
final class Rung {

	/**
	 * A generated file in WordPress' folder, which runs without WordPress.
	 */
	public const FILE = 'file';

	/**
	 * A generated must-use plugin, which answers before other plugins load.
	 */
	public const EARLY = 'early';

	/**
	 * A REST route, which answers when all of WordPress is loaded.
	 */
	public const REST = 'rest';

	/**
	 * No endpoint of the site's own: browsers send to the core.
	 */
	public const DIRECT = 'direct';

	/**
	 * Those that must be tested.
	 */
	public const OWN = array( self::FILE, self::EARLY, self::REST );

	/**
	 * The owner's choice that leaves it to the tests.
	 */
	public const AUTOMATIC = 'automatic';
}

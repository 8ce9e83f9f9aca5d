<?php
/**
 * Rung B: a must-use plugin.
 *
 * @package Warp
 */

namespace Warp\Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * One for the whole installation: which site a request is for, WordPress has found out before it loads must-use plugins.
 */
final class MustUsePlugin {

	private const NAME = 'warp-early-requests.php';

	/**
	 * Makes sure that it is there. A deployment that forbids changes of files may bring it along itself.
	 *
	 * @return string Empty, or a word of TestResult's for why not.
	 */
	public static function install(): string {
		$content = GeneratedFile::from_template( 'must-use-plugin.txt', array( 'autoload' => dirname( __DIR__ ) . '/autoload.php' ) );
		if ( ! wp_is_file_mod_allowed( 'warp_must_use_plugin' ) ) {
			return is_file( self::path() ) ? '' : 'forbidden';
		}
		return GeneratedFile::write( self::path(), $content, 0644 ) ? '' : 'unwritable_place';
	}

	public static function remove(): void {
		if ( wp_is_file_mod_allowed( 'warp_must_use_plugin' ) ) {
			GeneratedFile::remove( self::path() );
		}
	}

	private static function path(): string {
		return WPMU_PLUGIN_DIR . '/' . self::NAME;
	}
}

<?php
/**
 * A whole request outside WordPress.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * What the generated file runs, and the must-use plugin before other plugins load.
 */
final class Endpoint {

	/**
	 * Takes this request's hit, answers it, and sends what waits.
	 *
	 * @param Config        $config Of the site.
	 * @param callable|null $post   As of Sender; null: this PHP cannot, so WP-Cron sends.
	 */
	public static function serve( Config $config, ?callable $post ): void {
		// Amounts must go on as they came, also where php.ini asks for more digits than they have.
		ini_set( 'serialize_precision', '-1' ); // phpcs:ignore WordPress.PHP.IniSet
		$collector = new Collector( $config );
		$collector->take( Hit::of_this_request() )->send();
		if ( null !== $post ) {
			$collector->send( $post );
		}
	}
}

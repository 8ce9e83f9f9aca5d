<?php
/**
 * Sends what hits have left.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Proxy\Endpoint\Config;
use Warp\Proxy\Endpoint\Sender;
use Warp\Proxy\Endpoint\Spool;

defined( 'ABSPATH' ) || exit;

/**
 * Every five minutes from WP-Cron: after an outage without further visits, and where PHP cannot let a visitor go before it sends.
 */
final class Sweep {

	public const CRON_HOOK = 'warp_send_waiting';
	public const INTERVAL  = 'warp_five_minutes';

	/**
	 * Less than the 30 s that PHP gives a run on many hosts.
	 */
	private const SECONDS = 20.0;

	/**
	 * Sends what waits on this site.
	 *
	 * @param string $private_path The site's private folder; empty: none yet.
	 */
	public static function run( string $private_path ): void {
		if ( '' !== $private_path ) {
			self::folder( $private_path, self::SECONDS );
		}
	}

	/**
	 * Sends what waits in a folder, also while the core is to be left alone: this comes seldom.
	 *
	 * @param string $path    Private folder.
	 * @param float  $seconds Time for all of it.
	 */
	public static function folder( string $path, float $seconds ): void {
		$config = Config::read( $path . '/' . EndpointConfig::FILE );
		if ( null !== $config ) {
			( new Sender( $config, new Spool( $config ), array( WordPressPost::class, 'send' ) ) )->run( $seconds, true );
		}
	}

	/**
	 * Adds the interval.
	 *
	 * @param array<string, array<string, mixed>> $schedules Of WP-Cron.
	 * @return array<string, array<string, mixed>>
	 */
	public static function add_interval( array $schedules ): array {
		$schedules[ self::INTERVAL ] = array(
			'interval' => 5 * MINUTE_IN_SECONDS,
			'display'  => __( 'Every five minutes', 'warp' ),
		);
		return $schedules;
	}
}

<?php
/**
 * Says that events of the server are not sent.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Events\EventQueue;

defined( 'ABSPATH' ) || exit;

/**
 * A row for the settings screen's status, when events have waited longer than they should.
 */
final class WaitingEvents {

	/**
	 * WordPress' cron runs with the next visit; less than this is no fault.
	 */
	private const PATIENCE_SECONDS = 15 * MINUTE_IN_SECONDS;

	/**
	 * The row.
	 *
	 * @param EventQueue $queue What waits.
	 * @return array<string, string> Value by label.
	 */
	public static function rows( EventQueue $queue ): array {
		$waiting = $queue->waiting();
		if ( 0 === $waiting['events'] || time() - $waiting['since'] < self::PATIENCE_SECONDS ) {
			return array();
		}
		return array(
			__( 'Not sent yet', 'warp' ) => sprintf(
				/* translators: 1: number of events, 2: duration, such as "2 hours". */
				_n( '%1$d event of this server has waited for %2$s. Either the Warp server cannot be reached, or this site’s scheduled tasks (WP-Cron) do not run.', '%1$d events of this server wait, the oldest for %2$s. Either the Warp server cannot be reached, or this site’s scheduled tasks (WP-Cron) do not run.', $waiting['events'], 'warp' ),
				$waiting['events'],
				human_time_diff( $waiting['since'] )
			),
		);
	}
}

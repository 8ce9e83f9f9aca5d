<?php
/**
 * Sends what waits in the queue.
 *
 * @package Warp
 */

namespace Warp\Events;

use Warp\Connection\BatchAnswer;
use Warp\Connection\BatchSender;
use Warp\Connection\Connection;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Runs from WP-Cron as soon as there is something to send, and again later for what the core could not take.
 */
final class QueueSender {

	public const CRON_HOOK = 'warp_send_events';

	/**
	 * What became of an event, as the action warp_event_sent says it.
	 */
	public const DELIVERED = 'delivered';
	public const REFUSED   = 'refused';
	public const GAVE_UP   = 'gave_up';

	/**
	 * Longer than a request takes. A run that dies leaves its events to the next one after this.
	 */
	private const LEASE_SECONDS = 60;

	/**
	 * Of one request; the core takes 1 MB.
	 */
	private const MAX_BYTES = 900000;

	/**
	 * Less than the 30 s that PHP gives a run on many hosts.
	 */
	private const RUN_SECONDS = 20;

	/**
	 * The core takes events up to this age.
	 */
	private const GIVE_UP_SECONDS = 7 * DAY_IN_SECONDS;

	/**
	 * First pause after a failure; doubled each time up to the longest.
	 */
	private const FIRST_PAUSE_SECONDS   = 30;
	private const LONGEST_PAUSE_SECONDS = HOUR_IN_SECONDS;

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * What waits.
	 *
	 * @var EventQueue
	 */
	private $queue;

	/**
	 * Posts it.
	 *
	 * @var BatchSender
	 */
	private $sender;

	public function __construct( Settings $settings, EventQueue $queue, BatchSender $sender ) {
		$this->settings = $settings;
		$this->queue    = $queue;
		$this->sender   = $sender;
	}

	/**
	 * Lets cron run at a time, or sooner when it is to run sooner anyway. Asks no other server, and not this one either.
	 *
	 * @param int $at Unix seconds.
	 */
	public static function wake( int $at ): void {
		$next = wp_next_scheduled( self::CRON_HOOK );
		if ( false !== $next && $next <= $at ) {
			return;
		}
		// WordPress refuses a second event of a name within ten minutes of the first.
		wp_unschedule_hook( self::CRON_HOOK );
		wp_schedule_single_event( $at, self::CRON_HOOK );
	}

	/**
	 * Lets cron run when something waits that nobody will send.
	 *
	 * @param EventQueue $queue What waits.
	 */
	public static function ensure_awake( EventQueue $queue ): void {
		$due_at = false === wp_next_scheduled( self::CRON_HOOK ) ? $queue->next_due_at() : null;
		if ( null !== $due_at ) {
			self::wake( max( $due_at, time() ) );
		}
	}

	/**
	 * Sends batch after batch until nothing is due or the time is over.
	 */
	public function run(): void {
		$end_at     = time() + self::RUN_SECONDS;
		$this->queue->forget_older_than( self::GIVE_UP_SECONDS + DAY_IN_SECONDS );
		$connection = $this->settings->connection();
		while ( null !== $connection && time() < $end_at ) {
			$events = $this->sendable( $this->queue->lease( BatchSender::MAX_EVENTS, self::LEASE_SECONDS ), $connection );
			if ( array() === $events || ! $this->send( $events, $connection ) ) {
				break;
			}
		}
		if ( null !== $connection ) {
			self::ensure_awake( $this->queue );
		}
	}

	/**
	 * Leased events without those that can no longer be sent, as many as fit into a request.
	 *
	 * @param QueuedEvent[] $events     Leased ones.
	 * @param Connection    $connection The core and the site.
	 * @return QueuedEvent[]
	 */
	private function sendable( array $events, Connection $connection ): array {
		$sendable = array();
		$bytes    = 0;
		foreach ( $events as $event ) {
			if ( $event->script_id() !== $connection->script_id() || $event->age() > self::GIVE_UP_SECONDS ) {
				$this->settle( array( $event ), self::GAVE_UP, 'too_old' );
			} elseif ( $bytes + $event->bytes() > self::MAX_BYTES && 0 < $bytes ) {
				$this->queue->postpone( array( $event ), 0 );
			} else {
				$bytes     += $event->bytes();
				$sendable[] = $event;
			}
		}
		return $sendable;
	}

	/**
	 * Sends a batch.
	 *
	 * @param QueuedEvent[] $events     Leased ones.
	 * @param Connection    $connection The core and the site.
	 * @return bool Whether to go on.
	 */
	private function send( array $events, Connection $connection ): bool {
		$answer = $this->sender->send(
			$connection,
			array_map(
				static function ( QueuedEvent $event ): \stdClass {
					return $event->event();
				},
				$events
			)
		);
		switch ( $answer->outcome() ) {
			case BatchAnswer::ACCEPTED:
				foreach ( $answer->rejected() as $place => $reason ) {
					$this->settle( array( $events[ $place ] ), self::REFUSED, $reason );
					unset( $events[ $place ] );
				}
				$this->settle( $events, self::DELIVERED, '' );
				return true;
			case BatchAnswer::FINAL:
				if ( 1 === count( $events ) ) {
					$this->settle( $events, self::REFUSED, $answer->problem() );
					return true;
				}
				// One of them is to blame: each alone.
				foreach ( $events as $event ) {
					if ( ! $this->send( array( $event ), $connection ) ) {
						return false;
					}
				}
				return true;
			default:
				foreach ( $events as $event ) {
					$this->queue->postpone( array( $event ), min( self::LONGEST_PAUSE_SECONDS, self::FIRST_PAUSE_SECONDS * 2 ** min( 10, $event->attempts() ) ) );
				}
				return false;
		}
	}

	/**
	 * Takes events out and says what became of them.
	 *
	 * @param QueuedEvent[] $events  Leased ones.
	 * @param string        $outcome One of the constants.
	 * @param string        $reason  Why not.
	 */
	private function settle( array $events, string $outcome, string $reason ): void {
		$this->queue->remove( $events );
		foreach ( $events as $event ) {
			/**
			 * Says what became of an event that this server sent.
			 *
			 * @param string $event_id Its id.
			 * @param string $outcome  delivered, refused or gave_up.
			 * @param string $reason   Why not, for a person; empty when it was delivered.
			 */
			do_action( 'warp_event_sent', $event->event_id(), $outcome, $reason );
		}
	}
}

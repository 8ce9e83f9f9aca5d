<?php
/**
 * A person's events that wait to be sent.
 *
 * @package Warp
 */

namespace Warp\Privacy;

use Warp\Events\EventQueue;
use Warp\Events\QueuedEvent;

defined( 'ABSPATH' ) || exit;

/**
 * They are in the queue for minutes, or for days while the core is away.
 */
final class WaitingEvents {

	/**
	 * Fields that tell whose event it is, or what their browser was.
	 */
	private const PERSONAL = array( 'user', 'user_id', 'visitor_id', 'session_id', 'ids', 'client', 'page_url', 'referrer' );

	/**
	 * What waits.
	 *
	 * @var EventQueue
	 */
	private $queue;

	public function __construct( EventQueue $queue ) {
		$this->queue = $queue;
	}

	/**
	 * Those of a person.
	 *
	 * @param Person $person Who.
	 * @return QueuedEvent[]
	 */
	public function of( Person $person ): array {
		return array_filter(
			$this->queue->holding( $person->fragments() ),
			static function ( QueuedEvent $event ) use ( $person ): bool {
				return $person->has( $event->event() );
			}
		);
	}

	/**
	 * Ids of browsers in them.
	 *
	 * @param Person $person Who.
	 * @return string[]
	 */
	public function visitor_ids( Person $person ): array {
		$ids = array();
		foreach ( $this->of( $person ) as $event ) {
			$ids[] = $event->event()->visitor_id ?? '';
		}
		return array_filter( $ids, 'is_string' );
	}

	/**
	 * Takes the person out of their events. The events stay, so that an order is not missing from the sums.
	 *
	 * @param Person $person Who.
	 * @return int How many.
	 */
	public function erase( Person $person ): int {
		$events = $this->of( $person );
		foreach ( $events as $event ) {
			$left            = array_diff_key( get_object_vars( $event->event() ), array_flip( self::PERSONAL ) );
			$left['consent'] = array(
				'analytics' => true === ( $left['consent']->analytics ?? null ),
				'marketing' => false,
			);
			$this->queue->replace( $event, $left );
		}
		return count( $events );
	}
}

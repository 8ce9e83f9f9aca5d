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
	 * Fields that tell what happened, and nothing of who did it.
	 */
	private const IMPERSONAL = array( 'event_id', 'event_type', 'timestamp', 'event_data', 'consent' );

	/**
	 * Beginnings of the ids of orders' events.
	 */
	private const ORDERS = array( 'purchase:', 'refund:', 'purchase_adjusted:' );

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
	 * Takes everybody out, before the plugin goes: orders stay, so that none is missing from the sums.
	 */
	public function erase_everybody(): void {
		$this->queue->keep_only(
			self::ORDERS,
			static function ( \stdClass $event ): array {
				return self::for_no_ads( array_intersect_key( get_object_vars( $event ), array_flip( self::IMPERSONAL ) ) );
			}
		);
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
			$this->queue->replace( $event, self::for_no_ads( array_diff_key( get_object_vars( $event->event() ), array_flip( self::PERSONAL ) ) ) );
		}
		return count( $events );
	}

	/**
	 * An event that is told to no ad platform.
	 *
	 * @param array<string, mixed> $event Of the wire contract.
	 * @return array<string, mixed>
	 */
	private static function for_no_ads( array $event ): array {
		$event['consent'] = array(
			'analytics' => true === ( $event['consent']->analytics ?? null ),
			'marketing' => false,
		);
		return $event;
	}
}

<?php
/**
 * Records events on the server.
 *
 * @package Warp
 */

namespace Warp\Events;

use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Makes an event of this moment and puts it into the queue. Developers reach it by `do_action( 'warp_track', … )`.
 */
final class ServerEvents {

	/**
	 * As the core has it.
	 */
	private const TYPE = '/\A[A-Za-z][A-Za-z0-9_.-]{0,99}\z/';

	/**
	 * Holds the connection and the choices.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Where events wait.
	 *
	 * @var EventQueue
	 */
	private $queue;

	public function __construct( Settings $settings, EventQueue $queue ) {
		$this->settings = $settings;
		$this->queue    = $queue;
	}

	/**
	 * Records an event of the visitor whose request this is; without one, of nobody.
	 *
	 * @param string $type Such as `generate_lead`.
	 * @param array<string, mixed> $parameters Its parameters.
	 * @param array{event_id?: string, user_id?: string, user?: array<string, string>, visit?: bool} $options visit false: this request is not a visitor's.
	 */
	public function record( string $type, array $parameters = array(), array $options = array() ): void {
		$is_by_visitor = ( $options['visit'] ?? true ) && VisitReader::is_by_visitor();
		$visit         = $is_by_visitor ? VisitReader::of_this_request( $this->settings )->visit() : Visit::of_nobody();
		if ( null === $visit ) {
			return;
		}
		$event = array(
			'event_id'   => (string) ( $options['event_id'] ?? wp_generate_uuid4() ),
			'event_type' => $type,
			'timestamp'  => (int) round( microtime( true ) * 1000 ),
		);
		// Empty lists would not be objects in JSON.
		if ( array() !== $parameters ) {
			$event['event_data'] = $parameters;
		}
		if ( $visit->consent()->analytics() && isset( $options['user_id'] ) ) {
			$event['user_id'] = (string) $options['user_id'];
		}
		if ( $visit->consent()->marketing() && ! empty( $options['user'] ) ) {
			$event['user'] = $options['user'];
		}
		$this->put( $visit->on( $event ) );
	}

	/**
	 * Puts a finished event into the queue.
	 *
	 * @param array<string, mixed> $event Of the wire contract.
	 * @param int                  $delay Seconds that it waits at least.
	 * @return bool Whether it will be sent.
	 */
	public function put( array $event, int $delay = 0 ): bool {
		$connection = $this->settings->connection();
		$event      = null === $connection ? null : $this->sendable( $event );
		if ( null === $event ) {
			return false;
		}
		$this->queue->add( $connection->script_id(), $event, $delay );
		QueueSender::wake( time() + $delay );
		return true;
	}

	/**
	 * Puts an event in the place of the one with its id, as long as nobody has tried to send that.
	 *
	 * @param array<string, mixed> $event Of the wire contract.
	 * @param int                  $delay Seconds that it waits at least from now.
	 * @return bool Whether it is in its place; false: none waits, or it may have been sent.
	 */
	public function replace( array $event, int $delay ): bool {
		$left = $this->sendable( $event );
		if ( null === $left ) {
			return $this->take_back( (string) $event['event_id'] );
		}
		$is_replaced = $this->queue->replace_untried( $left, $delay );
		if ( $is_replaced ) {
			QueueSender::wake( time() + $delay );
		}
		return $is_replaced;
	}

	/**
	 * Takes an event out again, as long as nobody has tried to send it.
	 *
	 * @param string $event_id Its id.
	 * @return bool Whether it will not be sent.
	 */
	public function take_back( string $event_id ): bool {
		return $this->queue->remove_untried( $event_id );
	}

	/**
	 * What of an event may be sent, by the filters of this site.
	 *
	 * @param array<string, mixed> $event Of the wire contract.
	 * @return array<string, mixed>|null Null: nothing.
	 */
	public function sendable( array $event ): ?array {
		if ( 1 !== preg_match( self::TYPE, (string) $event['event_type'] ) ) {
			return null;
		}
		/**
		 * Filters an event before it waits to be sent.
		 *
		 * @param array<string, mixed>|null $event As the wire contract has it; null: it is not sent.
		 */
		$event = apply_filters( 'warp_event', $event );
		return is_array( $event ) ? $event : null;
	}
}

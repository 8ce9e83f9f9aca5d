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
	 * @return bool Whether it will be sent.
	 */
	public function put( array $event ): bool {
		$connection = $this->settings->connection();
		if ( null === $connection || 1 !== preg_match( self::TYPE, (string) $event['event_type'] ) ) {
			return false;
		}
		/**
		 * Filters an event before it waits to be sent.
		 *
		 * @param array<string, mixed>|null $event As the wire contract has it; null: it is not sent.
		 */
		$event = apply_filters( 'warp_event', $event );
		if ( ! is_array( $event ) ) {
			return false;
		}
		$this->queue->add( $connection->script_id(), $event );
		QueueSender::wake( time() );
		return true;
	}
}

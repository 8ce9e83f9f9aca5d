<?php
/**
 * Posts events to the core as this site.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * Signs a batch with the site's secret, so that the core believes what each event's `client` says of its visitor. Waits for
 * the core's answer, so it runs from cron and never in a visitor's request.
 */
final class BatchSender {

	/**
	 * The core takes no more in one request.
	 */
	public const MAX_EVENTS = 100;

	private const TIMEOUT_SECONDS = 10;

	/**
	 * Sends a batch.
	 *
	 * @param Connection                       $connection The core and the site.
	 * @param array<int, array<string, mixed>> $events     At most MAX_EVENTS, each as the wire contract has it.
	 */
	public function send( Connection $connection, array $events ): BatchAnswer {
		$body   = (string) wp_json_encode(
			array(
				'script_id' => $connection->script_id(),
				'sent_at'   => (int) round( microtime( true ) * 1000 ),
				'events'    => array_map( array( self::class, 'reported' ), array_values( $events ) ),
			)
		);
		$time   = (string) time();
		$answer = wp_remote_post(
			$connection->track_url(),
			array(
				'timeout'     => self::TIMEOUT_SECONDS,
				'redirection' => 0,
				'headers'     => array(
					'Content-Type'     => 'application/json',
					'X-Warp-Timestamp' => $time,
					'X-Warp-Signature' => self::signature( $time, $body, $connection->signing_key() ),
				),
				'body'        => $body,
			)
		);
		// Of a WP_Error both give nothing: no answer.
		return BatchAnswer::read( (int) wp_remote_retrieve_response_code( $answer ), wp_remote_retrieve_body( $answer ), count( $events ) );
	}

	/**
	 * An event that this server reports of its own accord, with what it saw of the visitor who caused it: the core believes it before what any
	 * browser says under the same id. `client` is this server's alone, so no browser can say so.
	 *
	 * @param array<string, mixed>|\stdClass $event Of the wire contract.
	 */
	public static function reported( $event ): \stdClass {
		$event = (object) $event;
		if ( isset( $event->client ) ) {
			$event         = clone $event;
			$event->client = (object) array_merge( (array) $event->client, array( 'reported_by' => 'server' ) );
		}
		return $event;
	}

	/**
	 * The signature of a batch of several visitors: the two lines that name one visitor's address and browser are empty.
	 *
	 * @param string $time Unix seconds.
	 * @param string $body The request's body.
	 * @param string $key  32 bytes.
	 */
	public static function signature( string $time, string $body, string $key ): string {
		return hash_hmac( 'sha256', "$time\n\n\n$body", $key );
	}
}

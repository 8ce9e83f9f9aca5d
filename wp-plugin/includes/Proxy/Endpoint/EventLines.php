<?php
/**
 * Events as they lie in the spool.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * A line of JSON an event, complete: it can be sent days later, beside events of other visitors. That takes an id by which
 * the core counts it once, what is known of its sender, and both clocks: when the browser says that it sent it, and when it came.
 */
final class EventLines {

	/**
	 * What a browser may say (plugins/contracts/src/event-schema.ts, and when it sent it). Not `ip_address`, `user_agent` and `client`: a signed
	 * batch is believed, so a visitor must not choose them.
	 */
	public const FIELDS = array(
		'event_type',
		'event_id',
		'timestamp',
		'page_url',
		'referrer',
		'page_title',
		'visitor_id',
		'session_id',
		'user_id',
		'screen',
		'language',
		'timezone',
		'consent',
		'ids',
		'user',
		'event_data',
		'sent_at',
	);

	/**
	 * Escaped tags keep "<?php" out of the spool. A byte in a header that is no UTF-8 must not lose the event.
	 */
	private const JSON = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_HEX_TAG | JSON_INVALID_UTF8_SUBSTITUTE;

	/**
	 * The lines of a hit's events.
	 *
	 * @param \stdClass[]          $events Its events.
	 * @param array<string, mixed> $client Who sent them, as Client::of() gives it.
	 * @param PrivateParameters    $private What must not stay in their addresses.
	 * @return string[]
	 * @throws Refusal When an event cannot be written as JSON again, such as a number beyond all bounds.
	 */
	public static function of( array $events, array $client, PrivateParameters $private ): array {
		$lines = array();
		foreach ( $events as $event ) {
			$fields             = array_intersect_key( get_object_vars( $event ), array_flip( self::FIELDS ) );
			$fields['event_id'] = $fields['event_id'] ?? self::uuid();
			$fields['client']   = $client;
			$fields             = self::without_private( $fields, $private );
			$line               = json_encode( $fields, self::JSON ); // phpcs:ignore WordPress.WP.AlternativeFunctions
			if ( false === $line ) {
				throw new Refusal( 'malformed' );
			}
			$lines[] = $line;
		}
		return $lines;
	}

	/**
	 * The fields without people's data and secrets in their addresses.
	 *
	 * @param array<string, mixed> $fields  Of an event.
	 * @param PrivateParameters    $private What must not stay.
	 * @return array<string, mixed>
	 */
	private static function without_private( array $fields, PrivateParameters $private ): array {
		foreach ( array( 'page_url', 'referrer' ) as $name ) {
			if ( isset( $fields[ $name ] ) && is_string( $fields[ $name ] ) ) {
				$fields[ $name ] = $private->without( $fields[ $name ] );
			}
		}
		if ( isset( $fields['page_title'] ) && is_string( $fields['page_title'] ) ) {
			$fields['page_title'] = $private->without_texts( $fields['page_title'] );
		}
		foreach ( array( 'link_url', 'form_destination' ) as $name ) {
			if ( isset( $fields['event_data']->$name ) && is_string( $fields['event_data']->$name ) ) {
				$fields['event_data']->$name = $private->without( $fields['event_data']->$name );
			}
		}
		return $fields;
	}

	/**
	 * A random identifier (RFC 9562, version 4).
	 */
	private static function uuid(): string {
		$bytes    = random_bytes( 16 );
		$bytes[6] = chr( ord( $bytes[6] ) & 0x0f | 0x40 );
		$bytes[8] = chr( ord( $bytes[8] ) & 0x3f | 0x80 );
		return vsprintf( '%s%s-%s-%s-%s-%s%s%s', str_split( bin2hex( $bytes ), 4 ) );
	}
}

<?php
/**
 * What a hit carries.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * The JSON of a hit, read as far as the endpoint must know it: whose site, which events. Objects stay objects, so that
 * {} does not become [] on its way to the core.
 */
final class Body {

	/**
	 * Of the wire contract.
	 */
	private const MAX_EVENTS = 100;

	/**
	 * Deeper than any event, and far from what hurts a reader.
	 */
	private const MAX_DEPTH = 64;

	/**
	 * The fields.
	 *
	 * @var \stdClass
	 */
	private $fields;

	private function __construct( \stdClass $fields ) {
		$this->fields = $fields;
	}

	/**
	 * Reads the body of a hit.
	 *
	 * @param Hit    $hit       The hit.
	 * @param string $script_id The site's.
	 * @throws Refusal When it is too large, no JSON, or of another site.
	 */
	public static function of( Hit $hit, string $script_id ): self {
		$json = $hit->body( Gate::MAX_BYTES + 1 );
		if ( strlen( $json ) > Gate::MAX_BYTES ) {
			throw new Refusal( 'too_large' );
		}
		$fields = json_decode( $json, false, self::MAX_DEPTH );
		if ( ! $fields instanceof \stdClass ) {
			throw new Refusal( 'malformed' );
		}
		if ( ! isset( $fields->script_id ) || $script_id !== $fields->script_id ) {
			throw new Refusal( 'unknown_script' );
		}
		return new self( $fields );
	}

	/**
	 * The self-test that it is, or null when visitors' events are in it.
	 */
	public function test(): ?\stdClass {
		$test = $this->fields->test ?? null;
		return $test instanceof \stdClass ? $test : null;
	}

	/**
	 * The consent that stands beside the events, as a withdrawal says it without any.
	 *
	 * @return mixed
	 */
	public function consent() {
		return $this->fields->consent ?? null;
	}

	/**
	 * The events, each with what stands beside them as its defaults.
	 *
	 * @return \stdClass[]
	 * @throws Refusal When they are none of the wire contract.
	 */
	public function events(): array {
		$shared = get_object_vars( $this->fields );
		unset( $shared['events'] );
		$events = $this->fields->events ?? array( new \stdClass() );
		if ( ! is_array( $events ) || count( $events ) > self::MAX_EVENTS ) {
			throw new Refusal( 'malformed' );
		}
		return array_map(
			static function ( $event ) use ( $shared ): \stdClass {
				if ( ! $event instanceof \stdClass ) {
					throw new Refusal( 'malformed' );
				}
				return (object) array_merge( $shared, get_object_vars( $event ) );
			},
			$events
		);
	}
}

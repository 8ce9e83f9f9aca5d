<?php
/**
 * A waiting event.
 *
 * @package Warp
 */

namespace Warp\Events;

defined( 'ABSPATH' ) || exit;

/**
 * A row of the queue. Immutable.
 */
final class QueuedEvent {

	/**
	 * The row.
	 *
	 * @var array{id: int, event_id: string, script_id: string, body: string, created_at: int, attempts: int}
	 */
	private $row;

	/**
	 * Takes a row.
	 *
	 * @param array{id: int, event_id: string, script_id: string, body: string, created_at: int, attempts: int} $row The row.
	 */
	private function __construct( array $row ) {
		$this->row = $row;
	}

	/**
	 * From the database.
	 *
	 * @param array<string, string> $row Columns.
	 */
	public static function from_row( array $row ): self {
		foreach ( array( 'id', 'created_at', 'attempts' ) as $number ) {
			$row[ $number ] = (int) $row[ $number ];
		}
		return new self( $row );
	}

	/**
	 * Number of the row.
	 */
	public function row(): int {
		return $this->row['id'];
	}

	public function event_id(): string {
		return $this->row['event_id'];
	}

	/**
	 * The site in the core that it is of.
	 */
	public function script_id(): string {
		return $this->row['script_id'];
	}

	/**
	 * The event, of the wire contract.
	 *
	 * @return \stdClass Objects stay objects, so that none becomes a list.
	 */
	public function event(): \stdClass {
		return (object) json_decode( $this->row['body'] );
	}

	/**
	 * Bytes of its JSON.
	 */
	public function bytes(): int {
		return strlen( $this->row['body'] );
	}

	/**
	 * How long it has waited, in seconds.
	 */
	public function age(): int {
		return time() - $this->row['created_at'];
	}

	/**
	 * How often it was tried before.
	 */
	public function attempts(): int {
		return $this->row['attempts'];
	}
}

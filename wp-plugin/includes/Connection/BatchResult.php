<?php
/**
 * What became of a batch of events.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * Immutable; BatchSender gives one.
 */
final class BatchResult {

	/**
	 * The core has the events, save those in rejected().
	 */
	public const DELIVERED = 'delivered';

	/**
	 * The core could not take them now: send the same batch again later.
	 */
	public const KEPT = 'kept';

	/**
	 * The core will never take this batch.
	 */
	public const REFUSED = 'refused';

	/**
	 * One of the three above.
	 *
	 * @var string
	 */
	private $outcome;

	/**
	 * Why events of a delivered batch were not taken, by their place in it.
	 *
	 * @var array<int, string>
	 */
	private $rejected;

	/**
	 * Why the batch was not delivered, for a person.
	 *
	 * @var string
	 */
	private $problem;

	/**
	 * Takes what is known.
	 *
	 * @param string             $outcome  One of the constants.
	 * @param array<int, string> $rejected Reason by place in the batch.
	 * @param string             $problem  Sentence.
	 */
	private function __construct( string $outcome, array $rejected, string $problem ) {
		$this->outcome  = $outcome;
		$this->rejected = $rejected;
		$this->problem  = $problem;
	}

	/**
	 * For a batch that the core has.
	 *
	 * @param array<int, string> $rejected Reason by place in the batch.
	 */
	public static function delivered( array $rejected ): self {
		return new self( self::DELIVERED, $rejected, '' );
	}

	public static function kept( string $problem ): self {
		return new self( self::KEPT, array(), $problem );
	}

	public static function refused( string $problem ): self {
		return new self( self::REFUSED, array(), $problem );
	}

	public function outcome(): string {
		return $this->outcome;
	}

	/**
	 * Why events of a delivered batch were not taken, by their place in it.
	 *
	 * @return array<int, string>
	 */
	public function rejected(): array {
		return $this->rejected;
	}

	public function problem(): string {
		return $this->problem;
	}
}

<?php
/**
 * What the core's answer to a batch of events means.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * The one reader for whatever sends batches: the queue of orders and other events of the server, and the proxy's outbox. Needs nothing of
 * WordPress. Immutable.
 */
final class BatchAnswer {

	/**
	 * The core has the events, apart from those in rejected(), which it will never accept.
	 */
	public const ACCEPTED = 'accepted';

	/**
	 * The core will never accept this batch as it is: at least one of its events is to blame.
	 */
	public const FINAL = 'final';

	/**
	 * The core cannot accept events now: the same batch again later.
	 */
	public const RETRY = 'retry';

	/**
	 * The core, or whatever stands before it, will not accept events until a person has changed something. No event is to blame, so all stay.
	 */
	public const CONFIGURATION = 'configuration';

	/**
	 * Outcomes by status, after `POST /api/track` of the wire contract. Any other status, and no answer at all, is RETRY.
	 */
	private const OUTCOMES = array(
		// Counts only with the core's own body.
		202 => self::ACCEPTED,
		// The core has moved: the site must be connected to its new address.
		301 => self::CONFIGURATION,
		302 => self::CONFIGURATION,
		303 => self::CONFIGURATION,
		307 => self::CONFIGURATION,
		308 => self::CONFIGURATION,
		// No JSON, as after a crash in the middle of a line.
		400 => self::FINAL,
		// unknown_script, bad_signature: another connection, or this server's clock.
		401 => self::CONFIGURATION,
		// A firewall; origin_not_allowed does not concern signed batches.
		403 => self::CONFIGURATION,
		404 => self::CONFIGURATION,
		405 => self::CONFIGURATION,
		413 => self::FINAL,
		// The same Content-Type goes with every batch, so whatever took it away stands between the two servers.
		415 => self::CONFIGURATION,
	);

	private const MOST_REASON_CHARACTERS = 200;

	/**
	 * One of the four outcomes.
	 *
	 * @var string
	 */
	private $outcome;

	/**
	 * Why events were not accepted, by their place in the batch.
	 *
	 * @var array<int, string>
	 */
	private $rejected;

	/**
	 * The core's code for what is wrong, or a word of this class; empty when the batch was accepted.
	 *
	 * @var string
	 */
	private $problem;

	/**
	 * Takes what is known.
	 *
	 * @param string             $outcome  One of the four.
	 * @param array<int, string> $rejected Reason by place in the batch.
	 * @param string             $problem  A word.
	 */
	private function __construct( string $outcome, array $rejected, string $problem ) {
		$this->outcome  = $outcome;
		$this->rejected = $rejected;
		$this->problem  = $problem;
	}

	/**
	 * Reads an answer.
	 *
	 * @param int    $status HTTP status; 0: no answer.
	 * @param string $body   What came with it.
	 * @param int    $events How many events were sent.
	 */
	public static function read( int $status, string $body, int $events ): self {
		if ( 0 === $status ) {
			return new self( self::RETRY, array(), 'unreachable' );
		}
		$answer   = json_decode( $body, true );
		$answer   = is_array( $answer ) ? $answer : array();
		$outcome  = self::OUTCOMES[ $status ] ?? self::RETRY;
		$rejected = self::reasons( $answer['rejected'] ?? null, $events );
		// Not every 202 is the core's: whatever stands before it could say so as well, and would swallow orders.
		$is_accepted = self::ACCEPTED === $outcome && is_int( $answer['accepted'] ?? null );
		// The core answers 400 when it refuses every event, and says why of each: asking for each again brings nothing new.
		if ( $is_accepted || ( 400 === $status && 0 < $events && count( $rejected ) === $events ) ) {
			return new self( self::ACCEPTED, $rejected, '' );
		}
		$code    = $answer['code'] ?? '';
		$problem = is_string( $code ) && 1 === preg_match( '/\A[a-z_]{1,40}\z/', $code ) ? $code : "http_$status";
		return new self( self::ACCEPTED === $outcome ? self::RETRY : $outcome, array(), $problem );
	}

	/**
	 * Reasons by place; what names no event of the batch is left out.
	 *
	 * @param mixed $rejected The list of the answer.
	 * @param int   $events   How many events were sent.
	 * @return array<int, string>
	 */
	private static function reasons( $rejected, int $events ): array {
		$reasons = array();
		foreach ( is_array( $rejected ) ? $rejected : array() as $fault ) {
			$place = $fault['index'] ?? null;
			if ( is_int( $place ) && 0 <= $place && $place < $events ) {
				$message = $fault['message'] ?? '';
				preg_match( '/\A.{0,' . self::MOST_REASON_CHARACTERS . '}/su', is_string( $message ) ? $message : '', $start );
				$reasons[ $place ] = $start[0] ?? '';
			}
		}
		return $reasons;
	}

	public function outcome(): string {
		return $this->outcome;
	}

	/**
	 * Whether the events stay, to be sent again.
	 */
	public function is_kept(): bool {
		return self::RETRY === $this->outcome || self::CONFIGURATION === $this->outcome;
	}

	/**
	 * Why events of an accepted batch were not, by their place in it.
	 *
	 * @return array<int, string>
	 */
	public function rejected(): array {
		return $this->rejected;
	}

	/**
	 * Why the batch was not accepted.
	 */
	public function problem(): string {
		return $this->problem;
	}
}

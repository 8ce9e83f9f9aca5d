<?php
/**
 * What the core's answer to a batch means.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * One of three: the batch is done with (taken, or refused for good in parts), it must be cut smaller, or it must be kept.
 */
final class Verdict {

	public const DONE = 'done';
	public const CUT  = 'cut';
	public const KEEP = 'keep';

	/**
	 * DONE, CUT or KEEP.
	 *
	 * @var string
	 */
	private $decision;

	/**
	 * Events that the core refused for good.
	 *
	 * @var int
	 */
	private $refused;

	/**
	 * DONE: the core's sentence for the first refused event. KEEP: a word for what is wrong.
	 *
	 * @var string
	 */
	private $reason;

	private function __construct( string $decision, int $refused = 0, string $reason = '' ) {
		$this->decision = $decision;
		$this->refused  = $refused;
		$this->reason   = $reason;
	}

	/**
	 * Reads an answer.
	 *
	 * @param int    $status HTTP status; 0: no answer.
	 * @param string $body   What came with it.
	 * @param int    $events How many events were sent.
	 */
	public static function on( int $status, string $body, int $events ): self {
		if ( 0 === $status ) {
			return new self( self::KEEP, 0, 'unreachable' );
		}
		$answer   = json_decode( $body, true );
		$answer   = is_array( $answer ) ? $answer : array();
		$rejected = is_array( $answer['rejected'] ?? null ) ? $answer['rejected'] : array();
		// Not every 200 is the core's: a parked domain or a log-in page says it as well, and would swallow events.
		$is_taken = 200 <= $status && $status < 300 && is_int( $answer['accepted'] ?? null );
		// The core answers 400 when it refuses every event, and says why of each: asking for each again tells nothing new.
		if ( $is_taken || ( 400 === $status && count( $rejected ) === $events ) ) {
			$first = $rejected[0]['message'] ?? '';
			return new self( self::DONE, count( $rejected ), is_string( $first ) ? substr( $first, 0, 200 ) : '' );
		}
		if ( 400 === $status || 413 === $status ) {
			return 1 < $events ? new self( self::CUT ) : new self( self::DONE, 1, self::word( $answer, $status ) );
		}
		return new self( self::KEEP, 0, self::word( $answer, $status ) );
	}

	/**
	 * For a batch without events, which is not sent.
	 */
	public static function on_nothing(): self {
		return new self( self::DONE );
	}

	public function decision(): string {
		return $this->decision;
	}

	public function refused(): int {
		return $this->refused;
	}

	public function reason(): string {
		return $this->reason;
	}

	/**
	 * The core's own word for a problem, else the status.
	 *
	 * @param array<mixed> $answer Decoded body.
	 * @param int          $status HTTP status.
	 */
	private static function word( array $answer, int $status ): string {
		$code = $answer['code'] ?? '';
		return is_string( $code ) && 1 === preg_match( '/\A[a-z_]{1,40}\z/', $code ) ? $code : "http_$status";
	}
}

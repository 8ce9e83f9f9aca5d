<?php
/**
 * Brings what waits to the core.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

use Warp\Connection\BatchAnswer;

defined( 'ABSPATH' ) || exit;

/**
 * At most one works at a time, however many want to: who does not get the lock at once leaves. So a core that hangs holds one
 * PHP worker, for one request's time, and then nobody for the length of a pause. Each batch stays in the outbox until the
 * core said that it has it; what is sent twice carries the same ids and counts once.
 *
 * phpcs:disable WordPress.WP.AlternativeFunctions
 */
final class Sender {

	private const LOCK = 'sender.php';

	/**
	 * The wire contract allows 100 events and 1 MB.
	 */
	private const BATCH_EVENTS = 100;
	private const BATCH_BYTES  = 900000;

	/**
	 * A core that takes longer for a batch is away.
	 */
	private const REQUEST_SECONDS = 5.0;

	/**
	 * While hits keep coming: how long it lets them gather, unless as many wait as fill about a batch. Without that, a busy
	 * site would send many requests with a few events each.
	 */
	private const GATHER_SECONDS = 0.1;
	private const GATHER_BYTES   = 65536;

	/**
	 * The site's.
	 *
	 * @var Config
	 */
	private $config;

	/**
	 * What waits.
	 *
	 * @var Spool
	 */
	private $spool;

	/**
	 * Posts: (address, header lines, body, seconds) -> array{status: int, body: string}; status 0: no answer.
	 *
	 * @var callable
	 */
	private $post;

	/**
	 * Time for one request.
	 *
	 * @var float
	 */
	private $request_seconds = self::REQUEST_SECONDS;

	public function __construct( Config $config, Spool $spool, callable $post ) {
		$this->config = $config;
		$this->spool  = $spool;
		$this->post   = $post;
	}

	/**
	 * Sends what waits, as long as time is left.
	 *
	 * @param float $seconds   Time for all of it. No request begins that might not end within it, but the first.
	 * @param bool  $in_pauses Whether to try although the core is to be left alone.
	 */
	public function run( float $seconds, bool $in_pauses = false ): void {
		$this->request_seconds = min( self::REQUEST_SECONDS, $seconds );
		$end_at                = microtime( true ) + $seconds - $this->request_seconds;
		do {
			$lock = PrivateFile::open( $this->config->file( self::LOCK ), 'cb' );
			if ( null === $lock ) {
				return;
			}
			$is_all_sent = flock( $lock, LOCK_EX | LOCK_NB ) && $this->try_to_send( $end_at, $in_pauses );
			fclose( $lock );
			// A hit may have come after the last look and found the lock taken.
		} while ( $is_all_sent && 0 < $this->spool->size() );
	}

	/**
	 * Sends, unless there is no room even for that.
	 *
	 * @param float $end_at    Unix seconds, when the last request may begin.
	 * @param bool  $in_pauses As above.
	 * @return bool Whether nothing waits any more.
	 */
	private function try_to_send( float $end_at, bool $in_pauses ): bool {
		try {
			return $this->send( $end_at, $in_pauses );
		} catch ( Refusal $refusal ) {
			return false;
		}
	}

	/**
	 * Sends batch after batch.
	 *
	 * @param float $end_at    Unix seconds, when the last request may begin.
	 * @param bool  $in_pauses As above.
	 * @return bool Whether nothing waits any more.
	 * @throws Refusal When a file cannot be written.
	 */
	private function send( float $end_at, bool $in_pauses ): bool {
		$record = new DeliveryRecord( $this->config );
		$outbox = new Outbox( $this->config, $this->spool, $record );
		if ( ! $in_pauses && $record->is_pausing( time() ) ) {
			return false;
		}
		if ( ! $outbox->fill() ) {
			return true;
		}
		if ( ! $record->note_try( time() ) ) {
			return false;
		}
		$most = self::BATCH_EVENTS;
		do {
			$batch   = $outbox->next( $most, self::BATCH_BYTES );
			$events  = count( $batch['lines'] );
			$refused = array();
			$is_cut  = false;
			if ( 0 < $events ) {
				$answer = $this->answer_to( $batch['lines'] );
				if ( $answer->is_kept() ) {
					$record->note_failure( $answer, time() );
					return false;
				}
				$is_final = BatchAnswer::FINAL === $answer->outcome();
				$is_cut   = $is_final && 1 < $events;
				$refused  = $is_final ? array( $answer->problem() ) : array_values( $answer->rejected() );
			}
			$most = $is_cut ? intdiv( $events + 1, 2 ) : min( self::BATCH_EVENTS, 2 * $most );
			if ( ! $is_cut && ! $record->note_progress( $batch['end'], $events - count( $refused ), count( $refused ), $refused[0] ?? '', time() ) ) {
				return false;
			}
			if ( 0 === $outbox->size() ) {
				$this->gather( $end_at );
			}
			if ( ! $outbox->fill() ) {
				return true;
			}
		} while ( microtime( true ) < $end_at );
		return false;
	}

	/**
	 * Waits for more, when there is something and time.
	 *
	 * @param float $end_at Unix seconds, when the last request may begin.
	 */
	private function gather( float $end_at ): void {
		$waiting = $this->spool->size();
		if ( 0 < $waiting && $waiting < self::GATHER_BYTES && $end_at - microtime( true ) > 10 * self::GATHER_SECONDS ) {
			usleep( (int) ( 1000000 * self::GATHER_SECONDS ) );
		}
	}

	/**
	 * Sends one batch.
	 *
	 * @param string[] $lines Its events.
	 */
	private function answer_to( array $lines ): BatchAnswer {
		$batch  = new SignedBatch( $lines, $this->config, (int) ( microtime( true ) * 1000 ) );
		$answer = ( $this->post )( $this->config->track_url(), $batch->headers(), $batch->body(), $this->request_seconds );
		return BatchAnswer::read( $answer['status'], $answer['body'], count( $lines ) );
	}
}

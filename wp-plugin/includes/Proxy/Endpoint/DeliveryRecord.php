<?php
/**
 * How sending to the core goes.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

use Warp\Connection\BatchAnswer;

defined( 'ABSPATH' ) || exit;

/**
 * Kept in a file beside the spool, not in the database: the endpoint has none. Written by who holds the sender's lock,
 * read by the settings screen and Site Health.
 */
final class DeliveryRecord {

	private const FILE = 'delivery.php';

	/**
	 * Seconds to leave the core alone after a failure, doubled with each further one.
	 */
	private const FIRST_PAUSE   = 10;
	private const LONGEST_PAUSE = 300;

	private const NOTHING = array(
		'position'     => 0,
		'end'          => 0,
		'failures'     => 0,
		'retry_at'     => 0,
		'problem'      => '',
		'problem_at'   => 0,
		'needs_owner'  => false,
		'sent'         => 0,
		'last_sent_at' => 0,
		'tried_at'     => 0,
		'refused'      => 0,
		'refusal'      => '',
	);

	/**
	 * The file.
	 *
	 * @var string
	 */
	private $path;

	/**
	 * Values by name.
	 *
	 * @var array<string, mixed>
	 */
	private $values;

	public function __construct( Config $config ) {
		$this->path   = $config->file( self::FILE );
		$kept         = json_decode( PrivateFile::read( $this->path ), true );
		$this->values = array_merge( self::NOTHING, is_array( $kept ) ? $kept : array() );
	}

	/**
	 * How far the outbox was sent.
	 */
	public function position(): int {
		return (int) $this->values['position'];
	}

	/**
	 * Where the outbox ends; what stands behind is not of it.
	 */
	public function end(): int {
		return (int) $this->values['end'];
	}

	/**
	 * Whether the core is to be left alone for now.
	 *
	 * @param int $now Unix seconds.
	 */
	public function is_pausing( int $now ): bool {
		return $now < (int) $this->values['retry_at'];
	}

	/**
	 * When somebody last tried to send, without reading the record: Unix seconds; 0: never.
	 *
	 * @param Config $config Of the site.
	 */
	public static function tried_at( Config $config ): int {
		$path = $config->file( self::FILE );
		clearstatcache( true, $path );
		return is_file( $path ) ? (int) filemtime( $path ) : 0;
	}

	/**
	 * The core took events, or refused some for good.
	 *
	 * @param int    $position How far the outbox was sent.
	 * @param int    $taken    Events that it took.
	 * @param int    $refused  Events that it will never take.
	 * @param string $refusal  The core's sentence for one of them; empty: none.
	 * @param int    $now      Unix seconds.
	 * @return bool Whether it is kept.
	 */
	public function note_progress( int $position, int $taken, int $refused, string $refusal, int $now ): bool {
		return $this->change(
			array(
				'position'     => $position,
				'failures'     => 0,
				'retry_at'     => 0,
				'problem'      => '',
				'problem_at'   => 0,
				'needs_owner'  => false,
				'sent'         => $this->values['sent'] + $taken,
				'last_sent_at' => 0 < $taken ? $now : $this->values['last_sent_at'],
				'refused'      => $this->values['refused'] + $refused,
				'refusal'      => '' === $refusal ? $this->values['refusal'] : $refusal,
			)
		);
	}

	/**
	 * The core did not take events now; they stay.
	 *
	 * @param BatchAnswer $answer One that keeps the events.
	 * @param int         $now    Unix seconds.
	 */
	public function note_failure( BatchAnswer $answer, int $now ): void {
		$failures = (int) $this->values['failures'];
		$this->change(
			array(
				'failures'    => $failures + 1,
				'retry_at'    => $now + min( self::LONGEST_PAUSE, self::FIRST_PAUSE * 2 ** min( $failures, 10 ) ),
				'problem'     => $answer->problem(),
				'problem_at'  => 0 === $this->values['problem_at'] ? $now : $this->values['problem_at'],
				'needs_owner' => BatchAnswer::CONFIGURATION === $answer->outcome(),
			)
		);
	}

	/**
	 * A try begins. Who cannot keep a record must not send: it would send the same over and over.
	 *
	 * @param int $now Unix seconds.
	 * @return bool Whether it is kept.
	 */
	public function note_try( int $now ): bool {
		return $this->change( array( 'tried_at' => $now ) );
	}

	/**
	 * There is a new outbox.
	 *
	 * @param int $end Its size.
	 * @return bool Whether it is kept.
	 */
	public function note_outbox( int $end ): bool {
		return $this->change(
			array(
				'position' => 0,
				'end'      => $end,
			)
		);
	}

	/**
	 * What there is to tell.
	 *
	 * @return array<string, mixed> By name, as in NOTHING; times are Unix seconds, 0: never.
	 */
	public function values(): array {
		return $this->values;
	}

	/**
	 * Writes some values.
	 *
	 * @param array<string, mixed> $values By name.
	 * @return bool Whether they are kept.
	 */
	private function change( array $values ): bool {
		$this->values = array_merge( $this->values, $values );
		return PrivateFile::write( $this->path, (string) json_encode( $this->values, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions
	}
}

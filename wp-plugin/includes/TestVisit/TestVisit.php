<?php
/**
 * A visit that the owner makes to see whether everything works.
 *
 * @package Warp
 */

namespace Warp\TestVisit;

defined( 'ABSPATH' ) || exit;

/**
 * What is known of it so far. Immutable; times are Unix seconds, 0: not yet.
 */
final class TestVisit {

	/**
	 * Fields by name, with what they are before they are known.
	 */
	private const NOTHING = array(
		'token'          => '',
		'user_id'        => 0,
		'event_id'       => '',
		'begun_at'       => 0,
		// Events that the core had refused before.
		'refused_before' => 0,
		// When WordPress made the page.
		'page_at'        => 0,
		// What the page said of the script: is_there, status, type, runs.
		'script'         => null,
		// What the page said of its event: status, opts_out; and when.
		'event'          => null,
		'event_at'       => 0,
	);

	/**
	 * Values by name.
	 *
	 * @var array<string, mixed>
	 */
	private $fields;

	/**
	 * Takes the fields.
	 *
	 * @param array<string, mixed> $fields As in NOTHING.
	 */
	private function __construct( array $fields ) {
		$this->fields = $fields;
	}

	/**
	 * A new one.
	 *
	 * @param int $user_id        Who makes it.
	 * @param int $refused_before Events of this site that the core has refused so far.
	 * @param int $now            Unix seconds.
	 */
	public static function begin( int $user_id, int $refused_before, int $now ): self {
		return new self(
			array(
				'token'          => bin2hex( random_bytes( 16 ) ),
				'user_id'        => $user_id,
				'event_id'       => 'test:' . bin2hex( random_bytes( 16 ) ),
				'begun_at'       => $now,
				'refused_before' => $refused_before,
			) + self::NOTHING
		);
	}

	/**
	 * From kept fields.
	 *
	 * @param mixed $fields As to_array() gives them.
	 */
	public static function from_array( $fields ): ?self {
		return is_array( $fields ) && isset( $fields['token'] ) ? new self( array_merge( self::NOTHING, $fields ) ) : null;
	}

	/**
	 * For keeping.
	 *
	 * @return array<string, mixed>
	 */
	public function to_array(): array {
		return $this->fields;
	}

	/**
	 * The same with the page made.
	 *
	 * @param int $now Unix seconds.
	 */
	public function with_page( int $now ): self {
		return new self( array( 'page_at' => $now ) + $this->fields );
	}

	/**
	 * The same with what the page reports. Anybody who has the page's address can send this, so only what is expected is taken.
	 *
	 * @param array<mixed> $report With script or event.
	 * @param int          $now    Unix seconds.
	 */
	public function with_report( array $report, int $now ): self {
		$news = array();
		if ( is_array( $report['script'] ?? null ) ) {
			$news['script'] = array(
				'is_there' => true === ( $report['script']['is_there'] ?? null ),
				'status'   => self::status( $report['script'] ),
				'type'     => is_string( $report['script']['type'] ?? null ) ? substr( $report['script']['type'], 0, 100 ) : '',
				'runs'     => true === ( $report['script']['runs'] ?? null ),
			);
		}
		if ( is_array( $report['event'] ?? null ) ) {
			$news['event_at'] = $now;
			$news['event']    = array(
				'status'   => self::status( $report['event'] ),
				'opts_out' => true === ( $report['event']['opts_out'] ?? null ),
			);
		}
		return new self( $news + $this->fields );
	}

	/**
	 * In the page's address; nobody can guess it.
	 */
	public function token(): string {
		return $this->fields['token'];
	}

	public function user_id(): int {
		return $this->fields['user_id'];
	}

	/**
	 * Made here, so that the core can be asked for the event.
	 */
	public function event_id(): string {
		return $this->fields['event_id'];
	}

	public function begun_at(): int {
		return $this->fields['begun_at'];
	}

	public function refused_before(): int {
		return $this->fields['refused_before'];
	}

	public function page_at(): int {
		return $this->fields['page_at'];
	}

	/**
	 * What the page said of the script.
	 *
	 * @return array{is_there: bool, status: int, type: string, runs: bool}|null Status 0: the browser did not get it.
	 */
	public function script(): ?array {
		return $this->fields['script'];
	}

	/**
	 * What the page said of its event.
	 *
	 * @return array{status: int, opts_out: bool}|null Status 0: nothing answered. Opts out: the browser asks not to be tracked.
	 */
	public function event(): ?array {
		return $this->fields['event'];
	}

	public function event_at(): int {
		return $this->fields['event_at'];
	}

	/**
	 * An HTTP status in a report; 0: none.
	 *
	 * @param array<mixed> $report Part of the report.
	 */
	private static function status( array $report ): int {
		$status = $report['status'] ?? 0;
		return is_int( $status ) && 100 <= $status && $status <= 599 ? $status : 0;
	}
}

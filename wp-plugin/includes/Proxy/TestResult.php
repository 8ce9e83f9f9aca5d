<?php
/**
 * How a rung did in the self-test.
 *
 * @package Warp
 */

namespace Warp\Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * A word for a program; Admin\TestResultSentence says it to a person.
 */
final class TestResult {

	public const WORKS = 'works';

	/**
	 * WORKS, or: forbidden (files may not be changed here), unwritable_place (the rung's file could not be written),
	 * no_folder (the spool's folder could not be made), unwritable_spool, readable_spool (over the web), unreachable (this
	 * server could not ask itself), status (an answer of somebody else, see detail), foreign (an answer without proof).
	 *
	 * @var string
	 */
	private $word;

	/**
	 * HTTP status, or the network's own words.
	 *
	 * @var string
	 */
	private $detail;

	/**
	 * Whether the endpoint can let a visitor go before it sends.
	 *
	 * @var bool
	 */
	private $can_finish;

	public function __construct( string $word, string $detail = '', bool $can_finish = false ) {
		$this->word       = $word;
		$this->detail     = $detail;
		$this->can_finish = $can_finish;
	}

	/**
	 * From kept fields.
	 *
	 * @param mixed $fields As to_array() gives them.
	 */
	public static function from_array( $fields ): ?self {
		return is_array( $fields ) && isset( $fields['word'] )
			? new self( (string) $fields['word'], (string) ( $fields['detail'] ?? '' ), (bool) ( $fields['can_finish'] ?? false ) )
			: null;
	}

	/**
	 * For keeping.
	 *
	 * @return array{word: string, detail: string, can_finish: bool}
	 */
	public function to_array(): array {
		return array(
			'word'       => $this->word,
			'detail'     => $this->detail,
			'can_finish' => $this->can_finish,
		);
	}

	public function works(): bool {
		return self::WORKS === $this->word;
	}

	/**
	 * Whether the rung may work for visitors all the same: some hosts cannot reach themselves, and some firewalls refuse them.
	 */
	public function is_unproven(): bool {
		return in_array( $this->word, array( 'unreachable', 'status', 'foreign' ), true );
	}

	public function word(): string {
		return $this->word;
	}

	public function detail(): string {
		return $this->detail;
	}

	public function can_finish(): bool {
		return $this->can_finish;
	}
}

<?php
/**
 * Something that the site's owner should know.
 *
 * @package Warp
 */

namespace Warp\Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * Words for a program; Admin\FindingSentence says it to a person.
 */
final class Finding {

	/**
	 * Events are lost, or will be.
	 */
	public const CRITICAL = 'critical';

	/**
	 * Events arrive, but less well than they could.
	 */
	public const RECOMMENDED = 'recommended';

	/**
	 * CRITICAL or RECOMMENDED, as Site Health has them.
	 *
	 * @var string
	 */
	private $severity;

	/**
	 * What it is; Findings lists them.
	 *
	 * @var string
	 */
	private $word;

	/**
	 * What the sentence tells more: a folder, a number, a word of TestResult's.
	 *
	 * @var array<string, string|int>
	 */
	private $details;

	/**
	 * Takes its parts.
	 *
	 * @param string                    $severity CRITICAL or RECOMMENDED.
	 * @param string                    $word     What it is.
	 * @param array<string, string|int> $details  By name.
	 */
	public function __construct( string $severity, string $word, array $details = array() ) {
		$this->severity = $severity;
		$this->word     = $word;
		$this->details  = $details;
	}

	public function severity(): string {
		return $this->severity;
	}

	public function word(): string {
		return $this->word;
	}

	/**
	 * What the sentence tells more.
	 *
	 * @return array<string, string|int> By name.
	 */
	public function details(): array {
		return $this->details;
	}
}

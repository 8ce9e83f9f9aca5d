<?php
/**
 * One step of a test visit.
 *
 * @package Warp
 */

namespace Warp\TestVisit;

defined( 'ABSPATH' ) || exit;

/**
 * What it is, how it did, and why. Words for a program; Admin\TestVisitSentence says them to a person. Immutable.
 */
final class Step {

	public const DONE    = 'done';
	public const WAITING = 'waiting';
	public const FAILED  = 'failed';

	/**
	 * Not tried, or left out on purpose.
	 */
	public const NONE = 'none';

	/**
	 * The name: page, script, endpoint, core, or destination.
	 *
	 * @var string
	 */
	private $name;

	/**
	 * DONE, WAITING, FAILED or NONE.
	 *
	 * @var string
	 */
	private $mark;

	/**
	 * Why, as Diagnosis says it.
	 *
	 * @var string
	 */
	private $word;

	/**
	 * A status, a media type, or a sentence of the core's.
	 *
	 * @var string
	 */
	private $detail;

	/**
	 * Name of the destination; empty for other steps.
	 *
	 * @var string
	 */
	private $subject;

	public function __construct( string $name, string $mark, string $word, string $detail = '', string $subject = '' ) {
		$this->name    = $name;
		$this->mark    = $mark;
		$this->word    = $word;
		$this->detail  = $detail;
		$this->subject = $subject;
	}

	public function name(): string {
		return $this->name;
	}

	public function mark(): string {
		return $this->mark;
	}

	public function word(): string {
		return $this->word;
	}

	public function detail(): string {
		return $this->detail;
	}

	public function subject(): string {
		return $this->subject;
	}
}

<?php
/**
 * What this WordPress knows beside what the page of a test visit said.
 *
 * @package Warp
 */

namespace Warp\TestVisit;

use Warp\Connection\Receipt;

defined( 'ABSPATH' ) || exit;

/**
 * Immutable.
 */
final class Findings {

	/**
	 * Whether there is a script to serve.
	 *
	 * @var bool
	 */
	private $has_script;

	/**
	 * Whether the script sends to the core itself.
	 *
	 * @var bool
	 */
	private $is_direct;

	/**
	 * What the core has of the event; null: nothing.
	 *
	 * @var Receipt|null
	 */
	private $receipt;

	/**
	 * Why the core could not be asked: a sentence; empty: it was, or it was not time yet.
	 *
	 * @var string
	 */
	private $core_problem;

	/**
	 * Word for why what waits here is not taken by the core; empty: nothing waits.
	 *
	 * @var string
	 */
	private $sending_problem;

	/**
	 * The core's sentence, when it refused an event since the visit began.
	 *
	 * @var string
	 */
	private $refusal;

	/**
	 * Whether the site is paused in the core.
	 *
	 * @var bool
	 */
	private $is_paused;

	/**
	 * Whether the site honours Do Not Track.
	 *
	 * @var bool
	 */
	private $respects_dnt;

	/**
	 * Takes them by name; what is left out is nothing.
	 *
	 * @param array<string, mixed> $found As the properties above.
	 */
	public function __construct( array $found ) {
		$this->has_script      = $found['has_script'] ?? true;
		$this->is_direct       = $found['is_direct'] ?? false;
		$this->receipt         = $found['receipt'] ?? null;
		$this->core_problem    = $found['core_problem'] ?? '';
		$this->sending_problem = $found['sending_problem'] ?? '';
		$this->refusal         = $found['refusal'] ?? '';
		$this->is_paused       = $found['is_paused'] ?? false;
		$this->respects_dnt    = $found['respects_dnt'] ?? false;
	}

	public function has_script(): bool {
		return $this->has_script;
	}

	public function is_direct(): bool {
		return $this->is_direct;
	}

	public function receipt(): ?Receipt {
		return $this->receipt;
	}

	public function core_problem(): string {
		return $this->core_problem;
	}

	public function sending_problem(): string {
		return $this->sending_problem;
	}

	public function refusal(): string {
		return $this->refusal;
	}

	public function is_paused(): bool {
		return $this->is_paused;
	}

	public function respects_dnt(): bool {
		return $this->respects_dnt;
	}
}

<?php
/**
 * Why the answer of a core's connect page is not followed.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * A word for a program; Admin\ConnectSentence says it to a person.
 */
final class ConnectRefused extends \RuntimeException {

	/**
	 * Begun too long ago, answered before, or never begun.
	 */
	public const OVER = 'over';

	/**
	 * An answer to something that this person did not begin.
	 */
	public const FOREIGN = 'foreign';

	/**
	 * The answer names another server than the one that was asked.
	 */
	public const OTHER_CORE = 'other_core';

	/**
	 * The person said no.
	 */
	public const DENIED = 'denied';

	/**
	 * The core reports another error, named in detail(), or gives no code.
	 */
	public const ERROR = 'error';

	/**
	 * The core's own word (RFC 6749, section 4.1.2.1), or empty.
	 *
	 * @var string
	 */
	private $detail;

	public function __construct( string $word, string $detail = '' ) {
		parent::__construct( $word );
		$this->detail = $detail;
	}

	public function word(): string {
		return $this->getMessage();
	}

	public function detail(): string {
		return $this->detail;
	}
}

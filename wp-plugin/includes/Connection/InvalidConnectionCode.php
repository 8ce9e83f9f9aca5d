<?php
/**
 * Why a connection code was refused.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * Names the field and the rule it breaks, as words for a program; Admin\ConnectionCodeSentence says them to a person.
 */
final class InvalidConnectionCode extends \InvalidArgumentException {

	/**
	 * The field: connection_code (the code as a whole), core, script_id, secret or token.
	 *
	 * @var string
	 */
	private $field;

	/**
	 * The rule it breaks.
	 *
	 * @var string
	 */
	private $rule;

	public function __construct( string $field, string $rule ) {
		parent::__construct( $field . ': ' . $rule );
		$this->field = $field;
		$this->rule  = $rule;
	}

	public function field(): string {
		return $this->field;
	}

	public function rule(): string {
		return $this->rule;
	}
}

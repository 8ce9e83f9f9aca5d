<?php
/**
 * Who is no person.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * Robots, libraries and headless browsers by the name that they give, as the core has them: scripts/robots.js writes
 * robot_names.php from the core's list.
 */
final class Robots {

	/**
	 * Regular expression.
	 *
	 * @var string
	 */
	private $names;

	/**
	 * Takes the list.
	 *
	 * @param string $names Regular expression over a user agent.
	 */
	public function __construct( string $names ) {
		$this->names = $names;
	}

	/**
	 * Those of the list.
	 */
	public static function known(): self {
		return new self( (string) require __DIR__ . '/robot_names.php' );
	}

	/**
	 * Whether a user agent is one of them; who gives none is.
	 *
	 * @param string $user_agent As it came.
	 */
	public function have( string $user_agent ): bool {
		return '' === $user_agent || 1 === preg_match( $this->names, $user_agent );
	}
}

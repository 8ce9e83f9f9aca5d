<?php
/**
 * The core and the site in it that this WordPress belongs to.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * Immutable; only ConnectionCode makes one, so its parts are always valid.
 */
final class Connection {

	/**
	 * Base address of the core, without a slash at its end.
	 *
	 * @var string
	 */
	private $core;

	/**
	 * Names the site in its pages; not a secret.
	 *
	 * @var string
	 */
	private $script_id;

	/**
	 * The site's signing secret: 32 bytes in base64url.
	 *
	 * @var string
	 */
	private $secret;

	/**
	 * Takes parts that were checked.
	 *
	 * @param string $core      Base address of the core.
	 * @param string $script_id The site's script id.
	 * @param string $secret    The site's signing secret, base64url.
	 */
	public function __construct( string $core, string $script_id, string $secret ) {
		$this->core      = $core;
		$this->script_id = $script_id;
		$this->secret    = $secret;
	}

	public function core(): string {
		return $this->core;
	}

	public function script_id(): string {
		return $this->script_id;
	}

	/**
	 * Where the core hands out this site's script, with its configuration inside.
	 */
	public function script_url(): string {
		return $this->core . '/w/' . $this->script_id . '.js';
	}

	/**
	 * Where the core says whether it can take events.
	 */
	public function readiness_url(): string {
		return $this->core . '/health/ready';
	}

	/**
	 * The fields of a connection code, for keeping.
	 *
	 * @return array{core: string, script_id: string, secret: string}
	 */
	public function to_array(): array {
		return array(
			'core'      => $this->core,
			'script_id' => $this->script_id,
			'secret'    => $this->secret,
		);
	}
}

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
	 * Opens the core's API to this site; null when the code came from a core that gives none.
	 *
	 * @var string|null
	 */
	private $token;

	/**
	 * Takes parts that were checked.
	 *
	 * @param string      $core      Base address of the core.
	 * @param string      $script_id The site's script id.
	 * @param string      $secret    The site's signing secret, base64url.
	 * @param string|null $token     The site's token for the core's API.
	 */
	public function __construct( string $core, string $script_id, string $secret, ?string $token = null ) {
		$this->core      = $core;
		$this->script_id = $script_id;
		$this->secret    = $secret;
		$this->token     = $token;
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
	 * The key that signs what this WordPress sends: 32 bytes.
	 */
	public function signing_key(): string {
		return (string) base64_decode( strtr( $this->secret, '-_', '+/' ), true );
	}

	public function token(): ?string {
		return $this->token;
	}

	/**
	 * Where events go.
	 */
	public function track_url(): string {
		return $this->core . '/api/track';
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
	 * @return array{core: string, script_id: string, secret: string, token?: string}
	 */
	public function to_array(): array {
		$fields = array(
			'core'      => $this->core,
			'script_id' => $this->script_id,
			'secret'    => $this->secret,
		);
		return null === $this->token ? $fields : $fields + array( 'token' => $this->token );
	}
}

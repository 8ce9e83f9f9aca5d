<?php
/**
 * Settings that come from constants, for deployments without a person at the screen.
 *
 * @package Warp
 */

namespace Warp\Settings;

use Warp\Connection\Connection;
use Warp\Connection\ConnectionCode;
use Warp\Connection\InvalidConnectionCode;

defined( 'ABSPATH' ) || exit;

/**
 * Reads WARP_CONNECTION_CODE, WARP_CORE_URL, WARP_EXCLUDED_ROLES and WARP_VIEWER_ROLES (comma-separated), and WARP_SPOOL_FOLDER.
 * What is defined wins over the settings screen.
 */
final class Deployment {

	/**
	 * Values by constant name.
	 *
	 * @var array<string, string>
	 */
	private $constants;

	/**
	 * Takes what is defined.
	 *
	 * @param array<string, string> $constants Values by constant name.
	 */
	public function __construct( array $constants ) {
		$this->constants = $constants;
	}

	/**
	 * From the constants of this request.
	 */
	public static function of_this_site(): self {
		$constants = array();
		foreach ( array( 'WARP_CONNECTION_CODE', 'WARP_CORE_URL', 'WARP_EXCLUDED_ROLES', 'WARP_VIEWER_ROLES', 'WARP_SPOOL_FOLDER' ) as $name ) {
			if ( defined( $name ) ) {
				$constants[ $name ] = (string) constant( $name );
			}
		}
		return new self( $constants );
	}

	public function sets_connection(): bool {
		return isset( $this->constants['WARP_CONNECTION_CODE'] );
	}

	/**
	 * The connection that the constant gives.
	 *
	 * @throws InvalidConnectionCode When the constant holds no valid code.
	 */
	public function connection(): Connection {
		return ConnectionCode::parse( $this->constants['WARP_CONNECTION_CODE'] ?? '' );
	}

	/**
	 * Address of the server that the Connect button asks.
	 *
	 * @return string|null Null: the settings screen asks for it.
	 */
	public function core_url(): ?string {
		return $this->constants['WARP_CORE_URL'] ?? null;
	}

	/**
	 * Folder that the proxy's private folder is made in, so that it can lie outside what the web server shows.
	 *
	 * @return string|null Null: uploads.
	 */
	public function spool_folder(): ?string {
		return $this->constants['WARP_SPOOL_FOLDER'] ?? null;
	}

	/**
	 * Roles that get no script.
	 *
	 * @return string[]|null Null: the settings screen decides.
	 */
	public function excluded_roles(): ?array {
		return $this->roles( 'WARP_EXCLUDED_ROLES' );
	}

	/**
	 * Roles that may see the figures.
	 *
	 * @return string[]|null Null: the settings screen decides.
	 */
	public function viewer_roles(): ?array {
		return $this->roles( 'WARP_VIEWER_ROLES' );
	}

	/**
	 * Roles that a constant names, separated by commas.
	 *
	 * @param string $constant Its name.
	 * @return string[]|null Null: it is not defined.
	 */
	private function roles( string $constant ): ?array {
		if ( ! isset( $this->constants[ $constant ] ) ) {
			return null;
		}
		$roles = array_map( 'trim', explode( ',', $this->constants[ $constant ] ) );
		return array_values( array_filter( $roles, 'strlen' ) );
	}
}

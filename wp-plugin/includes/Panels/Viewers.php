<?php
/**
 * Who may see the figures.
 *
 * @package Warp
 */

namespace Warp\Panels;

use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * A capability that the owner gives to roles in the settings. It is worked out, not stored with the roles, so nothing of it
 * stays when the plugin goes.
 */
final class Viewers {

	public const CAPABILITY = 'warp_view_figures';

	/**
	 * Holds the roles.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Answers WordPress' question what somebody may do.
	 *
	 * @param array<string, bool> $capabilities What they may do.
	 * @param string[]            $wanted       What is asked for.
	 * @param array<mixed>        $request      Capability, user id, object.
	 * @param \WP_User            $user         Who.
	 * @return array<string, bool>
	 */
	public function grant( array $capabilities, array $wanted, array $request, \WP_User $user ): array {
		if ( in_array( self::CAPABILITY, $wanted, true ) && array_intersect( $user->roles, $this->settings->viewer_roles() ) ) {
			$capabilities[ self::CAPABILITY ] = true;
		}
		return $capabilities;
	}
}

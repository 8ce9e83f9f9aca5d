<?php
/**
 * Whose page views count.
 *
 * @package Warp
 */

namespace Warp\Script;

use Warp\Settings\Settings;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Decides whether the page being made gets the script.
 */
final class Audience {

	/**
	 * Holds the excluded roles.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Whether this request shows a public page to somebody whose visit counts.
	 */
	public function includes_this_request(): bool {
		return ! is_admin() && ! is_feed() && ! is_preview() && ! is_customize_preview() && ! $this->excludes( wp_get_current_user() );
	}

	/**
	 * Whether the owner wants nothing measured of somebody.
	 *
	 * @param WP_User $user Who; a visitor without an account too.
	 */
	public function excludes( WP_User $user ): bool {
		$roles = $user->roles;
		// A network's super admin has no role on sites that they are no member of.
		if ( is_multisite() && $user->exists() && is_super_admin( $user->ID ) ) {
			$roles[] = 'administrator';
		}
		return array() !== array_intersect( $roles, $this->settings->excluded_roles() );
	}
}

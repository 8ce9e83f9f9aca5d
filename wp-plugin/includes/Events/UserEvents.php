<?php
/**
 * Registrations and logins.
 *
 * @package Warp
 */

namespace Warp\Events;

use Warp\Script\Audience;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Recorded on the server, because the page that follows may be wp-admin's, or one out of a cache.
 */
final class UserEvents {

	/**
	 * Records them.
	 *
	 * @var ServerEvents
	 */
	private $events;

	/**
	 * Knows whose events count.
	 *
	 * @var Audience
	 */
	private $audience;

	public function __construct( ServerEvents $events, Audience $audience ) {
		$this->events   = $events;
		$this->audience = $audience;
	}

	/**
	 * Somebody registered. An account that an administrator makes is no visitor's.
	 *
	 * @param int $user_id The new user.
	 */
	public function registered( int $user_id ): void {
		$user = get_userdata( $user_id );
		if ( false !== $user && VisitReader::is_by_visitor() && ! current_user_can( 'create_users' ) && ! $this->audience->excludes( $user ) ) {
			$this->events->record( 'sign_up', array( 'method' => self::method() ) );
		}
	}

	/**
	 * Somebody logged in.
	 *
	 * @param string  $login Not looked at.
	 * @param WP_User $user  Who.
	 */
	public function logged_in( string $login, WP_User $user ): void {
		if ( VisitReader::is_by_visitor() && ! $this->audience->excludes( $user ) ) {
			$this->events->record( 'login', array( 'method' => self::method() ) );
		}
	}

	/**
	 * By which form: WordPress' own, the shop's account page, or its checkout.
	 */
	private static function method(): string {
		if ( isset( $GLOBALS['pagenow'] ) && 'wp-login.php' === $GLOBALS['pagenow'] ) {
			return 'wordpress';
		}
		return function_exists( 'is_checkout' ) && is_checkout() ? 'checkout' : 'site';
	}
}

<?php
/**
 * Connects and disconnects at the settings screen.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Connection\ConnectAttempt;
use Warp\Connection\ConnectAttempts;
use Warp\Connection\Connection;
use Warp\Connection\ConnectionCode;
use Warp\Connection\Connector;
use Warp\Connection\ConnectRefused;
use Warp\Connection\CoreAddress;
use Warp\Connection\CoreClient;
use Warp\Connection\InvalidConnectionCode;
use Warp\Connection\TokenEndpoint;
use Warp\Settings\Deployment;

defined( 'ABSPATH' ) || exit;

/**
 * By the core's own page, where the owner logs in and chooses a site, or by a code that is pasted.
 */
final class ConnectForm {

	/**
	 * Action of the form -> method. The action is also its nonce's name.
	 */
	public const ACTIONS = array(
		'warp_connect'         => 'begin',
		self::CALLBACK         => 'complete',
		'warp_connect_by_code' => 'connect_by_code',
		'warp_disconnect'      => 'disconnect',
	);

	/**
	 * Where the core's page sends the browser back to. No form: what proves that it is wanted is its `state`.
	 */
	public const CALLBACK = 'warp_connected';

	/**
	 * May name the core.
	 *
	 * @var Deployment
	 */
	private $deployment;

	/**
	 * Does it.
	 *
	 * @var Connector
	 */
	private $connector;

	public function __construct( Deployment $deployment, Connector $connector ) {
		$this->deployment = $deployment;
		$this->connector  = $connector;
	}

	/**
	 * Sends the owner to the core's page.
	 */
	public function begin(): void {
		SettingsRequest::authorize( 'warp_connect' );
		$this->refuse_when_decided();
		$attempts = new ConnectAttempts( get_current_user_id() );
		$typed    = $this->deployment->core_url() ?? SettingsRequest::text( 'warp_core' );
		try {
			$core = CoreAddress::of_typed( $typed );
		} catch ( InvalidConnectionCode $invalid ) {
			// Such an address may hold a password.
			$attempts->keep_address( 'bare' === $invalid->rule() ? '' : $typed );
			SettingsRequest::finish( 'error', ConnectSentence::of_address( $invalid ) );
		}
		// What only the browser reached would fail half-way.
		$answered = ( new CoreClient() )->recognise( $core );
		$attempts->keep_address( $core );
		if ( is_wp_error( $answered ) ) {
			SettingsRequest::finish( 'error', $answered->get_error_message() );
		}
		$attempt = ConnectAttempt::begin( $core, time() );
		$attempts->keep( $attempt );
		nocache_headers();
		// To another host, on purpose. phpcs:ignore WordPress.Security.SafeRedirect
		wp_redirect( $attempt->page_url( self::callback_url(), home_url(), wp_specialchars_decode( get_bloginfo( 'name', 'raw' ), ENT_QUOTES ) ) );
		exit;
	}

	/**
	 * Takes what the core's page sent back.
	 */
	public function complete(): void {
		SettingsRequest::require_capability();
		$this->refuse_when_decided();
		$attempts = new ConnectAttempts( get_current_user_id() );
		$attempt  = $attempts->last();
		try {
			if ( null === $attempt ) {
				throw new ConnectRefused( ConnectRefused::OVER );
			}
			$code = $this->code_for( $attempt, $attempts );
		} catch ( ConnectRefused $refused ) {
			SettingsRequest::finish( 'error', ConnectSentence::of_answer( $refused ) );
		}
		$connection = ( new TokenEndpoint() )->redeem( $attempt, $code, self::callback_url() );
		if ( is_wp_error( $connection ) ) {
			SettingsRequest::finish( 'error', $connection->get_error_message() );
		}
		$attempts->forget();
		$this->connect( $connection );
	}

	/**
	 * Connects with a pasted code.
	 */
	public function connect_by_code(): void {
		SettingsRequest::authorize( 'warp_connect_by_code' );
		$this->refuse_when_decided();
		try {
			$connection = ConnectionCode::parse( SettingsRequest::text( 'warp_connection_code' ) );
		} catch ( InvalidConnectionCode $invalid ) {
			SettingsRequest::finish( 'error', ConnectionCodeSentence::of( $invalid ) );
		}
		$this->connect( $connection );
	}

	/**
	 * Takes the script off the pages.
	 */
	public function disconnect(): void {
		SettingsRequest::authorize( 'warp_disconnect' );
		$this->refuse_when_decided();
		$this->connector->disconnect();
		SettingsRequest::finish( 'success', __( 'Disconnected. Your pages no longer load the script.', 'warp' ) );
	}

	/**
	 * Who was logged out while they were at the core logs in and comes back to the same address.
	 */
	public static function log_in_first(): void {
		auth_redirect();
	}

	private static function callback_url(): string {
		return admin_url( 'admin-post.php?action=' . self::CALLBACK );
	}

	/**
	 * The code in this request, with which the attempt is used up. A wrong state uses nothing up: anybody can send one.
	 *
	 * @param ConnectAttempt  $attempt  The person's last.
	 * @param ConnectAttempts $attempts Keeps it.
	 * @throws ConnectRefused When there is none to follow.
	 */
	private function code_for( ConnectAttempt $attempt, ConnectAttempts $attempts ): string {
		try {
			$code = $attempt->code_in( self::answer(), time() );
		} catch ( ConnectRefused $refused ) {
			if ( ConnectRefused::FOREIGN !== $refused->word() ) {
				$attempts->keep_address( $attempt->core() );
			}
			throw $refused;
		}
		if ( ! $attempts->spend( $attempt ) ) {
			throw new ConnectRefused( ConnectRefused::OVER );
		}
		$attempts->keep_address( $attempt->core() );
		return $code;
	}

	/**
	 * Parameters of the answer.
	 *
	 * @return array<string, string>
	 */
	private static function answer(): array {
		$answer = array();
		foreach ( array( 'code', 'state', 'iss', 'error' ) as $name ) {
			// Compared, or passed on to the core as they came; the state takes the place of a nonce. phpcs:ignore WordPress.Security
			$value           = wp_unslash( $_GET[ $name ] ?? '' );
			$answer[ $name ] = is_string( $value ) ? $value : '';
		}
		return $answer;
	}

	/**
	 * Ends the request when a constant decides.
	 */
	private function refuse_when_decided(): void {
		if ( $this->deployment->sets_connection() ) {
			SettingsRequest::finish( 'error', __( 'Set by the constant WARP_CONNECTION_CODE.', 'warp' ) );
		}
	}

	private function connect( Connection $connection ): void {
		$result = $this->connector->connect( $connection );
		if ( is_wp_error( $result ) ) {
			SettingsRequest::finish( 'error', $result->get_error_message() );
		}
		SettingsRequest::finish( 'success', __( 'Connected. The script is now part of your pages.', 'warp' ) );
	}
}

<?php
/**
 * The connection that each person has begun.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * Kept with the person, per site of a network: an answer that another person's browser brings finds nothing. The last one
 * begun counts.
 */
final class ConnectAttempts {

	private const KEY = 'warp_connect';

	/**
	 * Whose.
	 *
	 * @var int
	 */
	private $user_id;

	public function __construct( int $user_id ) {
		$this->user_id = $user_id;
	}

	public function keep( ConnectAttempt $attempt ): void {
		update_user_meta( $this->user_id, self::key(), $attempt->to_array() );
	}

	public function last(): ?ConnectAttempt {
		return ConnectAttempt::from_array( get_user_meta( $this->user_id, self::key(), true ) );
	}

	/**
	 * Keeps what somebody typed, so that after a mistake it need not be typed again.
	 *
	 * @param string $address Of a core, perhaps.
	 */
	public function keep_address( string $address ): void {
		update_user_meta( $this->user_id, self::key(), array( 'core' => $address ) );
	}

	/**
	 * What was typed last; empty: nothing, or it led to a connection.
	 */
	public function address(): string {
		$kept = get_user_meta( $this->user_id, self::key(), true );
		return is_array( $kept ) ? (string) ( $kept['core'] ?? '' ) : '';
	}

	public function forget(): void {
		delete_user_meta( $this->user_id, self::key() );
	}

	/**
	 * Uses an attempt up. Of two requests that bring the same answer at once, one gets true.
	 *
	 * @param ConnectAttempt $attempt As last() gave it.
	 */
	public function spend( ConnectAttempt $attempt ): bool {
		return delete_user_meta( $this->user_id, self::key(), $attempt->to_array() );
	}

	/**
	 * Forgets everybody's, on this site.
	 */
	public static function forget_all(): void {
		delete_metadata( 'user', 0, self::key(), '', true );
	}

	private static function key(): string {
		global $wpdb;
		return $wpdb->get_blog_prefix() . self::KEY;
	}
}

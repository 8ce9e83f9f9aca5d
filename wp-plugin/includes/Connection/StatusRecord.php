<?php
/**
 * How the last contact with the core went.
 *
 * @package Warp
 */

namespace Warp\Connection;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Kept in an option of its own that is not autoloaded: only the settings screen reads it.
 */
final class StatusRecord {

	public const OPTION = 'warp_status';

	/**
	 * Keeps the result of a contact that just ended.
	 *
	 * @param true|WP_Error $result How it went.
	 */
	public function keep( $result ): void {
		update_option(
			self::OPTION,
			array(
				'checked_at' => time(),
				'problem'    => is_wp_error( $result ) ? $result->get_error_message() : '',
			),
			false
		);
	}

	/**
	 * The last contact.
	 *
	 * @return array{checked_at: int, problem: string} Unix seconds, 0 when there was none; empty problem: it went well.
	 */
	public function last(): array {
		$kept = get_option( self::OPTION );
		return array(
			'checked_at' => is_array( $kept ) ? (int) ( $kept['checked_at'] ?? 0 ) : 0,
			'problem'    => is_array( $kept ) ? (string) ( $kept['problem'] ?? '' ) : '',
		);
	}

	public function forget(): void {
		delete_option( self::OPTION );
	}
}

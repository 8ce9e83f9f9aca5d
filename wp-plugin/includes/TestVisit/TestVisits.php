<?php
/**
 * The test visits under way.
 *
 * @package Warp
 */

namespace Warp\TestVisit;

defined( 'ABSPATH' ) || exit;

/**
 * Kept for ten minutes.
 */
final class TestVisits {

	private const LIFE_SECONDS = 600;
	private const PREFIX       = 'warp_test_visit_';

	public static function keep( TestVisit $visit ): void {
		set_transient( self::PREFIX . $visit->token(), $visit->to_array(), self::LIFE_SECONDS );
	}

	/**
	 * The visit of a token.
	 *
	 * @param string $token Out of an address.
	 */
	public static function find( string $token ): ?TestVisit {
		return 1 === preg_match( '/\A[0-9a-f]{32}\z/', $token ) ? TestVisit::from_array( get_transient( self::PREFIX . $token ) ) : null;
	}
}

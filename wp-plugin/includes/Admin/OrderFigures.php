<?php
/**
 * Says how many of the shop's orders arrive.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\WooCommerce\CaptureTally;

defined( 'ABSPATH' ) || exit;

/**
 * Rows for the settings screen's status, out of the last reconciliation.
 */
final class OrderFigures {

	/**
	 * The rows.
	 *
	 * @return array<string, string> Value by label.
	 */
	public static function rows(): array {
		$figures = CaptureTally::last();
		if ( null === $figures ) {
			return array( __( 'Orders', 'warp' ) => __( 'Compared with the Warp server every night; not yet.', 'warp' ) );
		}
		$rows = array( __( 'Orders', 'warp' ) => self::captured( $figures ) );
		foreach ( $figures['destinations'] as $destination ) {
			$rows[ '→ ' . $destination['name'] ] = self::share( $destination['delivered'], $destination['orders'] );
		}
		return $rows;
	}

	/**
	 * What the core has.
	 *
	 * @param array<string, mixed> $figures Of CaptureTally.
	 */
	private static function captured( array $figures ): string {
		/* translators: %s: duration, such as "5 minutes". */
		$sentences = array( sprintf( __( 'Compared %s ago.', 'warp' ), human_time_diff( $figures['at'] ) ) );
		if ( '' !== $figures['problem'] ) {
			$sentences[] = $figures['problem'];
		}
		if ( 0 === $figures['orders'] && '' === $figures['problem'] ) {
			$sentences[] = __( 'No order was paid in the seven days before.', 'warp' );
		} elseif ( 0 < $figures['orders'] ) {
			/* translators: %s: such as "41 of 42 (97.6 %)". */
			$sentences[] = sprintf( __( 'The Warp server had %s of the orders paid in the seven days before.', 'warp' ), self::share( $figures['known'], $figures['orders'] ) );
			$missing     = $figures['orders'] - $figures['known'];
			if ( 0 < $missing ) {
				/* translators: %d: number of orders. */
				$sentences[] = sprintf( _n( '%d missing order was sent again.', '%d missing orders were sent again.', $missing, 'warp' ), $missing );
			}
		}
		if ( 0 < $figures['different'] ) {
			/* translators: %d: number of orders. */
			$sentences[] = sprintf( _n( '%d order had another value or other items there; a correction was sent.', '%d orders had another value or other items there; corrections were sent.', $figures['different'], 'warp' ), $figures['different'] );
		}
		if ( 0 < $figures['withheld'] ) {
			/* translators: %d: number of orders. */
			$sentences[] = sprintf( _n( '%d more was not sent, for lack of consent.', '%d more were not sent, for lack of consent.', $figures['withheld'], 'warp' ), $figures['withheld'] );
		}
		return implode( ' ', $sentences );
	}

	/**
	 * A part of a whole, with its rate.
	 *
	 * @param int $part  How many.
	 * @param int $whole Of how many; not 0.
	 */
	private static function share( int $part, int $whole ): string {
		/* translators: 1: number, 2: number, 3: percentage. */
		return sprintf( __( '%1$d of %2$d (%3$s %%)', 'warp' ), $part, $whole, number_format_i18n( floor( 1000 * $part / $whole ) / 10, 1 ) );
	}
}

<?php
/**
 * What WooCommerce Subscriptions copies.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

defined( 'ABSPATH' ) || exit;

/**
 * A subscription gets everything that is noted on the order it began with, and each renewal gets it from the subscription, for
 * years. Notes of this plugin are about one order.
 */
final class SubscriptionCopies {

	/**
	 * What is copied, without this plugin's notes.
	 *
	 * @param mixed $data Values by key, as WC_Subscriptions_Data_Copier has them.
	 * @return mixed
	 */
	public static function without_notes( $data ) {
		return is_array( $data ) ? array_diff_key( $data, array_flip( array_merge( OrderRecord::META_KEYS, array( FormerVisitNotes::KEY ) ) ) ) : $data;
	}
}

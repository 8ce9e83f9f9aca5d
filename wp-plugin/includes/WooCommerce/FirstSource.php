<?php
/**
 * Where an order came from that nobody visited the shop for.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use WC_Order;

defined( 'ABSPATH' ) || exit;

/**
 * By WooCommerce's own attribution (since 8.5): of the order, or for a renewal, of its subscription and of the order that began
 * that. Only the words of a campaign are read, no address and nothing about a person. The core counts such an order in the
 * channel of servers, and under this source.
 */
final class FirstSource {

	private const PREFIX = '_wc_order_attribution_';

	/**
	 * Kinds of sources that a visit had; others are the shop's people and tills.
	 */
	private const OF_VISITS = array( 'utm', 'organic', 'referral', 'typein' );

	/**
	 * Parameter of the event, in GA4's words -> WooCommerce's name.
	 */
	private const FIELDS = array(
		'source'   => 'utm_source',
		'medium'   => 'utm_medium',
		'campaign' => 'utm_campaign',
		'term'     => 'utm_term',
		'content'  => 'utm_content',
	);

	private const LENGTH = 255;

	/**
	 * What its visit came from.
	 *
	 * @param WC_Order $order The order.
	 * @return array{source?: string, medium?: string, campaign?: string, term?: string, content?: string} Empty: nobody knows.
	 */
	public static function of( WC_Order $order ): array {
		foreach ( self::chain( $order ) as $one ) {
			if ( in_array( $one->get_meta( self::PREFIX . 'source_type' ), self::OF_VISITS, true ) ) {
				return self::read( $one );
			}
		}
		return array();
	}

	/**
	 * The order, and what it renews.
	 *
	 * @param WC_Order $order The order.
	 * @return \Generator<WC_Order>
	 */
	private static function chain( WC_Order $order ): \Generator {
		yield $order;
		if ( ! function_exists( 'wcs_get_subscriptions_for_renewal_order' ) ) {
			return;
		}
		foreach ( wcs_get_subscriptions_for_renewal_order( $order ) as $subscription ) {
			yield $subscription;
			$parent = $subscription->get_parent();
			if ( $parent instanceof WC_Order ) {
				yield $parent;
			}
		}
	}

	/**
	 * Reads it.
	 *
	 * @param WC_Order $order With attribution.
	 * @return array<string, string>
	 */
	private static function read( WC_Order $order ): array {
		$source = array();
		foreach ( self::FIELDS as $field => $name ) {
			$text = $order->get_meta( self::PREFIX . $name );
			// A campaign of "(none)" is WooCommerce's word for no campaign.
			if ( is_string( $text ) && '' !== $text && ( '(none)' !== $text || 'medium' === $field ) ) {
				$source[ $field ] = mb_substr( $text, 0, self::LENGTH );
			}
		}
		return $source;
	}
}

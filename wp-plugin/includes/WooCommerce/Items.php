<?php
/**
 * Products as GA4's items.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use WC_Order;
use WC_Order_Item_Product;
use WC_Product;

defined( 'ABSPATH' ) || exit;

/**
 * An item's id is the product's number, for all variations the same, so that a product is one product from the first look
 * to the refund; what was chosen is in item_variant. Prices are those that the shop shows and takes: with tax where the
 * shop's prices are with tax.
 */
final class Items {

	/**
	 * Longest texts that the core takes.
	 */
	private const NAME_LENGTH = 500;
	private const TEXT_LENGTH = 255;

	/**
	 * The core takes as many items, and as many bytes of all parameters with some left for the others.
	 */
	private const MAX_ITEMS = 200;
	private const MAX_BYTES = 28000;

	/**
	 * What of an item is enough where room is short.
	 */
	private const SHORT_ITEM = array(
		'item_id'  => 1,
		'price'    => 1,
		'quantity' => 1,
	);

	/**
	 * A product as it is offered.
	 *
	 * @param WC_Product $product  A product or a variation.
	 * @param int|float  $quantity How many.
	 * @return array<string, mixed>
	 */
	public static function of_product( WC_Product $product, $quantity = 1 ): array {
		return self::described(
			$product,
			array(
				'price'    => self::money( wc_get_price_to_display( $product ) ),
				'quantity' => $quantity,
			)
		);
	}

	/**
	 * What lies in the cart.
	 *
	 * @param array<string, array<string, mixed>> $lines As WC_Cart::get_cart() gives them.
	 * @return array<int, array<string, mixed>>
	 */
	public static function of_cart( array $lines ): array {
		$items = array();
		foreach ( $lines as $line ) {
			if ( ( $line['data'] ?? null ) instanceof WC_Product ) {
				$items[] = self::of_product( $line['data'], $line['quantity'] );
			}
		}
		return self::fitting( $items );
	}

	/**
	 * What an order or a refund is about. A refund's quantities and sums are negative; here they are what they undo.
	 *
	 * @param array<int, WC_Order_Item_Product> $lines Of the order or refund.
	 * @param WC_Order                          $order Whose prices are with or without tax.
	 * @return array<int, array<string, mixed>>
	 */
	public static function of_order_lines( array $lines, WC_Order $order ): array {
		$items = array();
		foreach ( $lines as $line ) {
			$quantity = abs( (float) $line->get_quantity() );
			$sum      = abs( (float) $line->get_total() + ( $order->get_prices_include_tax() ? (float) $line->get_total_tax() : 0 ) );
			$numbers  = array(
				'price'    => self::money( $sum / ( 0.0 === $quantity ? 1 : $quantity ) ),
				'quantity' => 0.0 === $quantity ? 1 : self::whole( $quantity ),
			);
			$product  = $line->get_product();
			// A product that was deleted meanwhile leaves its name on the order.
			$items[] = $product instanceof WC_Product ? self::described( $product, $numbers ) : array_merge(
				array(
					'item_id'   => (string) $line->get_product_id(),
					'item_name' => self::text( $line->get_name(), self::NAME_LENGTH ),
				),
				$numbers
			);
		}
		return self::fitting( $items );
	}

	/**
	 * Changes of an order's items, named as the items are.
	 *
	 * @param array<int, array{item_id: string, item_variant: string, quantity: float, price: float}> $changes Negative quantities were taken away.
	 * @return array<int, array<string, mixed>>
	 */
	public static function of_changes( array $changes ): array {
		$items = array();
		foreach ( $changes as $change ) {
			$numbers = array(
				'price'    => self::money( $change['price'] ),
				'quantity' => self::whole( $change['quantity'] ),
			);
			$product = wc_get_product( (int) $change['item_id'] );
			$named   = array_filter( array_intersect_key( $change, array_flip( array( 'item_id', 'item_variant' ) ) ), 'strlen' );
			$items[] = array_merge( $product instanceof WC_Product ? self::described( $product, $numbers ) : $numbers, $named );
		}
		return self::fitting( $items );
	}

	/**
	 * An item's id and numbers alone.
	 *
	 * @param array<string, mixed> $item As above.
	 * @return array<string, mixed>
	 */
	public static function shortened( array $item ): array {
		return array_intersect_key( $item, self::SHORT_ITEM );
	}

	/**
	 * What all of some items cost, and in which currency.
	 *
	 * @param array<int, array<string, mixed>> $items As above.
	 * @return array{currency: string, value: float, items: array<int, array<string, mixed>>}
	 */
	public static function in_cart_event( array $items ): array {
		$value = 0.0;
		foreach ( $items as $item ) {
			$value += $item['price'] * $item['quantity'];
		}
		return array(
			'currency' => get_woocommerce_currency(),
			'value'    => self::money( $value ),
			'items'    => $items,
		);
	}

	/**
	 * A sum in the shop's precision.
	 *
	 * @param mixed $sum Number, or text of one.
	 */
	public static function money( $sum ): float {
		return round( (float) $sum, wc_get_price_decimals() );
	}

	/**
	 * Items of one event: without names when they would be too much for it.
	 *
	 * @param array<int, array<string, mixed>> $items As above.
	 * @return array<int, array<string, mixed>>
	 */
	private static function fitting( array $items ): array {
		$items = array_slice( $items, 0, self::MAX_ITEMS );
		return strlen( (string) wp_json_encode( $items ) ) > self::MAX_BYTES ? array_map( array( self::class, 'shortened' ), $items ) : $items;
	}

	/**
	 * A product's names and its numbers.
	 *
	 * @param WC_Product           $product A product or a variation.
	 * @param array<string, mixed> $numbers Price and quantity.
	 * @return array<string, mixed>
	 */
	private static function described( WC_Product $product, array $numbers ): array {
		$is_variation = $product->is_type( 'variation' );
		$product_id   = $is_variation ? $product->get_parent_id() : $product->get_id();
		$item         = array(
			'item_id'      => (string) $product_id,
			'item_name'    => self::text( $product->get_title(), self::NAME_LENGTH ),
			'item_variant' => $is_variation ? self::text( wc_get_formatted_variation( $product, true, false ), self::TEXT_LENGTH ) : '',
			'item_brand'   => self::term_names( $product_id, 'product_brand' )[0] ?? '',
		);
		foreach ( array_slice( self::term_names( $product_id, 'product_cat' ), 0, 5 ) as $place => $name ) {
			$item[ 'item_category' . ( 0 === $place ? '' : $place + 1 ) ] = $name;
		}
		/**
		 * Filters an item of a shop's event, for instance to give it the id that a product feed has.
		 *
		 * @param array<string, mixed> $item    As GA4 names its fields.
		 * @param WC_Product           $product The product or variation.
		 */
		return (array) apply_filters( 'warp_item', array_merge( array_filter( $item, 'strlen' ), $numbers ), $product );
	}

	/**
	 * Names of a product's terms.
	 *
	 * @param int    $product_id The product.
	 * @param string $taxonomy   Which; brands came with WooCommerce 9.6.
	 * @return string[]
	 */
	private static function term_names( int $product_id, string $taxonomy ): array {
		$terms = taxonomy_exists( $taxonomy ) ? get_the_terms( $product_id, $taxonomy ) : false;
		$names = is_array( $terms ) ? wp_list_pluck( $terms, 'name' ) : array();
		return array_map(
			static function ( $name ): string {
				return self::text( $name, self::TEXT_LENGTH );
			},
			array_values( $names )
		);
	}

	/**
	 * A name as a person reads it.
	 *
	 * @param mixed $text   May hold HTML.
	 * @param int   $length Characters at most.
	 */
	private static function text( $text, int $length ): string {
		return mb_substr( html_entity_decode( wp_strip_all_tags( (string) $text ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ), 0, $length );
	}

	/**
	 * A whole number where it is one.
	 *
	 * @param float $number Quantity.
	 * @return int|float
	 */
	private static function whole( float $number ) {
		return floor( $number ) === $number ? (int) $number : $number;
	}
}

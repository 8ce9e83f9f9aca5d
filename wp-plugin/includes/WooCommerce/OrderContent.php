<?php
/**
 * What an order is about, in numbers.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use WC_Order;
use WC_Order_Item_Product;

defined( 'ABSPATH' ) || exit;

/**
 * Value and items, small enough to be noted on the order when they are told, so that a later change is seen. Immutable.
 */
final class OrderContent {

	/**
	 * Separates an item's id and variant.
	 */
	private const SEPARATOR = "\x1f";

	/**
	 * What the buyer pays.
	 *
	 * @var float
	 */
	private $value;

	/**
	 * ISO 4217.
	 *
	 * @var string
	 */
	private $currency;

	/**
	 * By item: quantity and price.
	 *
	 * @var array<string, array{float, float}>
	 */
	private $items;

	/**
	 * Takes what is known.
	 *
	 * @param float                              $value    What the buyer pays.
	 * @param string                             $currency ISO 4217.
	 * @param array<string, array{float, float}> $items    By item: quantity and price.
	 */
	private function __construct( float $value, string $currency, array $items ) {
		$this->value    = $value;
		$this->currency = $currency;
		$this->items    = $items;
	}

	/**
	 * Of the parameters of a purchase.
	 *
	 * @param array<string, mixed> $data Its event_data.
	 */
	public static function of_purchase( array $data ): self {
		$sums = array();
		foreach ( $data['items'] ?? array() as $item ) {
			$key          = ( $item['item_id'] ?? '' ) . self::SEPARATOR . ( $item['item_variant'] ?? '' );
			$known        = $sums[ $key ] ?? array( 0.0, 0.0 );
			$quantity     = (float) ( $item['quantity'] ?? 1 );
			$sums[ $key ] = array( $known[0] + $quantity, $known[1] + $quantity * (float) ( $item['price'] ?? 0 ) );
		}
		$items = array();
		foreach ( $sums as $key => list( $quantity, $sum ) ) {
			$items[ $key ] = array( $quantity, Items::money( 0.0 === $quantity ? 0 : $sum / $quantity ) );
		}
		return new self( (float) ( $data['value'] ?? 0 ), (string) ( $data['currency'] ?? '' ), $items );
	}

	/**
	 * From what to_array() gave.
	 *
	 * @param mixed $kept The array.
	 * @return self|null Null: it is none.
	 */
	public static function from_array( $kept ): ?self {
		return is_array( $kept ) && isset( $kept['value'], $kept['currency'], $kept['items'] ) && is_array( $kept['items'] )
			? new self( (float) $kept['value'], (string) $kept['currency'], $kept['items'] )
			: null;
	}

	/**
	 * For keeping.
	 *
	 * @return array{value: float, currency: string, items: array<string, array{float, float}>}
	 */
	public function to_array(): array {
		return array(
			'value'    => $this->value,
			'currency' => $this->currency,
			'items'    => $this->items,
		);
	}

	public function value(): float {
		return $this->value;
	}

	public function currency(): string {
		return $this->currency;
	}

	/**
	 * Whether there is nothing to tell: such an order is being made, step by step. A present has a value of 0, but items.
	 */
	public function is_empty(): bool {
		return 0.0 === $this->value && array() === $this->items;
	}

	/**
	 * The same sum, up to the smallest coin.
	 *
	 * @param float $one     A sum.
	 * @param float $another Another.
	 */
	public static function is_same_sum( float $one, float $another ): bool {
		return abs( $one - $another ) < 0.5 * 10 ** -wc_get_price_decimals();
	}

	public function equals( self $other ): bool {
		return self::is_same_sum( $this->value, $other->value ) && $this->currency === $other->currency && array() === $this->items_since( $other );
	}

	/**
	 * What was added to the items of an earlier content, and with negative quantities what was taken away.
	 *
	 * @param self|null $earlier Null: there was nothing.
	 * @return array<int, array{item_id: string, item_variant: string, quantity: float, price: float}>
	 */
	public function items_since( ?self $earlier ): array {
		$changes = array();
		$before  = null === $earlier ? array() : $earlier->items;
		foreach ( array_keys( $before + $this->items ) as $key ) {
			list( $had, $old_price ) = $before[ $key ] ?? array( 0.0, $this->items[ $key ][1] ?? 0.0 );
			list( $has, $price )     = $this->items[ $key ] ?? array( 0.0, $old_price );
			if ( self::is_same_sum( (float) $old_price, (float) $price ) ) {
				$changes[] = self::change( (string) $key, $has - $had, (float) $price );
			} else {
				$changes[] = self::change( (string) $key, -$had, (float) $old_price );
				$changes[] = self::change( (string) $key, $has, (float) $price );
			}
		}
		return array_values(
			array_filter(
				$changes,
				static function ( array $change ): bool {
					return 0.0 !== $change['quantity'];
				}
			)
		);
	}

	/**
	 * One change.
	 *
	 * @param string $key      Of the item.
	 * @param float  $quantity How many more.
	 * @param float  $price    Of one.
	 * @return array{item_id: string, item_variant: string, quantity: float, price: float}
	 */
	private static function change( string $key, float $quantity, float $price ): array {
		list( $id, $variant ) = explode( self::SEPARATOR, $key ) + array( 1 => '' );
		return array(
			'item_id'      => $id,
			'item_variant' => $variant,
			'quantity'     => $quantity + 0.0,
			'price'        => $price,
		);
	}

	/**
	 * Whether an order is only begun: it has lines and no total yet, or a total and no lines.
	 *
	 * @param WC_Order $order The order.
	 */
	public static function is_begun( WC_Order $order ): bool {
		$lines = $order->get_items();
		return array() === $lines || ( 0.0 === (float) $order->get_total() && 0.0 < self::sum_of( $lines ) );
	}

	/**
	 * Whether an order's total is the sum of its parts. While it is not, somebody may have changed its lines and will have it
	 * calculated, perhaps in another request.
	 *
	 * @param WC_Order $order The order.
	 */
	public static function is_calculated( WC_Order $order ): bool {
		$lines = $order->get_items();
		$sum   = self::sum_of( $lines ) + (float) $order->get_shipping_total() + (float) $order->get_total_tax() + (float) $order->get_total_fees();
		// Each line may be rounded by itself.
		return abs( $sum - (float) $order->get_total() ) <= ( count( $lines ) + 2 ) * 10 ** -wc_get_price_decimals();
	}

	/**
	 * What some lines cost, without tax.
	 *
	 * @param WC_Order_Item_Product[] $lines Of an order.
	 */
	private static function sum_of( array $lines ): float {
		$sum = 0.0;
		foreach ( $lines as $line ) {
			$sum += (float) $line->get_total();
		}
		return $sum;
	}
}

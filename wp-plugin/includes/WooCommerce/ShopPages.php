<?php
/**
 * What the shop knows of a page.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Events\EventGroups;
use Warp\Settings\Settings;
use WC_Order;
use WC_Product;

defined( 'ABSPATH' ) || exit;

/**
 * Products and lists are the same for everybody, so caches may keep their pages. What is of one visitor stands on the pages
 * of cart and checkout, which WooCommerce keeps out of caches, and on pages that are kept out because the cart was changed.
 */
final class ShopPages {

	/**
	 * Of a list; a page seldom shows more.
	 */
	private const MAX_LISTED = 24;

	/**
	 * As long as WooCommerce shows an order's address to whoever holds its key, without asking who they are.
	 */
	private const THANKS_SECONDS = 10 * MINUTE_IN_SECONDS;

	/**
	 * Knows which groups are on.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * What the script is to record on the page being made.
	 *
	 * @return array<int, array<int, mixed>> Type, parameters, and maybe options.
	 */
	public function events(): array {
		$events = $this->settings->records( EventGroups::SHOP ) ? array_merge( CartChanges::take_waiting(), $this->looks() ) : array();
		return is_order_received_page() ? array_merge( $events, $this->purchase() ) : $events;
	}

	/**
	 * The cart at the checkout, for the steps that follow.
	 *
	 * @return array{c?: array<string, mixed>, s?: int}
	 */
	public function checkout(): array {
		if ( ! self::is_first_step() || ! $this->settings->records( EventGroups::SHOP ) ) {
			return array();
		}
		$cart = self::cart();
		return null === $cart ? array() : array(
			'c' => $cart,
			's' => WC()->cart->needs_shipping() ? 1 : 0,
		);
	}

	/**
	 * Keeps a page out of caches that will tell of a changed cart.
	 */
	public static function keep_changes_out_of_caches(): void {
		if ( array() !== CartChanges::waiting() ) {
			defined( 'DONOTCACHEPAGE' ) || define( 'DONOTCACHEPAGE', true ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals
			nocache_headers();
		}
	}

	/**
	 * What is looked at.
	 *
	 * @return array<int, array{string, array<string, mixed>}>
	 */
	private function looks(): array {
		if ( is_product() ) {
			$product = wc_get_product( get_queried_object_id() );
			return $product instanceof WC_Product ? array( array( 'view_item', Items::in_cart_event( array( Items::of_product( $product ) ) ) ) ) : array();
		}
		if ( is_shop() || is_product_taxonomy() ) {
			return self::list_looked_at();
		}
		$cart = is_cart() || self::is_first_step() ? self::cart() : null;
		return null === $cart ? array() : array( array( is_cart() ? 'view_cart' : 'begin_checkout', $cart ) );
	}

	/**
	 * The shop, a category or another list, as far as the page shows it.
	 *
	 * @return array<int, array{string, array<string, mixed>}>
	 */
	private static function list_looked_at(): array {
		global $wp_query;
		$items = array();
		foreach ( array_slice( $wp_query->posts, 0, self::MAX_LISTED ) as $place => $post ) {
			$product = wc_get_product( $post );
			if ( $product instanceof WC_Product ) {
				$items[] = array_merge( Items::of_product( $product ), array( 'index' => $place ) );
			}
		}
		$list = get_queried_object();
		$name = $list instanceof \WP_Term ? $list->name : ( is_search() ? 'search' : 'shop' );
		return array() === $items ? array() : array(
			array(
				'view_item_list',
				array(
					'item_list_id'   => $list instanceof \WP_Term ? $list->taxonomy . ':' . $list->slug : $name,
					'item_list_name' => $name,
					'currency'       => get_woocommerce_currency(),
					'items'          => $items,
				),
			),
		);
	}

	/**
	 * The purchase, told by the browser too, on the first look at the page that thanks for an order just paid. It is the
	 * same event under the same id as the server's, so it counts once, whichever comes first.
	 *
	 * @return array<int, array<int, mixed>>
	 */
	private function purchase(): array {
		$connection = $this->settings->connection();
		$order      = wc_get_order( absint( get_query_var( 'order-received' ) ) );
		$key        = isset( $_GET['key'] ) ? sanitize_text_field( wp_unslash( $_GET['key'] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification.Recommended
		if ( ! $this->settings->records( EventGroups::ORDERS ) || null === $connection || ! $order instanceof WC_Order || ! hash_equals( $order->get_order_key(), $key ) ) {
			return array();
		}
		$record = new OrderRecord( $order );
		$made   = $order->get_date_created();
		if ( ! $order->is_paid() || null !== $record->shown_at() || null === $made || time() - $made->getTimestamp() > self::THANKS_SECONDS ) {
			return array();
		}
		$record->keep_shown();
		$event = ( new OrderEvents( $connection->script_id() ) )->purchase( $order );
		return array( array( 'purchase', $event['event_data'], array_intersect_key( $event, array_flip( array( 'event_id', 'user' ) ) ) ) );
	}

	/**
	 * The checkout before an order was made.
	 */
	private static function is_first_step(): bool {
		return is_checkout() && ! is_order_received_page() && ! is_checkout_pay_page();
	}

	/**
	 * What lies in the cart; null: nothing.
	 *
	 * @return array<string, mixed>|null
	 */
	private static function cart(): ?array {
		$items = WC()->cart ? Items::of_cart( WC()->cart->get_cart() ) : array();
		return array() === $items ? null : Items::in_cart_event( $items );
	}
}

<?php
/**
 * What was put into the cart and taken out of it.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use WC_Cart;
use WC_Product;

defined( 'ABSPATH' ) || exit;

/**
 * The shop itself says what it did, whichever button, block or link asked for it. A response to a script carries it to the
 * browser in its Server-Timing header (browser/shop.js reads it); for a page it waits in the shop's session until the next
 * page is made.
 */
final class CartChanges {

	private const SESSION_KEY = 'warp_cart_changes';

	/**
	 * In the session, for visitors whose pages carry no script.
	 */
	private const MAX_WAITING = 20;

	/**
	 * Web servers take a few kilobytes of headers, and the shop needs most of them for cookies.
	 */
	private const MAX_HEADER_BYTES = 1500;

	/**
	 * Name of the entry in the header.
	 *
	 * @var string
	 */
	private $mark;

	/**
	 * The line whose quantity was changed last.
	 *
	 * @var string
	 */
	private $changed_line = '';

	/**
	 * Bytes that this response's headers carry already.
	 *
	 * @var int
	 */
	private $header_bytes = 0;

	public function __construct( string $mark ) {
		$this->mark = $mark;
	}

	/**
	 * A product was put in. Where the cart had the line already, its changed quantity has told so just before.
	 *
	 * @param string    $line     Key of the line.
	 * @param int|float $quantity How many more.
	 * @param array     $data     The line as WC_Cart::get_cart_item() gives it.
	 */
	public function added( string $line, $quantity, array $data ): void {
		if ( $line !== $this->changed_line ) {
			$this->tell( 'add_to_cart', $data['data'] ?? null, $quantity );
		}
		$this->changed_line = '';
	}

	/**
	 * The quantity of a line was changed.
	 *
	 * @param string    $line Key of the line.
	 * @param int|float $now  How many.
	 * @param int|float $then How many before.
	 * @param array     $data The line as WC_Cart::get_cart_item() gives it.
	 */
	public function changed( string $line, $now, $then, array $data ): void {
		$this->changed_line = $line;
		if ( $now !== $then ) {
			$this->tell( $now > $then ? 'add_to_cart' : 'remove_from_cart', $data['data'] ?? null, abs( $now - $then ) );
		}
	}

	/**
	 * A line was taken out.
	 *
	 * @param string  $line Key of the line.
	 * @param WC_Cart $cart Remembers it.
	 */
	public function removed( string $line, WC_Cart $cart ): void {
		$data = $cart->get_removed_cart_contents()[ $line ] ?? array();
		$this->tell( 'remove_from_cart', self::product_of( $data ), $data['quantity'] ?? 0 );
	}

	/**
	 * A line was put back.
	 *
	 * @param string  $line Key of the line.
	 * @param WC_Cart $cart Has it.
	 */
	public function restored( string $line, WC_Cart $cart ): void {
		$data = $cart->get_cart_item( $line );
		$this->tell( 'add_to_cart', self::product_of( $data ), $data['quantity'] ?? 0 );
	}

	/**
	 * Takes what waits for a page.
	 *
	 * @return array<int, array{string, array<string, mixed>}> Type and parameters.
	 */
	public static function take_waiting(): array {
		$waiting = self::waiting();
		if ( array() !== $waiting ) {
			WC()->session->set( self::SESSION_KEY, array() );
		}
		return $waiting;
	}

	/**
	 * What waits for a page.
	 *
	 * @return array<int, array{string, array<string, mixed>}>
	 */
	public static function waiting(): array {
		return WC()->session ? (array) WC()->session->get( self::SESSION_KEY, array() ) : array();
	}

	/**
	 * The product of a line that may have lost its object.
	 *
	 * @param array<string, mixed> $data The line.
	 */
	private static function product_of( array $data ): ?WC_Product {
		$product = array() === $data ? null : wc_get_product( $data['variation_id'] ? $data['variation_id'] : $data['product_id'] );
		return $product instanceof WC_Product ? $product : null;
	}

	/**
	 * Hands a change to the browser.
	 *
	 * @param string    $type     add_to_cart or remove_from_cart.
	 * @param mixed     $product  The product; something else: nobody knows it any more.
	 * @param int|float $quantity How many.
	 */
	private function tell( string $type, $product, $quantity ): void {
		if ( ! $product instanceof WC_Product || $quantity <= 0 ) {
			return;
		}
		$item  = Items::of_product( $product, $quantity );
		$event = array( $type, Items::in_cart_event( array( $item ) ) );
		if ( wp_doing_ajax() || wp_is_serving_rest_request() ) {
			$short = array( $type, Items::in_cart_event( array( Items::shortened( $item ) ) ) );
			$this->put_on_response( $event ) || $this->put_on_response( $short );
		} elseif ( WC()->session ) {
			WC()->session->set( self::SESSION_KEY, array_slice( array_merge( self::waiting(), array( $event ) ), -self::MAX_WAITING ) );
		}
	}

	/**
	 * Adds a header to the response, when there is room.
	 *
	 * @param array{string, array<string, mixed>} $event Type and parameters.
	 */
	private function put_on_response( array $event ): bool {
		$text = rtrim( strtr( base64_encode( (string) wp_json_encode( $event ) ), '+/', '-_' ), '=' );
		if ( headers_sent() || $this->header_bytes + strlen( $text ) > self::MAX_HEADER_BYTES ) {
			return false;
		}
		$this->header_bytes += strlen( $text );
		header( 'Server-Timing: ' . $this->mark . ';desc="' . $text . '"', false );
		return true;
	}
}

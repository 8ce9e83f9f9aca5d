<?php
/**
 * The box on each order that says where its purchase arrived.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Admin\Mark;
use Warp\Connection\SiteApi;
use Warp\Settings\Settings;
use WC_Order;

defined( 'ABSPATH' ) || exit;

/**
 * On the order's screen of either kind of order tables. It is filled by a second request, so that the screen does not wait
 * for the core.
 */
final class ReceiptBox {

	public const ACTION = 'warp_order_receipt';

	private const CAPABILITY = 'edit_shop_orders';

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Asks the core.
	 *
	 * @var SiteApi
	 */
	private $core;

	/**
	 * Main file of the plugin.
	 *
	 * @var string
	 */
	private $plugin_file;

	public function __construct( Settings $settings, SiteApi $core, string $plugin_file ) {
		$this->settings    = $settings;
		$this->core        = $core;
		$this->plugin_file = $plugin_file;
	}

	public function register(): void {
		add_action( 'add_meta_boxes', array( $this, 'add' ) );
		add_action( 'wp_ajax_' . self::ACTION, array( $this, 'answer' ) );
	}

	/**
	 * Adds the box to the screen of an order.
	 *
	 * @param string $screen Post type, or id of the screen.
	 */
	public function add( $screen ): void {
		if ( ! Shop::is_open() || null === $this->settings->connection() || ! in_array( $screen, array( 'shop_order', wc_get_page_screen_id( 'shop-order' ) ), true ) ) {
			return;
		}
		add_meta_box( 'warp_order_receipt', __( 'Warp', 'warp' ), array( $this, 'render' ), $screen, 'side' );
		wp_enqueue_script( 'warp-order-receipt', plugins_url( 'browser/admin/order-receipt.js', $this->plugin_file ), array(), (string) filemtime( dirname( $this->plugin_file ) . '/browser/admin/order-receipt.js' ), array( 'strategy' => 'defer' ) );
	}

	/**
	 * The box before it is filled.
	 *
	 * @param \WP_Post|WC_Order $subject What the screen shows.
	 */
	public function render( $subject ): void {
		$order_id = $subject instanceof WC_Order ? $subject->get_id() : $subject->ID;
		printf(
			'<div data-warp-receipt="%s" aria-live="polite">%s</div>',
			esc_url( wp_nonce_url( admin_url( 'admin-ajax.php?action=' . self::ACTION . '&order=' . $order_id ), self::ACTION . $order_id ) ),
			esc_html__( 'Asking the Warp server …', 'warp' )
		);
	}

	/**
	 * What fills it.
	 */
	public function answer(): void {
		$order_id = isset( $_GET['order'] ) ? absint( $_GET['order'] ) : 0;
		if ( ! current_user_can( self::CAPABILITY ) || ! check_ajax_referer( self::ACTION . $order_id, false, false ) ) {
			wp_die( esc_html__( 'You are not allowed to see this.', 'warp' ), '', array( 'response' => 403 ) );
		}
		$order = wc_get_order( $order_id );
		if ( ! $order instanceof WC_Order ) {
			wp_die( esc_html__( 'There is no such order.', 'warp' ), '', array( 'response' => 404 ) );
		}
		foreach ( ( new OrderReceipt( $this->settings, $this->core ) )->of( $order ) as $part ) {
			printf( '<h4>%s</h4><ul>', esc_html( $part['title'] ) );
			foreach ( $part['steps'] as $step ) {
				printf(
					'<li>%s <strong>%s</strong><br>%s</li>',
					Mark::html( $step['mark'] ), // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
					esc_html( $step['name'] ),
					esc_html( $step['sentence'] )
				);
			}
			echo '</ul>';
		}
		wp_die();
	}
}

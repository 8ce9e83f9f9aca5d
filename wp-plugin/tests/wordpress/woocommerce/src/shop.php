<?php
/**
 * The shop itself: session, cart, post types, the compatibility that plugins declare, and the log.
 */

namespace Automattic\WooCommerce\Utilities {

	class FeaturesUtil {

		public static $declared = array();

		public static function declare_compatibility( string $feature_id, string $plugin_file, bool $positive_compatibility = true ): bool {
			if ( ! doing_action( 'before_woocommerce_init' ) ) {
				throw new \BadMethodCallException( 'declare_compatibility is to be called on before_woocommerce_init.' );
			}
			self::$declared[ $feature_id ] = array( plugin_basename( $plugin_file ), $positive_compatibility );
			return true;
		}
	}
}

namespace {

	final class WooCommerce extends Stand_In_Strict {

		private static $instance;

		public $session;
		public $cart;

		public static function instance() {
			return self::$instance ?? ( self::$instance = new self() );
		}

		public function init() {
			do_action( 'before_woocommerce_init' );
			register_post_type( 'product', array( 'public' => true, 'label' => 'Products', 'rewrite' => array( 'slug' => 'product' ), 'has_archive' => 'shop', 'supports' => array( 'title', 'editor' ) ) );
			register_post_type( 'product_variation', array( 'public' => false ) );
			register_taxonomy( 'product_cat', 'product', array( 'public' => true, 'rewrite' => array( 'slug' => 'product-category' ) ) );
			register_post_type( 'shop_order', array( 'public' => false, 'show_ui' => ! Stand_In_Order_Store::has_own_tables(), 'capability_type' => 'shop_order', 'map_meta_cap' => true, 'label' => 'Orders', 'supports' => array( 'title' ) ) );
			register_post_type( 'shop_order_refund', array( 'public' => false ) );
			register_post_type( 'shop_subscription', array( 'public' => false ) );
			register_post_type( 'shop_order_placehold', array( 'public' => false ) );
			add_rewrite_endpoint( 'order-received', EP_PAGES );
			add_rewrite_endpoint( 'order-pay', EP_PAGES );
			if ( ! is_admin() || wp_doing_ajax() ) {
				$this->session = new WC_Session_Handler();
				$this->cart    = new WC_Cart();
			}
			do_action( 'woocommerce_init' );
		}
	}

	/** What plugins write to it, a test must be able to read. */
	final class WC_Logger extends Stand_In_Strict {

		public function error( $message, $context = array() ) {
			update_option( 'stand_in_log', array_merge( get_option( 'stand_in_log', array() ), array( $message ) ) );
		}
	}

	function WC() {
		return WooCommerce::instance();
	}

	function wc_get_logger() {
		return new WC_Logger();
	}

	add_action( 'init', array( WC(), 'init' ), 0 );

	register_activation_hook(
		dirname( __DIR__ ) . '/woocommerce.php',
		static function () {
			Stand_In_Order_Store::make_tables();
			foreach ( array( 'cart' => 'Cart', 'checkout' => 'Checkout' ) as $slug => $title ) {
				wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_name' => $slug, 'post_title' => $title ) );
			}
			foreach ( array( 'edit_shop_orders', 'edit_others_shop_orders', 'edit_published_shop_orders', 'read_private_shop_orders', 'publish_shop_orders', 'edit_private_shop_orders' ) as $capability ) {
				get_role( 'administrator' )->add_cap( $capability );
			}
			WC()->init();
			flush_rewrite_rules();
		}
	);
}

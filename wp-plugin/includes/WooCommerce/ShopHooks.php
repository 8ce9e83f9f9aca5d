<?php
/**
 * What is recorded of a shop, and when.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Throwable;
use Warp\Connection\SiteApi;
use Warp\Events\EventGroups;
use Warp\Events\EventQueue;
use Warp\Events\ServerEvents;
use Warp\Script\Audience;
use Warp\Script\ScriptRefresh;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * A list of WooCommerce's hooks, with the signatures of its source. Without WooCommerce none of them fires. Nothing that goes
 * wrong here may stop a checkout, so it is caught and written to WooCommerce's log.
 */
final class ShopHooks {

	/**
	 * Holds the connection and the choices.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Orders that this request changed.
	 *
	 * @var ChangedOrders|null
	 */
	private $changed_orders;

	/**
	 * Changes of the cart in this request.
	 *
	 * @var CartChanges|null
	 */
	private $changes;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Hooks the shop into WordPress.
	 *
	 * @param string $plugin_file Main file of the plugin.
	 */
	public function register( string $plugin_file ): void {
		add_action(
			'before_woocommerce_init',
			static function () use ( $plugin_file ): void {
				Shop::declare_compatibility( $plugin_file );
			}
		);
		foreach ( array( 'activated_plugin', 'deactivated_plugin' ) as $action ) {
			$this->on(
				$action,
				1,
				static function ( $plugin ): void {
					// The script has a part for shops.
					if ( 'woocommerce/woocommerce.php' === $plugin ) {
						wp_schedule_single_event( time(), ScriptRefresh::CRON_HOOK );
					}
				}
			);
		}
		$this->register_cart();
		$this->register_orders();
		$this->register_nightly();
		add_filter( 'woocommerce_privacy_export_order_personal_data', array( OrderPrivacy::class, 'export' ), 10, 2 );
		$this->on( 'woocommerce_privacy_remove_order_personal_data', 1, array( OrderPrivacy::class, 'erase' ) );
		$this->register_downloads();
		if ( is_admin() ) {
			( new ReceiptBox( $this->settings, new SiteApi(), $plugin_file ) )->register();
		}
	}

	private function register_cart(): void {
		$this->on(
			'woocommerce_add_to_cart',
			6,
			function ( $line, $product_id, $quantity ): void {
				$this->follow( 'added', $line, $quantity, WC()->cart->get_cart_item( $line ) );
			}
		);
		$this->on(
			'woocommerce_after_cart_item_quantity_update',
			4,
			function ( $line, $now, $then, $cart ): void {
				$this->follow( 'changed', $line, $now, $then, $cart->get_cart_item( $line ) );
			}
		);
		$this->on(
			'woocommerce_cart_item_removed',
			2,
			function ( $line, $cart ): void {
				$this->follow( 'removed', $line, $cart );
			}
		);
		$this->on(
			'woocommerce_cart_item_restored',
			2,
			function ( $line, $cart ): void {
				$this->follow( 'restored', $line, $cart );
			}
		);
		$this->on(
			'template_redirect',
			0,
			static function (): void {
				if ( Shop::is_open() ) {
					ShopPages::keep_changes_out_of_caches();
				}
			}
		);
	}

	private function register_orders(): void {
		// The checkout of the shortcode, the checkout block, and the page where an order of the shop's people is paid.
		$this->on(
			'woocommerce_checkout_order_processed',
			3,
			function ( $order_id, $posted, $order ): void {
				$this->orders()->checked_out( $order );
			}
		);
		foreach ( array( 'woocommerce_store_api_checkout_order_processed', 'woocommerce_before_pay_action' ) as $action ) {
			$this->on(
				$action,
				1,
				function ( $order ): void {
					$this->orders()->checked_out( $order );
				}
			);
		}
		// Cash on delivery and bank transfer never say that a payment is complete; their orders just change to a paid status.
		$this->on(
			'woocommerce_order_status_changed',
			3,
			function ( $order_id, $from, $to ): void {
				$paid = wc_get_is_paid_statuses();
				$this->note( $order_id, in_array( $to, $paid, true ) && ! in_array( $from, $paid, true ) );
			}
		);
		$this->on(
			'woocommerce_payment_complete',
			1,
			function ( $order_id ): void {
				$this->note( $order_id, true );
			}
		);
		// A copy of a paid order is saved as paid, and nobody says more.
		foreach ( array( 'woocommerce_new_order', 'woocommerce_update_order', 'woocommerce_order_refunded' ) as $action ) {
			$this->on(
				$action,
				1,
				function ( $order_id ): void {
					$this->note( $order_id );
				}
			);
		}
		foreach ( array( 'woocommerce_new_order_item', 'woocommerce_update_order_item' ) as $action ) {
			$this->on(
				$action,
				3,
				function ( $item_id, $item, $order_id ): void {
					$this->note( $order_id );
				}
			);
		}
		$this->on(
			'woocommerce_refund_deleted',
			2,
			function ( $refund_id, $order_id ): void {
				$this->note( $order_id );
			}
		);
		// With orders as posts, WordPress deletes them.
		foreach ( array( 'woocommerce_delete_order', 'deleted_post' ) as $action ) {
			$this->on(
				$action,
				1,
				static function ( $order_id ): void {
					OrderVisits::forget( (int) $order_id );
				}
			);
		}
		add_filter( 'wc_subscriptions_object_data', array( SubscriptionCopies::class, 'without_notes' ) );
		$this->on(
			'warp_event_sent',
			3,
			function ( $event_id, $outcome, $reason ): void {
				if ( Shop::is_open() ) {
					$this->orders()->sent( $event_id, $outcome, $reason );
				}
			}
		);
	}

	private function register_nightly(): void {
		$this->on(
			Reconciliation::CRON_HOOK,
			0,
			function (): void {
				if ( Shop::is_open() ) {
					( new Reconciliation( $this->settings, new SiteApi(), $this->orders() ) )->run();
				}
			}
		);
		$this->on( VisitPurge::CRON_HOOK, 0, array( VisitPurge::class, 'run' ) );
		$this->on( FormerVisitNotes::CRON_HOOK, 0, array( FormerVisitNotes::class, 'run' ) );
		$this->on(
			'admin_init',
			0,
			function (): void {
				Reconciliation::ensure_scheduled( $this->settings );
				FormerVisitNotes::ensure_scheduled();
			}
		);
	}

	private function register_downloads(): void {
		$this->on(
			'woocommerce_download_product',
			6,
			function ( $email, $order_key, $product_id ): void {
				$product = wc_get_product( $product_id );
				if ( $product && $this->settings->records( EventGroups::DOWNLOADS ) && ! $this->audience()->excludes( wp_get_current_user() ) ) {
					$this->server_events()->record( 'file_download', array( 'items' => array( Items::of_product( $product ) ) ) );
				}
			}
		);
	}

	/**
	 * Remembers that an order changed; it is looked at when the request ends.
	 *
	 * @param mixed $order_id The order.
	 * @param bool  $is_paid  Whether it was just paid.
	 */
	private function note( $order_id, bool $is_paid = false ): void {
		if ( ! $this->settings->records( EventGroups::ORDERS ) || null === $this->settings->connection() ) {
			return;
		}
		if ( null === $this->changed_orders ) {
			$this->changed_orders = new ChangedOrders(
				self::guarded(
					'shutdown',
					function ( int $order_id, bool $is_paid ): void {
						$this->orders()->review( $order_id, $is_paid );
					}
				)
			);
		}
		$this->changed_orders->note( (int) $order_id, $is_paid );
	}

	/**
	 * Adds an action whose faults stay here.
	 *
	 * @param string   $action    WordPress' or WooCommerce's.
	 * @param int      $arguments How many it is given.
	 * @param callable $react     What to do.
	 */
	private function on( string $action, int $arguments, callable $react ): void {
		add_action( $action, self::guarded( $action, $react ), 10, $arguments );
	}

	/**
	 * The same, with its faults in WooCommerce's log.
	 *
	 * @param string   $action WordPress' or WooCommerce's.
	 * @param callable $react  What to do.
	 */
	private static function guarded( string $action, callable $react ): callable {
		return static function ( ...$given ) use ( $react, $action ): void {
			try {
				$react( ...$given );
			} catch ( Throwable $fault ) {
				if ( function_exists( 'wc_get_logger' ) ) {
					wc_get_logger()->error( sprintf( '%s: %s in %s, line %d', $action, get_class( $fault ), basename( $fault->getFile() ), $fault->getLine() ), array( 'source' => 'warp' ) );
				}
			}
		};
	}

	/**
	 * Tells the browser of a change of the cart, when the visitor's visit counts.
	 *
	 * @param string $what     Method of CartChanges.
	 * @param mixed  ...$given Its arguments.
	 */
	private function follow( string $what, ...$given ): void {
		if ( ! $this->settings->records( EventGroups::SHOP ) || null === $this->settings->script_file() || $this->audience()->excludes( wp_get_current_user() ) ) {
			return;
		}
		if ( null === $this->changes ) {
			$this->changes = new CartChanges( $this->settings->handle() );
		}
		$this->changes->$what( ...$given );
	}

	private function orders(): Orders {
		return new Orders( $this->settings, $this->server_events() );
	}

	private function server_events(): ServerEvents {
		return new ServerEvents( $this->settings, new EventQueue( $this->settings ) );
	}

	private function audience(): Audience {
		return new Audience( $this->settings );
	}
}

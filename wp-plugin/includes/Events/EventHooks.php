<?php
/**
 * What is recorded, and when, on any site.
 *
 * @package Warp
 */

namespace Warp\Events;

use Warp\Connection\BatchSender;
use Warp\Consent\ConsentApi;
use Warp\Script\Audience;
use Warp\Script\PageData;
use Warp\Settings\Settings;
use Warp\WooCommerce\Shop;
use Warp\WooCommerce\ShopPages;

defined( 'ABSPATH' ) || exit;

/**
 * A list of hooks, as Plugin has one. Objects are built when a hook fires.
 */
final class EventHooks {

	/**
	 * Holds the connection and the choices.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Hooks the events into WordPress.
	 *
	 * @param string $plugin_file Main file of the plugin.
	 */
	public function register( string $plugin_file ): void {
		ConsentApi::register( $plugin_file );
		add_action(
			'wp_footer',
			function (): void {
				$this->print_page_data();
			}
		);
		add_action(
			QueueSender::CRON_HOOK,
			function (): void {
				( new QueueSender( $this->settings, new EventQueue( $this->settings ), new BatchSender() ) )->run();
			}
		);
		add_action(
			'admin_init',
			function (): void {
				// After the plugin was off, or a run of cron died.
				QueueSender::ensure_awake( new EventQueue( $this->settings ) );
			}
		);
		add_action(
			'init',
			function (): void {
				$purpose = __( 'Tells this site’s server which visit an order, a registration or a form belongs to.', 'warp' );
				ConsentApi::describe_cookie( $this->settings->kept_name( 'visit_cookie' ), __( 'End of the browser session', 'warp' ), $purpose );
				$purpose = __( 'Recognises a visitor who comes back.', 'warp' );
				ConsentApi::describe_cookie( $this->settings->kept_name( 'visitor_cookie' ), __( '400 days', 'warp' ), $purpose );
			}
		);
		add_action(
			'warp_track',
			function ( $type, $parameters = array(), $options = array() ): void {
				// Called by other people's code: what is wrong does nothing.
				if ( is_string( $type ) && is_array( $parameters ) && is_array( $options ) ) {
					$this->events()->record( $type, $parameters, $options );
				}
			},
			10,
			3
		);
		$this->register_users();
		$this->register_forms();
	}

	private function register_users(): void {
		$methods = array(
			'user_register' => array( 'registered', 1 ),
			'wp_login'      => array( 'logged_in', 2 ),
		);
		foreach ( $methods as $action => list( $method, $arguments ) ) {
			add_action(
				$action,
				function ( ...$given ) use ( $method ): void {
					if ( $this->settings->records( EventGroups::USERS ) ) {
						( new UserEvents( $this->events(), new Audience( $this->settings ) ) )->$method( ...$given );
					}
				},
				10,
				$arguments
			);
		}
	}

	private function register_forms(): void {
		foreach ( FormEvents::ACTIONS as $action => list( $method, $arguments ) ) {
			add_action(
				$action,
				function ( ...$given ) use ( $method ): void {
					if ( $this->settings->records( EventGroups::FORMS ) ) {
						( new FormEvents( $this->events(), new Audience( $this->settings ) ) )->$method( ...$given );
					}
				},
				10,
				$arguments
			);
		}
	}

	private function events(): ServerEvents {
		return new ServerEvents( $this->settings, new EventQueue( $this->settings ) );
	}

	private function print_page_data(): void {
		$data = new PageData( $this->settings, new Audience( $this->settings ) );
		if ( ! $data->is_wanted() ) {
			return;
		}
		$events   = ( new SiteEvents( $this->settings ) )->of_this_page();
		$checkout = array();
		if ( Shop::is_open() ) {
			$shop     = new ShopPages( $this->settings );
			$events   = array_merge( $events, $shop->events() );
			$checkout = $shop->checkout();
		}
		$data->print_element( $events, $checkout );
	}
}

<?php
/**
 * When the panels come in.
 *
 * @package Warp
 */

namespace Warp\Panels;

use Warp\Connection\SiteApi;
use Warp\Settings\Settings;
use WP_Admin_Bar;
use WP_Post;

defined( 'ABSPATH' ) || exit;

/**
 * Hooks of everything that shows figures. Nothing is added for people who may not see them, nor while the site is not connected.
 */
final class PanelHooks {

	/**
	 * Knows the connection and the viewers.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Hooks the panels into WordPress.
	 *
	 * @param string $file Main file of the plugin.
	 */
	public function register( string $file ): void {
		add_filter( 'user_has_cap', array( new Viewers( $this->settings ), 'grant' ), 10, 4 );
		$routes = new FigureRoutes( $this->settings, new Figures( $this->settings, new SiteApi() ) );
		$place  = new Place( $routes );
		add_action(
			'rest_api_init',
			function () use ( $routes ): void {
				if ( null !== $this->settings->connection() ) {
					$routes->register();
				}
			}
		);
		add_action(
			'admin_menu',
			function () use ( $file, $place ): void {
				( new PanelPage( $this->settings, $place, new Bundle( $file, 'room' ) ) )->add_to_menu();
			}
		);
		add_action(
			'wp_dashboard_setup',
			function () use ( $file, $place ): void {
				if ( $this->shows() ) {
					( new DashboardWidget( $place, new Bundle( $file, 'glance' ) ) )->add();
				}
			}
		);
		$this->hook_posts();
		$this->hook_admin_bar();
		$this->hook_filling( $file, $routes );
	}

	private function hook_posts(): void {
		add_action(
			'admin_init',
			function (): void {
				if ( $this->shows() ) {
					( new PostFigures() )->hook_columns();
				}
			}
		);
		add_action(
			'add_meta_boxes',
			function ( string $type, $post ): void {
				if ( $post instanceof WP_Post && $this->shows() ) {
					( new PostFigures() )->add_box( $type, $post );
				}
			},
			10,
			2
		);
	}

	private function hook_admin_bar(): void {
		add_action(
			'admin_bar_menu',
			function ( WP_Admin_Bar $bar ): void {
				if ( $this->shows() ) {
					( new AdminBarFigure() )->add( $bar );
				}
			},
			90
		);
	}

	/**
	 * What fills the figures in, and the element that says where they come from: in the footer, wherever the admin bar or wp-admin is.
	 *
	 * @param string       $file   Main file of the plugin.
	 * @param FigureRoutes $routes Where the figures come from.
	 */
	private function hook_filling( string $file, FigureRoutes $routes ): void {
		$enqueue = function () use ( $file ): void {
			if ( $this->shows() && ( is_admin() || is_admin_bar_showing() ) ) {
				( new Bundle( $file, 'figures' ) )->enqueue();
			}
		};
		$mark    = function () use ( $routes ): void {
			if ( $this->shows() && ( is_admin() || is_admin_bar_showing() ) ) {
				printf( '<span hidden data-warp-root="%s"></span>', esc_attr( $routes->root() ) );
			}
		};
		add_action( 'admin_enqueue_scripts', $enqueue );
		add_action( 'wp_enqueue_scripts', $enqueue );
		// Before the scripts of the footer, which look for it.
		add_action( 'admin_footer', $mark, 1 );
		add_action( 'wp_footer', $mark, 1 );
	}

	private function shows(): bool {
		return null !== $this->settings->connection() && current_user_can( Viewers::CAPABILITY );
	}
}

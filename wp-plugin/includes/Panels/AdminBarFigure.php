<?php
/**
 * Views of the page one looks at, in the admin bar.
 *
 * @package Warp
 */

namespace Warp\Panels;

use WP_Admin_Bar;

defined( 'ABSPATH' ) || exit;

/**
 * On the site's pages the page's own views, in wp-admin a link to the figures. Filled by the browser.
 */
final class AdminBarFigure {

	/**
	 * Adds the node.
	 *
	 * @param WP_Admin_Bar $bar The bar.
	 */
	public function add( WP_Admin_Bar $bar ): void {
		$path  = self::path_of_this_page();
		$title = null === $path
			? esc_html__( 'Figures', 'warp' )
			/* translators: %s: a number. */
			: sprintf( esc_html__( '%s views in 30 days', 'warp' ), sprintf( '<span data-warp-path="%s" data-warp-figure="views">–</span>', esc_attr( $path ) ) );
		$bar->add_node(
			array(
				'id'    => 'warp-figure',
				'title' => '<span class="ab-icon dashicons dashicons-chart-area" aria-hidden="true"></span>' . $title,
				'href'  => PanelPage::url(),
			)
		);
	}

	/**
	 * Path of the public page being shown; null in wp-admin.
	 */
	private static function path_of_this_page(): ?string {
		if ( is_admin() ) {
			return null;
		}
		$path = PagePath::of( esc_url_raw( wp_unslash( $_SERVER['REQUEST_URI'] ?? '/' ) ) );
		return is_string( $path ) ? $path : '/';
	}
}

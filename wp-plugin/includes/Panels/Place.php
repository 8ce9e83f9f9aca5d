<?php
/**
 * Where a panel is drawn.
 *
 * @package Warp
 */

namespace Warp\Panels;

use Warp\Admin\SettingsPage;

defined( 'ABSPATH' ) || exit;

/**
 * The element a bundle draws a panel into. What the panel must know is in its data attributes: no inline script, so a strict
 * content security policy may stand.
 */
final class Place {

	/**
	 * Root of the routes.
	 *
	 * @var string
	 */
	private $root;

	public function __construct( FigureRoutes $routes ) {
		$this->root = $routes->root();
	}

	public function render( string $panel ): void {
		printf(
			'<div class="warp-panels warp-%1$s" data-panel="%1$s" data-root="%2$s" data-settings="%3$s" data-room="%4$s"></div>',
			esc_attr( $panel ),
			esc_attr( $this->root ),
			esc_url( SettingsPage::url() ),
			esc_url( PanelPage::url() )
		);
	}
}

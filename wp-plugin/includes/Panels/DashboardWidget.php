<?php
/**
 * The last seven days on WordPress' dashboard.
 *
 * @package Warp
 */

namespace Warp\Panels;

defined( 'ABSPATH' ) || exit;

/**
 * A widget for everybody who may see the figures.
 */
final class DashboardWidget {

	/**
	 * Draws the element.
	 *
	 * @var Place
	 */
	private $place;

	/**
	 * Scripts of the widget.
	 *
	 * @var Bundle
	 */
	private $bundle;

	public function __construct( Place $place, Bundle $bundle ) {
		$this->place  = $place;
		$this->bundle = $bundle;
	}

	public function add(): void {
		wp_add_dashboard_widget(
			'warp_glance',
			__( 'Visits, last 7 days', 'warp' ),
			function (): void {
				$this->place->render( 'glance' );
			}
		);
		$this->bundle->enqueue();
	}
}

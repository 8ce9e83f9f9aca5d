<?php
/**
 * The Warp page of wp-admin.
 *
 * @package Warp
 */

namespace Warp\Panels;

use Warp\Admin\SettingsPage;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Overview, live, sources, pages, companies and health: a menu of its own for everybody who may see the figures.
 */
final class PanelPage {

	public const SLUG = 'warp-panels';

	/**
	 * Knows whether there is a connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Draws the element.
	 *
	 * @var Place
	 */
	private $place;

	/**
	 * Scripts of the page.
	 *
	 * @var Bundle
	 */
	private $bundle;

	public function __construct( Settings $settings, Place $place, Bundle $bundle ) {
		$this->settings = $settings;
		$this->place    = $place;
		$this->bundle   = $bundle;
	}

	public static function url(): string {
		return admin_url( 'admin.php?page=' . self::SLUG );
	}

	public function add_to_menu(): void {
		$hook = add_menu_page( __( 'Warp', 'warp' ), __( 'Warp', 'warp' ), Viewers::CAPABILITY, self::SLUG, array( $this, 'render' ), 'dashicons-chart-area', 3 );
		add_action( "admin_print_scripts-$hook", array( $this, 'enqueue' ) );
	}

	public function enqueue(): void {
		if ( null !== $this->settings->connection() ) {
			$this->bundle->enqueue();
		}
	}

	public function render(): void {
		echo '<div class="wrap"><h1>' . esc_html__( 'Warp', 'warp' ) . '</h1>';
		if ( null === $this->settings->connection() ) {
			$this->render_not_connected();
		} else {
			$this->place->render( 'room' );
		}
		echo '</div>';
	}

	private function render_not_connected(): void {
		echo '<p>' . esc_html__( 'This site is not connected to a Warp server yet, so there is nothing to show.', 'warp' ) . '</p>';
		if ( current_user_can( SettingsPage::CAPABILITY ) ) {
			printf( '<p><a class="button button-primary" href="%s">%s</a></p>', esc_url( SettingsPage::url() ), esc_html__( 'Connect this site', 'warp' ) );
		}
	}
}

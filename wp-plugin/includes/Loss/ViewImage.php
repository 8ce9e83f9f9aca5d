<?php
/**
 * What counts a page that is shown, with or without JavaScript.
 *
 * @package Warp
 */

namespace Warp\Loss;

use Warp\Proxy\Endpoint\ViewHit;
use Warp\Script\PageData;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * An image in the page's HTML, the same for everybody, so caches may keep the page: the browser asks for it at each view.
 */
final class ViewImage {

	/**
	 * Keeps the address.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Knows whether the page has the script.
	 *
	 * @var PageData
	 */
	private $page;

	public function __construct( Settings $settings, PageData $page ) {
		$this->settings = $settings;
		$this->page     = $page;
	}

	/**
	 * Prints it, on pages that have the script. The class and the attribute keep it from plugins that load images late, which
	 * takes JavaScript: WP Rocket's and LiteSpeed's data-no-lazy, skip-lazy of Jetpack, Autoptimize and others, no-lazy.
	 */
	public function print_element(): void {
		$path = $this->settings->view_path();
		if ( '' !== $path && $this->page->is_wanted() ) {
			printf( '<img src="%s" alt="" hidden class="skip-lazy no-lazy" data-no-lazy="1" decoding="async" fetchpriority="low">' . "\n", esc_url( $path . ViewHit::SHOWN ) );
		}
	}
}

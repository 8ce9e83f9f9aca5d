<?php
/**
 * What the server knows of a page, on any site.
 *
 * @package Warp
 */

namespace Warp\Events;

use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Searches, and addresses that were not found. The same for everybody who opens the page, so caches may keep it.
 */
final class SiteEvents {

	/**
	 * Knows which groups are on.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * For the page being made.
	 *
	 * @return array<int, array<int, mixed>> Type, and maybe parameters.
	 */
	public function of_this_page(): array {
		if ( is_404() ) {
			return $this->settings->records( EventGroups::NOT_FOUND ) ? array( array( 'page_not_found' ) ) : array();
		}
		if ( is_search() && $this->settings->records( EventGroups::SEARCH ) ) {
			global $wp_query;
			return array(
				array(
					'search',
					array(
						'search_term'    => get_search_query( false ),
						'search_results' => (int) $wp_query->found_posts,
					),
				),
			);
		}
		return array();
	}
}

<?php
/**
 * What the server knows of a page and the script is to record.
 *
 * @package Warp
 */

namespace Warp\Script;

use Warp\Consent\ConsentApi;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * JSON in an attribute of an element that no browser shows, at the end of the page: an inline script would be moved by
 * optimisers, and refused by a strict content security policy. Pages that caches keep get nothing in it that is of
 * one visitor: what is of a visitor stands on pages that the shop keeps out of caches.
 */
final class PageData {

	/**
	 * Holds the names.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Knows whose visits count.
	 *
	 * @var Audience
	 */
	private $audience;

	public function __construct( Settings $settings, Audience $audience ) {
		$this->settings = $settings;
		$this->audience = $audience;
	}

	/**
	 * Id of the element.
	 *
	 * @param Settings $settings Holds the names.
	 */
	public static function element_id( Settings $settings ): string {
		return $settings->handle() . '-d';
	}

	/**
	 * Whether the page being made has the script.
	 */
	public function is_wanted(): bool {
		return null !== $this->settings->script_file() && $this->audience->includes_this_request();
	}

	/**
	 * Prints the element, when there is something to say.
	 *
	 * @param array<int, array<int, mixed>> $events   Each as the tracker's `track` takes it: type, parameters, options.
	 * @param array<string, mixed>          $checkout c and s of browser/consent.js.
	 */
	public function print_element( array $events, array $checkout ): void {
		$data = $checkout;
		if ( array() !== $events ) {
			$data['e'] = $events;
		}
		if ( ConsentApi::is_answering() ) {
			$data['g'] = 1;
		}
		if ( array() === $data ) {
			return;
		}
		// No character of HTML is left inside the JSON's texts, so none is taken for an entity.
		$json = wp_json_encode( $data, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_QUOT | JSON_HEX_APOS );
		printf( '<template id="%s" data-d="%s"></template>', esc_attr( self::element_id( $this->settings ) ), esc_attr( (string) $json ) );
	}
}

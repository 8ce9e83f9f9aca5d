<?php
/**
 * Text for the site's privacy policy.
 *
 * @package Warp
 */

namespace Warp\Privacy;

use Warp\Events\EventGroups;
use Warp\Settings\Settings;
use Warp\WooCommerce\Shop;

defined( 'ABSPATH' ) || exit;

/**
 * What the owner can take over into the policy, under Settings -> Privacy.
 */
final class PolicyText {

	/**
	 * Knows where data goes.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	public function register(): void {
		wp_add_privacy_policy_content( __( 'Warp', 'warp' ), wp_kses_post( wpautop( implode( "\n\n", $this->paragraphs() ) ) ) );
	}

	/**
	 * The paragraphs of the text, as far as they are true of this site.
	 *
	 * @return string[]
	 */
	private function paragraphs(): array {
		return array_filter( array( $this->visits(), $this->recognition(), $this->orders(), $this->counting(), $this->recipients(), $this->rights() ) );
	}

	private function visits(): string {
		$connection = $this->settings->connection();
		$where      = null === $connection
			? __( 'our measurement server', 'warp' )
			/* translators: %s: host name. */
			: sprintf( __( 'our measurement server at %s', 'warp' ), wp_parse_url( $connection->core(), PHP_URL_HOST ) );
		/* translators: %s: "our measurement server at warp.example.com". */
		return esc_html( sprintf( __( 'When you visit this site, events are sent to %s, as a rule by way of this site: the address and title of the page, the page you came from, your screen size, language and time zone, and what you do on the page, such as following a link to another site, downloading a file, searching or sending a form. The server is also told your IP address and the name of your browser, and works out your approximate place from them.', 'warp' ), $where ) );
	}

	private function recognition(): string {
		return esc_html__( 'To tell visits apart, this site may keep a random visitor number and a session number in your browser, in its storage and in cookies of this site, depending on your consent choices. They are not shared with other sites.', 'warp' );
	}

	private function orders(): string {
		return Shop::is_open() && $this->settings->records( EventGroups::ORDERS )
			? esc_html__( 'When you buy something, this site tells the server what you bought and, if you agreed to marketing, your name and contact details. Which visit an order belongs to is kept on this site for eight days, or 30 days when it is not paid.', 'warp' )
			: '';
	}

	private function counting(): string {
		return '' === $this->settings->view_path()
			? ''
			: esc_html__( 'Each page asks this site for a small image, so that we know how many pages are looked at. Only the number of each day is kept, and nothing about you.', 'warp' );
	}

	private function recipients(): string {
		return esc_html__( 'Depending on how this site is set up, the server may pass events on to further services, such as advertising and analytics platforms, within your consent choices.', 'warp' );
	}

	private function rights(): string {
		return esc_html__( 'On request we export and erase what is stored of you, here and on the server.', 'warp' );
	}
}

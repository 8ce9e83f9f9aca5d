<?php
/**
 * Text for the site's privacy policy.
 *
 * @package Warp
 */

namespace Warp\Privacy;

use Warp\Settings\Settings;

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
	 * The paragraphs of the text.
	 *
	 * @return string[]
	 */
	private function paragraphs(): array {
		$connection = $this->settings->connection();
		$where      = null === $connection
			? __( 'our measurement server', 'warp' )
			/* translators: %s: host name. */
			: sprintf( __( 'our measurement server at %s', 'warp' ), wp_parse_url( $connection->core(), PHP_URL_HOST ) );
		return array(
			/* translators: %s: "our measurement server at warp.example.com". */
			esc_html( sprintf( __( 'When you visit this site, your browser sends events to %s: the address and title of the page, the page you came from, your screen size, language and time zone, and what you do on the page, such as following a link to another site, downloading a file or sending a form. The server also sees your IP address and the name of your browser, and works out your approximate place from them.', 'warp' ), $where ) ),
			esc_html__( 'To tell visits apart, your browser may keep a random visitor number and a session number for this site, depending on your consent choices. They are not shared with other sites.', 'warp' ),
			esc_html__( 'When you send a form, comment, register, log in or buy something, this site’s own server tells of it too. For an order it keeps your IP address, the name of your browser and, depending on your consent choices, your visitor number and the ids of ads you came by, until the order is counted: at most eight days after you have paid. A cookie of this browser session tells our server what you agreed to and which visit is yours.', 'warp' ),
			esc_html__( 'Depending on how this site is set up, the server may pass events on to further services, such as advertising and analytics platforms, within your consent choices.', 'warp' ),
		);
	}
}

<?php
/**
 * Which address and place the core sees, on the settings screen.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Connection\Connection;
use Warp\Connection\SeenAddress;
use Warp\Connection\SiteApi;
use Warp\Panels\Figures;
use Warp\Proxy\Endpoint\Address;
use Warp\Proxy\Endpoint\Client;
use Warp\Proxy\Endpoint\Hit;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * The owner knows where they are, so they see at once whether visitors are told apart. What stands before the site is set
 * here too, because nobody else knows it; the core keeps it.
 */
final class AddressSection {

	public const ACTION = 'warp_client_address';
	public const FORM   = 'warp_save_proxies';

	private const CLOUDFLARE = 'cloudflare';

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Asks the core.
	 *
	 * @var SiteApi
	 */
	private $core;

	/**
	 * Knows which proxies are trusted.
	 *
	 * @var Figures
	 */
	private $figures;

	public function __construct( Settings $settings, SiteApi $core, Figures $figures ) {
		$this->settings = $settings;
		$this->core     = $core;
		$this->figures  = $figures;
	}

	/**
	 * Answers the browser.
	 */
	public function answer(): void {
		LatePart::authorize( self::ACTION );
		$connection = $this->settings->connection();
		if ( null !== $connection ) {
			$this->render( $connection );
		}
		wp_die();
	}

	/**
	 * Tells the core which proxies to believe.
	 */
	public function save(): void {
		SettingsRequest::authorize( self::FORM );
		$connection = $this->settings->connection();
		if ( null === $connection ) {
			SettingsRequest::finish( 'error', __( 'This site is not connected to a Warp server.', 'warp' ) );
		}
		$networks = array(
			'none'           => array(),
			self::CLOUDFLARE => array( self::CLOUDFLARE ),
			'typed'          => (array) preg_split( '/[\s,;]+/', SettingsRequest::text( 'warp_networks' ), -1, PREG_SPLIT_NO_EMPTY ),
		);
		$chosen   = SettingsRequest::text( 'warp_proxies' );
		$answer   = $this->core->change_config( $connection, array( 'trusted_proxies' => $networks[ $chosen ] ?? array() ) );
		$this->figures->forget( '', array() );
		if ( is_wp_error( $answer ) ) {
			SettingsRequest::finish( 'error', $answer->get_error_message() );
		}
		SettingsRequest::finish( 'success', __( 'Saved on the Warp server. Look below whether your own address is right now.', 'warp' ) );
	}

	private function render( Connection $connection ): void {
		$told = array_intersect_key( Client::of( Hit::of_this_request() ), array_flip( array( 'remote_addr', 'forwarded_for', 'cf_connecting_ip' ) ) );
		$said = '' === Address::plain( $told['remote_addr'] ?? '' ) ? array() : $this->core->client_address( $connection, $told );
		if ( is_wp_error( $said ) ) {
			printf( '<p class="warp-problem">%s</p>', esc_html( $said->get_error_message() ) );
			return;
		}
		$seen = new SeenAddress( $told, (string) ( $said['ip'] ?? '' ), (string) ( $said['decided_by'] ?? '' ) );
		printf(
			'<p>%s %s</p><p class="description">%s</p>',
			Mark::html( SeenAddress::PLAUSIBLE === $seen->verdict() ? 'done' : 'failed' ), // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
			esc_html( SeenAddressSentence::seen( $seen, self::place( $said ) ) ),
			esc_html( SeenAddressSentence::advice( $seen ) )
		);
		$this->render_form( SeenAddress::PLAUSIBLE !== $seen->verdict() );
	}

	/**
	 * City and country; empty: not known.
	 *
	 * @param array<mixed> $said The core's answer.
	 */
	private static function place( array $said ): string {
		return implode( ', ', array_filter( array( (string) ( $said['city'] ?? '' ), (string) ( $said['country'] ?? '' ) ), 'strlen' ) );
	}

	/**
	 * The choice of proxies.
	 *
	 * @param bool $is_open Whether it is shown at once.
	 */
	private function render_form( bool $is_open ): void {
		$site = $this->figures->read( '', array() );
		if ( is_wp_error( $site ) ) {
			return;
		}
		$trusted = array_filter( (array) ( $site['config']['trusted_proxies'] ?? array() ), 'is_string' );
		$chosen  = array( self::CLOUDFLARE ) === $trusted ? self::CLOUDFLARE : 'typed';
		$chosen  = array() === $trusted ? 'none' : $chosen;
		$choices = array(
			'none'           => __( 'Nothing: visitors reach this site directly', 'warp' ),
			self::CLOUDFLARE => __( 'Cloudflare', 'warp' ),
			'typed'          => __( 'Other proxies, with these addresses or networks:', 'warp' ),
		);
		?>
		<details class="warp-details"<?php echo $is_open ? ' open' : ''; ?>>
			<summary><?php esc_html_e( 'What stands between your visitors and this site', 'warp' ); ?></summary>
			<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
				<input type="hidden" name="action" value="<?php echo esc_attr( self::FORM ); ?>">
				<?php wp_nonce_field( self::FORM ); ?>
				<fieldset>
					<legend class="screen-reader-text"><?php esc_html_e( 'What stands between your visitors and this site', 'warp' ); ?></legend>
					<?php foreach ( $choices as $value => $label ) : ?>
						<label><input type="radio" name="warp_proxies" value="<?php echo esc_attr( $value ); ?>"<?php checked( $chosen, $value ); ?>> <?php echo esc_html( $label ); ?></label><br>
					<?php endforeach; ?>
					<input type="text" name="warp_networks" class="regular-text code" spellcheck="false" placeholder="10.0.0.0/8, 203.0.113.5"
						value="<?php echo esc_attr( 'typed' === $chosen ? implode( ', ', $trusted ) : '' ); ?>"
						aria-label="<?php esc_attr_e( 'Addresses or networks of the proxies', 'warp' ); ?>">
				</fieldset>
				<p><?php submit_button( __( 'Save', 'warp' ), 'secondary', 'submit', false, array( 'id' => 'warp_save_proxies_button' ) ); ?></p>
			</form>
		</details>
		<?php
	}
}

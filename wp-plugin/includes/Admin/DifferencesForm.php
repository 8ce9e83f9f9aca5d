<?php
/**
 * Settings on which this WordPress and the core differ.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Connection\SiteApi;
use Warp\Panels\Figures;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Shows them and lets the owner decide; the dashboard offers the same.
 */
final class DifferencesForm {

	public const FORM = 'warp_settle_differences';

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
	 * Keeps the core's answers.
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
	 * Prints the differences; nothing when there are none.
	 *
	 * @param array<string, mixed> $site The core's answer.
	 */
	public static function render( array $site ): void {
		$lines = self::lines( (array) ( $site['settings']['differences'] ?? array() ) );
		if ( array() === $lines ) {
			return;
		}
		?>
		<div class="notice notice-warning inline">
			<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
				<input type="hidden" name="action" value="<?php echo esc_attr( self::FORM ); ?>">
				<?php wp_nonce_field( self::FORM ); ?>
				<p><strong><?php esc_html_e( 'WordPress and the Warp server have different settings', 'warp' ); ?></strong></p>
				<?php foreach ( $lines as $field => $line ) : ?>
					<p><label><input type="checkbox" name="warp_fields[]" value="<?php echo esc_attr( $field ); ?>" checked> <?php echo esc_html( $line ); ?></label></p>
				<?php endforeach; ?>
				<p>
					<button type="submit" class="button button-primary" name="warp_answer" value="take"><?php esc_html_e( 'Use the settings of WordPress', 'warp' ); ?></button>
					<button type="submit" class="button" name="warp_answer" value="keep"><?php esc_html_e( 'Keep those of the Warp server', 'warp' ); ?></button>
				</p>
			</form>
		</div>
		<?php
	}

	/**
	 * Does what the owner decided.
	 */
	public function save(): void {
		SettingsRequest::authorize( self::FORM );
		$connection = $this->settings->connection();
		if ( null === $connection ) {
			SettingsRequest::finish( 'error', __( 'This site is not connected to a Warp server.', 'warp' ) );
		}
		// The nonce is checked above. phpcs:ignore WordPress.Security.NonceVerification.Missing
		$posted = isset( $_POST['warp_fields'] ) && is_array( $_POST['warp_fields'] ) ? array_map( 'sanitize_key', wp_unslash( $_POST['warp_fields'] ) ) : array();
		$fields = array_values( array_intersect( array_keys( self::labels() ), $posted ) );
		$answer = 'take' === SettingsRequest::text( 'warp_answer' ) ? 'take' : 'keep';
		if ( array() === $fields ) {
			SettingsRequest::finish( 'error', __( 'Choose at least one setting.', 'warp' ) );
		}
		$said = $this->core->settle_differences( $connection, $answer, $fields );
		$this->figures->forget( '', array() );
		if ( is_wp_error( $said ) ) {
			SettingsRequest::finish( 'error', $said->get_error_message() );
		}
		SettingsRequest::finish( 'success', 'take' === $answer ? __( 'The Warp server now has the settings of WordPress.', 'warp' ) : __( 'The Warp server keeps its settings.', 'warp' ) );
	}

	/**
	 * A sentence for each difference.
	 *
	 * @param array<mixed> $differences The core's answer.
	 * @return array<string, string> Field -> sentence.
	 */
	private static function lines( array $differences ): array {
		$lines = array();
		foreach ( $differences as $difference ) {
			$field = is_array( $difference ) ? (string) ( $difference['field'] ?? '' ) : '';
			$label = self::labels()[ $field ] ?? null;
			if ( null === $label ) {
				continue;
			}
			/* translators: 1: name of a setting, 2: its value in WordPress, 3: its value on the Warp server. */
			$lines[ $field ] = sprintf( __( '%1$s: %2$s in WordPress, %3$s on the Warp server', 'warp' ), $label, self::value( $difference['wordpress'] ?? '' ), self::value( $difference['here'] ?? '' ) );
		}
		return $lines;
	}

	/**
	 * Names of the settings.
	 *
	 * @return array<string, string>
	 */
	private static function labels(): array {
		return array(
			'timezone'        => __( 'Time zone', 'warp' ),
			'currency'        => __( 'Currency', 'warp' ),
			'country'         => __( 'Country', 'warp' ),
			'language'        => __( 'Language', 'warp' ),
			'week_start'      => __( 'First day of the week', 'warp' ),
			'page_parameters' => __( 'Parameters that name pages', 'warp' ),
			'domains'         => __( 'Domains', 'warp' ),
		);
	}

	/**
	 * A value as people read it.
	 *
	 * @param mixed $value Text or a list of texts.
	 */
	private static function value( $value ): string {
		$text = implode( ', ', array_filter( (array) $value, 'is_string' ) );
		return '' === $text ? __( 'not set', 'warp' ) : $text;
	}
}

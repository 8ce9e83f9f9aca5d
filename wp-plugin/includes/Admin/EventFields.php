<?php
/**
 * Fields of the settings form on consent and events.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Consent\ConsentApi;
use Warp\Consent\ConsentRules;
use Warp\Events\EventGroups;
use Warp\Settings\Settings;
use Warp\WooCommerce\Shop;

defined( 'ABSPATH' ) || exit;

/**
 * Shows them as rows of the form's table, and takes what was posted. SettingsForm has checked capability and nonce before.
 */
final class EventFields {

	/**
	 * Holds the choices.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	public function render_rows(): void {
		$choices = $this->settings->consent_choices();
		?>
		<tr>
			<th scope="row"><label for="warp_before_answer"><?php esc_html_e( 'Before a visitor answers', 'warp' ); ?></label></th>
			<td>
				<?php $this->render_choice( 'warp_before_answer', $choices['before_answer'], self::before_answer_labels() ); ?>
				<p class="description">
					<?php
					echo esc_html(
						ConsentApi::is_answering()
							? __( 'A consent plugin answers through the WP Consent API, and what it says goes before this choice.', 'warp' )
							: __( 'What is allowed until a visitor answers, and on sites that ask nobody. Consent plugins that use the WP Consent API or Google’s consent mode are followed.', 'warp' )
					);
					?>
				</p>
			</td>
		</tr>
		<tr>
			<th scope="row"><label for="warp_without_analytics"><?php esc_html_e( 'Visits without consent to statistics', 'warp' ); ?></label></th>
			<td><?php $this->render_choice( 'warp_without_analytics', $choices['without_analytics'], self::without_analytics_labels() ); ?></td>
		</tr>
		<tr>
			<th scope="row"><?php esc_html_e( 'Events', 'warp' ); ?></th>
			<td><?php $this->render_groups(); ?></td>
		</tr>
		<?php if ( Shop::is_open() ) : ?>
			<tr>
				<th scope="row"><?php esc_html_e( 'When the plugin is deleted', 'warp' ); ?></th>
				<td>
					<label>
						<input type="checkbox" name="warp_removes_order_notes" value="1"<?php checked( $this->settings->removes_order_notes() ); ?>>
						<?php esc_html_e( 'Also remove what it has noted on orders', 'warp' ); ?>
					</label>
				</td>
			</tr>
			<?php
		endif;
	}

	/**
	 * Keeps what was posted.
	 *
	 * @return bool Whether the script must change with it.
	 */
	public function keep_posted(): bool {
		$before  = array( $this->settings->consent_choices(), $this->groups_off() );
		$choices = array(
			'before_answer'     => self::posted_choice( 'warp_before_answer', array_keys( ConsentRules::BEFORE_ANSWER ) ),
			'without_analytics' => self::posted_choice( 'warp_without_analytics', ConsentRules::WITHOUT_ANALYTICS ),
		);
		$posted  = isset( $_POST['warp_events'] ) ? array_map( 'sanitize_key', (array) wp_unslash( $_POST['warp_events'] ) ) : array(); // phpcs:ignore WordPress.Security.NonceVerification.Missing
		$this->settings->keep_consent_choices( $choices );
		$this->settings->keep_groups_off( array_diff( EventGroups::ALL, $posted ) );
		if ( Shop::is_open() ) {
			$this->settings->keep_removes_order_notes( isset( $_POST['warp_removes_order_notes'] ) ); // phpcs:ignore WordPress.Security.NonceVerification.Missing
		}
		return array( $choices, $this->groups_off() ) !== $before;
	}

	/**
	 * Which groups are off.
	 *
	 * @return string[]
	 */
	private function groups_off(): array {
		return array_values(
			array_filter(
				EventGroups::ALL,
				function ( string $group ): bool {
					return ! $this->settings->records( $group );
				}
			)
		);
	}

	/**
	 * A list to choose one from.
	 *
	 * @param string                $name   Of the field.
	 * @param string                $chosen Value.
	 * @param array<string, string> $labels By value.
	 */
	private function render_choice( string $name, string $chosen, array $labels ): void {
		printf( '<select name="%1$s" id="%1$s">', esc_attr( $name ) );
		foreach ( $labels as $value => $label ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( $chosen, $value, false ), esc_html( $label ) );
		}
		echo '</select>';
	}

	private function render_groups(): void {
		?>
		<fieldset>
			<legend class="screen-reader-text"><?php esc_html_e( 'Events', 'warp' ); ?></legend>
			<?php foreach ( EventGroups::labels() as $group => $label ) : ?>
				<label>
					<input type="checkbox" name="warp_events[]" value="<?php echo esc_attr( $group ); ?>"<?php checked( $this->settings->records( $group ) ); ?>>
					<?php echo esc_html( $label ); ?>
				</label><br>
			<?php endforeach; ?>
		</fieldset>
		<p class="description"><?php esc_html_e( 'Page views, clicks to other sites, downloads of linked files, forms sent and scrolling are chosen on the Warp server.', 'warp' ); ?></p>
		<?php
	}

	/**
	 * Choices for the time before an answer.
	 *
	 * @return array<string, string>
	 */
	private static function before_answer_labels(): array {
		return array(
			ConsentRules::SERVER => __( 'As set on the Warp server', 'warp' ),
			'nothing'            => __( 'Allow nothing', 'warp' ),
			'analytics'          => __( 'Allow statistics', 'warp' ),
			'everything'         => __( 'Allow statistics and marketing', 'warp' ),
		);
	}

	/**
	 * Choices for visits that may not be recognised.
	 *
	 * @return array<string, string>
	 */
	private static function without_analytics_labels(): array {
		return array(
			ConsentRules::SERVER => __( 'As set on the Warp server', 'warp' ),
			'nothing'            => __( 'Not measured', 'warp' ),
			'cookieless'         => __( 'Measured without cookies and ids', 'warp' ),
		);
	}

	/**
	 * A posted choice, when it is one.
	 *
	 * @param string   $name    Of the field.
	 * @param string[] $choices Those there are.
	 */
	private static function posted_choice( string $name, array $choices ): string {
		$posted = isset( $_POST[ $name ] ) ? sanitize_key( wp_unslash( $_POST[ $name ] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification.Missing
		return in_array( $posted, $choices, true ) ? $posted : ConsentRules::SERVER;
	}
}

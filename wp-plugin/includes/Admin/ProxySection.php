<?php
/**
 * The way that events take, on the settings screen.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Proxy\Findings;
use Warp\Proxy\LadderRecord;
use Warp\Proxy\Rung;
use Warp\Proxy\Traffic;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Shows what was tested and what waits; ProxyForm changes.
 */
final class ProxySection {

	/**
	 * Holds the owner's choice.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Holds the results of the tests.
	 *
	 * @var LadderRecord
	 */
	private $record;

	public function __construct( Settings $settings, LadderRecord $record ) {
		$this->settings = $settings;
		$this->record   = $record;
	}

	public function render(): void {
		?>
		<h2><?php esc_html_e( 'The way of events', 'warp' ); ?></h2>
		<p><?php esc_html_e( 'Visitors’ browsers send events to your own domain. They wait here until the Warp server has them, so a slow or absent server costs neither events nor time. Each way is tested once an hour, and the best that works is used.', 'warp' ); ?></p>
		<?php foreach ( ( new Findings( $this->settings, $this->record ) )->all( time() ) as $finding ) : ?>
			<div class="notice inline <?php echo 'critical' === $finding->severity() ? 'notice-error' : 'notice-warning'; ?>">
				<p><strong><?php echo esc_html( FindingSentence::headline( $finding ) ); ?></strong><br><?php echo esc_html( FindingSentence::of( $finding ) ); ?></p>
			</div>
		<?php endforeach; ?>
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<input type="hidden" name="action" value="<?php echo esc_attr( ProxyForm::SAVE ); ?>">
			<?php wp_nonce_field( ProxyForm::SAVE ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><?php esc_html_e( 'Way to use', 'warp' ); ?></th>
					<td><?php $this->render_choice(); ?></td>
				</tr>
				<?php foreach ( $this->rows() as $label => $value ) : ?>
					<tr>
						<th scope="row"><?php echo esc_html( $label ); ?></th>
						<td><?php echo esc_html( $value ); ?></td>
					</tr>
				<?php endforeach; ?>
			</table>
			<p class="submit">
				<?php
				submit_button( __( 'Save the way', 'warp' ), 'primary', 'submit', false );
				echo ' ';
				submit_button( __( 'Test now', 'warp' ), 'secondary', ProxyForm::TEST_BUTTON, false );
				?>
			</p>
		</form>
		<?php
	}

	private function render_choice(): void {
		$in_use = $this->record->rung();
		?>
		<fieldset>
			<legend class="screen-reader-text"><?php esc_html_e( 'Way to use', 'warp' ); ?></legend>
			<?php foreach ( array_merge( array( Rung::AUTOMATIC ), Rung::OWN, array( Rung::DIRECT ) ) as $rung ) : ?>
				<label>
					<input type="radio" name="<?php echo esc_attr( ProxyForm::FIELD ); ?>" value="<?php echo esc_attr( $rung ); ?>"<?php checked( $rung, $this->settings->chosen_rung() ); ?>>
					<?php echo esc_html( TestResultSentence::name_of( $rung ) ); ?>
					<?php if ( $rung === $in_use && 0 !== $this->record->checked_at() ) : ?>
						<strong><?php esc_html_e( '(in use)', 'warp' ); ?></strong>
					<?php endif; ?>
				</label>
				<?php if ( in_array( $rung, Rung::OWN, true ) ) : ?>
					<span class="description">– <?php echo esc_html( TestResultSentence::of( $this->record->result( $rung ) ) ); ?></span>
				<?php endif; ?>
				<br>
			<?php endforeach; ?>
		</fieldset>
		<?php
	}

	/**
	 * What there is to say about it.
	 *
	 * @return array<string, string> Value by label.
	 */
	private function rows(): array {
		$rows    = array( __( 'Last test', 'warp' ) => self::ago( $this->record->checked_at() ) );
		$traffic = Traffic::of( $this->settings );
		if ( null === $traffic ) {
			return $rows;
		}
		$rows[ __( 'Waiting', 'warp' ) ]   = 0 === $traffic->waiting_bytes() ? __( 'Nothing.', 'warp' ) : (string) size_format( $traffic->waiting_bytes(), 1 );
		$rows[ __( 'Last sent', 'warp' ) ] = self::ago( $traffic->last_sent_at() );
		$rows[ __( 'Sent', 'warp' ) ]      = number_format_i18n( $traffic->sent() );
		$rows[ __( 'Lost', 'warp' ) ]      = number_format_i18n( $traffic->dropped() );
		if ( 0 < $traffic->refused() ) {
			/* translators: 1: number of events, 2: sentence of the Warp server. */
			$rows[ __( 'Refused', 'warp' ) ] = sprintf( __( '%1$s. The Warp server said of the last one: %2$s', 'warp' ), number_format_i18n( $traffic->refused() ), $traffic->refusal() );
		}
		return $rows;
	}

	private static function ago( int $time ): string {
		/* translators: %s: duration, such as "5 minutes". */
		return 0 === $time ? __( 'None yet.', 'warp' ) : sprintf( __( '%s ago.', 'warp' ), human_time_diff( $time ) );
	}
}

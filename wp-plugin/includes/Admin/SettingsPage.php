<?php
/**
 * The settings screen.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Connection\InvalidConnectionCode;
use Warp\Connection\StatusRecord;
use Warp\Events\EventQueue;
use Warp\Proxy\LadderRecord;
use Warp\Script\ScriptFiles;
use Warp\Settings\Deployment;
use Warp\Settings\Settings;
use Warp\WooCommerce\Shop;

defined( 'ABSPATH' ) || exit;

/**
 * Settings -> Warp, with WordPress' own markup. It shows; SettingsForm changes.
 */
final class SettingsPage {

	public const SLUG       = 'warp-settings';
	public const CAPABILITY = 'manage_options';

	/**
	 * Shown here.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Says which fields are decided elsewhere.
	 *
	 * @var Deployment
	 */
	private $deployment;

	/**
	 * How the last contact went.
	 *
	 * @var StatusRecord
	 */
	private $status;

	public function __construct( Settings $settings, Deployment $deployment, StatusRecord $status ) {
		$this->settings   = $settings;
		$this->deployment = $deployment;
		$this->status     = $status;
	}

	public static function url(): string {
		return admin_url( 'options-general.php?page=' . self::SLUG );
	}

	public function add_to_menu(): void {
		add_options_page( __( 'Warp settings', 'warp' ), __( 'Warp', 'warp' ), self::CAPABILITY, self::SLUG, array( $this, 'render' ) );
	}

	/**
	 * Puts a link to this screen beside the plugin's name.
	 *
	 * @param array<string> $links The plugin's links.
	 * @return array<string>
	 */
	public function add_link( array $links ): array {
		return array_merge( array( sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'warp' ) ) ), $links );
	}

	public function render(): void {
		?>
		<div class="wrap">
			<h1><?php esc_html_e( 'Warp settings', 'warp' ); ?></h1>
			<?php
			$this->render_status();
			$this->render_form();
			if ( null !== $this->settings->connection() ) {
				( new ProxySection( $this->settings, new LadderRecord() ) )->render();
			}
			if ( null !== $this->settings->connection() && ! $this->deployment->sets_connection() ) {
				$this->render_disconnect();
			}
			?>
		</div>
		<?php
	}

	private function render_status(): void {
		$connected = null !== $this->settings->connection();
		?>
		<h2><?php esc_html_e( 'Status', 'warp' ); ?></h2>
		<table class="form-table" role="presentation">
			<?php foreach ( $this->status_rows() as $label => $value ) : ?>
				<tr>
					<th scope="row"><?php echo esc_html( $label ); ?></th>
					<td><?php echo esc_html( $value ); ?></td>
				</tr>
			<?php endforeach; ?>
		</table>
		<?php if ( $connected ) : ?>
			<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
				<input type="hidden" name="action" value="warp_check_connection">
				<?php
				wp_nonce_field( 'warp_check_connection' );
				submit_button( __( 'Check the connection now', 'warp' ), 'secondary', 'submit', false );
				?>
			</form>
			<?php
		endif;
	}

	/**
	 * What there is to say about the connection.
	 *
	 * @return array<string, string> Value by label.
	 */
	private function status_rows(): array {
		$connection = $this->settings->connection();
		if ( null === $connection ) {
			return array( __( 'Connection', 'warp' ) => $this->constant_problem() ?? __( 'Not connected. Nothing is measured, and no other server is contacted.', 'warp' ) );
		}
		return array(
			__( 'Warp server', 'warp' )  => $connection->core(),
			__( 'Site', 'warp' )         => $connection->script_id(),
			__( 'Last contact', 'warp' ) => $this->last_contact(),
			__( 'Script', 'warp' )       => $this->script_state(),
		) + WaitingEvents::rows( new EventQueue( $this->settings ) ) + ( Shop::is_open() ? OrderFigures::rows() : array() );
	}

	private function constant_problem(): ?string {
		if ( ! $this->deployment->sets_connection() ) {
			return null;
		}
		try {
			$this->deployment->connection();
			return null;
		} catch ( InvalidConnectionCode $invalid ) {
			/* translators: %s: sentence that says what is wrong. */
			return sprintf( __( 'Not connected. The constant WARP_CONNECTION_CODE is not valid. %s', 'warp' ), ConnectionCodeSentence::of( $invalid ) );
		}
	}

	private function last_contact(): string {
		$last = $this->status->last();
		if ( 0 === $last['checked_at'] ) {
			return __( 'None yet.', 'warp' );
		}
		/* translators: 1: duration, such as "5 minutes"; 2: what happened. */
		return sprintf( __( '%1$s ago: %2$s', 'warp' ), human_time_diff( $last['checked_at'] ), '' === $last['problem'] ? __( 'all well.', 'warp' ) : $last['problem'] );
	}

	private function script_state(): string {
		$file    = $this->settings->script_file();
		$written = null === $file ? null : ( new ScriptFiles( $this->settings->folder() ) )->written_at( $file );
		if ( null === $written ) {
			return __( 'Not fetched yet, so your pages do not load it.', 'warp' );
		}
		/* translators: %s: duration, such as "5 minutes". */
		return sprintf( __( 'Served from your own domain, fetched %s ago.', 'warp' ), human_time_diff( $written ) );
	}

	private function render_form(): void {
		?>
		<h2><?php esc_html_e( 'Settings', 'warp' ); ?></h2>
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<input type="hidden" name="action" value="warp_save_settings">
			<?php wp_nonce_field( 'warp_save_settings' ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="warp_connection_code"><?php esc_html_e( 'Connection code', 'warp' ); ?></label></th>
					<td><?php $this->render_code_field(); ?></td>
				</tr>
				<tr>
					<th scope="row"><?php esc_html_e( 'Excluded roles', 'warp' ); ?></th>
					<td><?php $this->render_roles_field(); ?></td>
				</tr>
				<?php ( new EventFields( $this->settings ) )->render_rows(); ?>
			</table>
			<?php submit_button(); ?>
		</form>
		<?php
	}

	private function render_code_field(): void {
		if ( $this->deployment->sets_connection() ) {
			printf( '<p>%s</p>', esc_html__( 'Set by the constant WARP_CONNECTION_CODE.', 'warp' ) );
			return;
		}
		?>
		<textarea name="warp_connection_code" id="warp_connection_code" class="large-text code" rows="3" autocomplete="off" spellcheck="false" aria-describedby="warp_connection_code_description"></textarea>
		<p class="description" id="warp_connection_code_description">
			<?php
			echo esc_html(
				null === $this->settings->connection()
					? __( 'Your Warp server shows this code on the page of this site. It holds a secret: treat it like a password.', 'warp' )
					: __( 'Connected. Leave this empty to stay connected, or paste another code to connect anew.', 'warp' )
			);
			?>
		</p>
		<?php
	}

	private function render_roles_field(): void {
		$by_constant = null !== $this->deployment->excluded_roles();
		$excluded    = $this->settings->excluded_roles();
		?>
		<fieldset<?php disabled( $by_constant ); ?>>
			<legend class="screen-reader-text"><?php esc_html_e( 'Excluded roles', 'warp' ); ?></legend>
			<?php foreach ( wp_roles()->get_names() as $role => $name ) : ?>
				<label>
					<input type="checkbox" name="warp_excluded_roles[]" value="<?php echo esc_attr( $role ); ?>"<?php checked( in_array( $role, $excluded, true ) ); ?>>
					<?php echo esc_html( translate_user_role( $name ) ); ?>
				</label><br>
			<?php endforeach; ?>
		</fieldset>
		<p class="description">
			<?php
			echo esc_html(
				$by_constant
					? __( 'Set by the constant WARP_EXCLUDED_ROLES.', 'warp' )
					: __( 'People with these roles get no script, so their own visits are not measured.', 'warp' )
			);
			?>
		</p>
		<?php
	}

	private function render_disconnect(): void {
		?>
		<h2><?php esc_html_e( 'Disconnect', 'warp' ); ?></h2>
		<p><?php esc_html_e( 'Takes the script off your pages. What the Warp server has stored stays there.', 'warp' ); ?></p>
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<input type="hidden" name="action" value="warp_disconnect">
			<?php
			wp_nonce_field( 'warp_disconnect' );
			submit_button( __( 'Disconnect', 'warp' ), 'delete', 'submit', false );
			?>
		</form>
		<?php
	}
}

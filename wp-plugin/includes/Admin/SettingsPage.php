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
			( new ConnectSection( $this->settings->connection(), $this->deployment ) )->render();
			$this->render_form();
			if ( null !== $this->settings->connection() ) {
				( new ProxySection( $this->settings, new LadderRecord() ) )->render();
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
		<?php
		if ( $connected ) {
			LatePart::render_place( SiteSection::ACTION );
			$this->render_check();
			TestVisitSection::render();
			printf( '<h2>%s</h2>', esc_html__( 'Your own address', 'warp' ) );
			LatePart::render_place( AddressSection::ACTION );
		}
	}

	private function render_check(): void {
		?>
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<input type="hidden" name="action" value="warp_check_connection">
			<?php
			wp_nonce_field( 'warp_check_connection' );
			submit_button( __( 'Check the connection now', 'warp' ), 'secondary', 'submit', false, array( 'id' => 'warp_check_button' ) );
			?>
		</form>
		<?php
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
			/* translators: %s: address of the Warp server. */
			__( 'Connection', 'warp' )   => sprintf( __( 'Connected to %s.', 'warp' ), $connection->core() ),
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
					<th scope="row"><?php esc_html_e( 'Excluded roles', 'warp' ); ?></th>
					<td>
						<?php
						$this->render_roles_field(
							'excluded_roles',
							__( 'Excluded roles', 'warp' ),
							$this->settings->excluded_roles(),
							null !== $this->deployment->excluded_roles(),
							__( 'People with these roles get no script, so their own visits are not measured.', 'warp' )
						);
						?>
					</td>
				</tr>
				<tr>
					<th scope="row"><?php esc_html_e( 'Who may see the figures', 'warp' ); ?></th>
					<td>
						<?php
						$this->render_roles_field(
							'viewer_roles',
							__( 'Who may see the figures', 'warp' ),
							$this->settings->viewer_roles(),
							null !== $this->deployment->viewer_roles(),
							__( 'People with these roles find Warp in the menu, a widget on the dashboard and views beside posts.', 'warp' )
						);
						?>
					</td>
				</tr>
				<?php ( new EventFields( $this->settings ) )->render_rows(); ?>
			</table>
			<?php submit_button(); ?>
		</form>
		<?php
	}

	/**
	 * Boxes for roles.
	 *
	 * @param string   $name        Of the setting: excluded_roles or viewer_roles.
	 * @param string   $legend      Read to those who do not see the table.
	 * @param string[] $chosen      Ticked.
	 * @param bool     $by_constant Whether a constant decides.
	 * @param string   $description What it means.
	 */
	private function render_roles_field( string $name, string $legend, array $chosen, bool $by_constant, string $description ): void {
		?>
		<fieldset<?php disabled( $by_constant ); ?>>
			<legend class="screen-reader-text"><?php echo esc_html( $legend ); ?></legend>
			<?php foreach ( wp_roles()->get_names() as $role => $label ) : ?>
				<label>
					<input type="checkbox" name="warp_<?php echo esc_attr( $name ); ?>[]" value="<?php echo esc_attr( $role ); ?>"<?php checked( in_array( $role, $chosen, true ) ); ?>>
					<?php echo esc_html( translate_user_role( $label ) ); ?>
				</label><br>
			<?php endforeach; ?>
		</fieldset>
		<p class="description">
			<?php
			/* translators: %s: name of a constant. */
			echo esc_html( $by_constant ? sprintf( __( 'Set by the constant %s.', 'warp' ), 'WARP_' . strtoupper( $name ) ) : $description );
			?>
		</p>
		<?php
	}
}

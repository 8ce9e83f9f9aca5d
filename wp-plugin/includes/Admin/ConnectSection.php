<?php
/**
 * The part of the settings screen that connects the site.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Connection\ConnectAttempts;
use Warp\Connection\Connection;
use Warp\Settings\Deployment;

defined( 'ABSPATH' ) || exit;

/**
 * A button first; a connection code for those who have one. It shows; ConnectForm does.
 */
final class ConnectSection {

	/**
	 * The site's; null: it is not connected.
	 *
	 * @var Connection|null
	 */
	private $connection;

	/**
	 * May name the core.
	 *
	 * @var Deployment
	 */
	private $deployment;

	public function __construct( ?Connection $connection, Deployment $deployment ) {
		$this->connection = $connection;
		$this->deployment = $deployment;
	}

	public function render(): void {
		if ( $this->deployment->sets_connection() ) {
			printf( '<h2>%s</h2><p>%s</p>', esc_html__( 'Connection', 'warp' ), esc_html__( 'Set by the constant WARP_CONNECTION_CODE.', 'warp' ) );
		} elseif ( null === $this->connection ) {
			printf( '<h2>%s</h2>', esc_html__( 'Connect', 'warp' ) );
			printf( '<p>%s</p>', esc_html__( 'You log in to your Warp server, choose this site there, and come back to this page. That is all.', 'warp' ) );
			$this->render_button( true );
			$this->render_code();
		} else {
			printf( '<h2>%s</h2>', esc_html__( 'Connection', 'warp' ) );
			$this->render_disconnect();
			printf( '<details class="warp-details"><summary>%s</summary>', esc_html__( 'Connect anew, or to another server', 'warp' ) );
			$this->render_button( false );
			$this->render_code();
			echo '</details>';
		}
	}

	/**
	 * The button.
	 *
	 * @param bool $is_main Whether it is what to do now.
	 */
	private function render_button( bool $is_main ): void {
		$preset = $this->deployment->core_url();
		?>
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<input type="hidden" name="action" value="warp_connect">
			<?php wp_nonce_field( 'warp_connect' ); ?>
			<p>
				<label for="warp_core"><?php esc_html_e( 'Address of your Warp server', 'warp' ); ?></label><br>
				<input type="text" inputmode="url" name="warp_core" id="warp_core" class="regular-text code" placeholder="warp.example.com" autocomplete="url" autocapitalize="none" spellcheck="false" required
					value="<?php echo esc_attr( $preset ?? $this->last_address() ); ?>"<?php wp_readonly( null !== $preset ); ?> aria-describedby="warp_core_description">
				<?php submit_button( __( 'Connect', 'warp' ), $is_main ? 'primary' : 'secondary', 'submit', false, array( 'id' => 'warp_connect_button' ) ); ?>
			</p>
			<p class="description" id="warp_core_description">
				<?php
				echo esc_html(
					null === $preset
						? __( 'What you type into your browser to reach Warp. Whoever runs the server can tell you.', 'warp' )
						: __( 'Set by the constant WARP_CORE_URL.', 'warp' )
				);
				?>
			</p>
		</form>
		<?php
	}

	/**
	 * What was typed before, or the server that the site is connected to.
	 */
	private function last_address(): string {
		$typed = ( new ConnectAttempts( get_current_user_id() ) )->address();
		return '' === $typed && null !== $this->connection ? $this->connection->core() : $typed;
	}

	private function render_code(): void {
		?>
		<details class="warp-details">
			<summary><?php esc_html_e( 'I have a connection code', 'warp' ); ?></summary>
			<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
				<input type="hidden" name="action" value="warp_connect_by_code">
				<?php wp_nonce_field( 'warp_connect_by_code' ); ?>
				<p>
					<label for="warp_connection_code"><?php esc_html_e( 'Connection code', 'warp' ); ?></label><br>
					<textarea name="warp_connection_code" id="warp_connection_code" class="large-text code" rows="3" autocomplete="off" spellcheck="false" required aria-describedby="warp_connection_code_description"></textarea>
				</p>
				<p class="description" id="warp_connection_code_description"><?php esc_html_e( 'Your Warp server shows it on the page of this site. It holds a secret: treat it like a password.', 'warp' ); ?></p>
				<p><?php submit_button( __( 'Connect with this code', 'warp' ), 'secondary', 'submit', false, array( 'id' => 'warp_connect_by_code_button' ) ); ?></p>
			</form>
		</details>
		<?php
	}

	private function render_disconnect(): void {
		?>
		<p><?php esc_html_e( 'Disconnecting takes the script off your pages and ends this site’s access to the Warp server. What is stored there stays.', 'warp' ); ?></p>
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<input type="hidden" name="action" value="warp_disconnect">
			<?php
			wp_nonce_field( 'warp_disconnect' );
			submit_button( __( 'Disconnect', 'warp' ), 'delete', 'submit', false, array( 'id' => 'warp_disconnect_button' ) );
			?>
		</form>
		<?php
	}
}

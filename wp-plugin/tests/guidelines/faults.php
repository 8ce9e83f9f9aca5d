<?php
/**
 * Everything that the rules of this folder are to find, a line each. Nothing runs this.
 */

namespace Elsewhere {
	final class Foreign {} // Fault.
}

namespace Warp\Faults {

	use WP_Error;

	const EVIL = 'output';

	function global_function() { // Fault.
		return EVIL;
	}

	final class Faults {

		const NAME = 'other_option';

		public function output( $text, WP_Error $error ) {
			echo $text; // Fault.
			echo '<p>' . $text . '</p>'; // Fault.
			echo "<p>$text</p>"; // Fault.
			echo $text ? esc_html( $text ) : $text; // Fault.
			echo sprintf( '<p>%s</p>', $text ); // Fault.
			echo esc_html( $text ) . strtoupper( $text ); // Fault.
			print $text; // Fault.
			printf( '<p>%s</p>', $text ); // Fault.
			printf( $text, 1 ); // Fault.
			exit( $text ); // Fault.
			wp_die( $error->get_error_message() ); // Fault.
			_e( 'Text', 'warp' ); // Fault.
			echo $text; // phpcs:ignore WordPress.Security -- said why.
		}

		public function well_put( $text ) {
			echo esc_html( $text ), (int) $text, 'text', 1, '<p>' . esc_attr( $text ) . '</p>';
			printf( '<p %s>%s</p>', checked( true, $text, false ), esc_html( sprintf( '%s', $text ) ) );
			exit;
		}

		public function input() {
			$one   = $_GET['one']; // Fault.
			$two   = wp_unslash( $_POST['two'] ); // Fault.
			$three = sanitize_text_field( $_POST['three'] ); // Fault.
			$four  = $_SERVER['REQUEST_URI'] ?? ''; // Fault.
			$five  = array_map( 'trim', wp_unslash( $_POST['five'] ) ); // Fault.
			foreach ( $_REQUEST as $six ) { // Fault.
				$one .= $six;
			}
			return array( $one, $two, $three, $four, $five );
		}

		public function well_taken() {
			$one   = isset( $_GET['one'] ) ? sanitize_key( wp_unslash( $_GET['one'] ) ) : '';
			$two   = absint( $_GET['two'] ?? 0 );
			$three = array_map( 'sanitize_key', (array) wp_unslash( $_POST['three'] ) );
			return 'POST' === ( $_SERVER['REQUEST_METHOD'] ?? '' ) ? array( $one, $two, $three ) : array();
		}

		public function queries( $id ) {
			global $wpdb;
			$wpdb->query( "DELETE FROM {$wpdb->prefix}warp_queue WHERE id = $id" ); // Fault.
			$wpdb->get_var( 'SELECT 1 FROM ' . $id ); // Fault.
			$wpdb->get_results( $wpdb->prepare( "SELECT * FROM $id WHERE a = %s", 'a' ) ); // Fault.
			$sql = 'SELECT ' . $id;
			$wpdb->get_row( $sql ); // Fault.
		}

		public function well_asked( $id ) {
			global $wpdb;
			$sql = $wpdb->prepare( "SELECT a FROM {$wpdb->prefix}warp_queue WHERE id = %d", $id );
			$wpdb->query( $sql );
			$wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->options" );
		}

		public function names( $value ) {
			update_option( 'other_option', $value, false ); // Fault.
			update_option( self::NAME, $value, false ); // Fault.
			update_option( 'warp_large', $value ); // Fault.
			update_option( 'warp_large', $value, true ); // Fault.
			set_transient( "other_$value", 1 ); // Fault.
			do_action( 'event', $value ); // Fault.
			apply_filters( 'my_filter', $value ); // Fault.
			wp_schedule_event( time(), 'hourly', 'refresh' ); // Fault.
			wp_enqueue_script( 'script', 'a.js' ); // Fault.
			define( 'OTHER', 1 ); // Fault.
		}

		public function well_named( $value ) {
			update_option( 'warp_settings', $value, true );
			update_option( 'warp_status', $value, false );
			get_option( 'home' );
			do_action( "warp_{$value}", $value );
			wp_schedule_event( time(), 'hourly', $value );
		}

		public function translations( $text ) {
			__( $text, 'warp' ); // Fault.
			__( 'Text', 'other' ); // Fault.
			__( 'Text' ); // Fault.
			esc_html__( 'Text ' . $text, 'warp' ); // Fault.
			_n( 'One', $text, 2, 'warp' ); // Fault.
			sprintf( __( 'Hello %s', 'warp' ), $text ); // Fault.
		}

		public function well_said( $text ) {
			/* translators: %s: a name. */
			return sprintf( __( 'Hello %s', 'warp' ), $text ) . __( 'Hello', 'warp' );
		}

		public function restraint( $text ) {
			eval( $text ); // Fault.
			curl_exec( $text ); // Fault.
			unserialize( $text ); // Fault.
			wp_redirect( $text ); // Fault.
			error_log( $text ); // Fault.
			global $other; // Fault.
			register_rest_route( 'a/v1', '/b', array( 'methods' => 'POST' ) ); // Fault.
			return `$text` . $other; // Fault.
		}

		public function well_restrained( $text ) {
			global $wpdb;
			register_rest_route( 'a/v1', '/b', array( 'permission_callback' => '__return_true' ) );
			wp_safe_redirect( $text );
			return $wpdb;
		}
	}
}

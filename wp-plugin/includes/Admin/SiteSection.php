<?php
/**
 * What the core says of this site, on the settings screen.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Panels\Figures;

defined( 'ABSPATH' ) || exit;

/**
 * Rows of the status. Asked of the core once a minute, however often the screen is opened.
 */
final class SiteSection {

	public const ACTION = 'warp_site_status';

	/**
	 * Asks the core.
	 *
	 * @var Figures
	 */
	private $figures;

	public function __construct( Figures $figures ) {
		$this->figures = $figures;
	}

	/**
	 * Answers the browser.
	 */
	public function answer(): void {
		LatePart::authorize( self::ACTION );
		$site = $this->figures->read( '', array() );
		if ( is_wp_error( $site ) ) {
			printf( '<p class="warp-problem">%s</p>', esc_html( $site->get_error_message() ) );
		} else {
			echo '<table class="form-table" role="presentation">';
			foreach ( $this->rows( $site ) as $label => $value ) {
				printf( '<tr><th scope="row">%s</th><td>%s</td></tr>', esc_html( $label ), wp_kses_post( $value ) );
			}
			echo '</table>';
			DifferencesForm::render( $site );
		}
		wp_die();
	}

	/**
	 * The rows.
	 *
	 * @param array<mixed> $site The core's answer.
	 * @return array<string, string> HTML by label.
	 */
	private function rows( array $site ): array {
		return array(
			__( 'Site', 'warp' )         => self::name( $site ),
			__( 'Last event', 'warp' )   => self::last_event( $site ),
			__( 'Events today', 'warp' ) => esc_html( number_format_i18n( (int) ( $site['events_today'] ?? 0 ) ) ),
			__( 'Destinations', 'warp' ) => self::destinations( is_array( $site['destinations'] ?? null ) ? $site['destinations'] : array() ),
		);
	}

	/**
	 * Its name, its domains, and what the core says of it unless all is well.
	 *
	 * @param array<mixed> $site The core's answer.
	 */
	private static function name( array $site ): string {
		$domains = implode( ', ', array_filter( (array) ( $site['domains'] ?? array() ), 'is_string' ) );
		/* translators: 1: name of the site, 2: its domains. */
		$name = esc_html( sprintf( __( '%1$s (%2$s)', 'warp' ), (string) ( $site['name'] ?? '' ), $domains ) );
		if ( in_array( $site['state'] ?? 'active', array( 'active', 'not_installed' ), true ) ) {
			return $name;
		}
		return $name . '<br>' . Mark::html( 'error' === $site['state'] ? 'failed' : 'waiting' ) . ' ' . esc_html( (string) ( $site['state_reason'] ?? '' ) );
	}

	/**
	 * How long ago.
	 *
	 * @param array<mixed> $site The core's answer.
	 */
	private static function last_event( array $site ): string {
		$at = strtotime( (string) ( $site['last_event_at'] ?? '' ) );
		/* translators: %s: duration, such as "5 minutes". */
		return esc_html( false === $at ? __( 'None yet.', 'warp' ) : sprintf( __( '%s ago', 'warp' ), human_time_diff( $at ) ) );
	}

	/**
	 * Each with its state.
	 *
	 * @param array<mixed> $destinations Of the core's answer.
	 */
	private static function destinations( array $destinations ): string {
		$lines = array();
		foreach ( array_filter( $destinations, 'is_array' ) as $destination ) {
			list( $mark, $sentence ) = self::state( $destination );
			$lines[]                 = Mark::html( $mark ) . ' <strong>' . esc_html( (string) ( $destination['name'] ?? '' ) ) . '</strong>: ' . esc_html( $sentence );
		}
		return array() === $lines ? esc_html__( 'None yet. Events stay on your Warp server; add destinations there.', 'warp' ) : implode( '<br>', $lines );
	}

	/**
	 * How it does, as the core decides it for every screen.
	 *
	 * @param array<mixed> $destination Of the core's answer.
	 * @return array{string, string} Mark and sentence.
	 */
	private static function state( array $destination ): array {
		$marks = array(
			'healthy'  => 'done',
			'degraded' => 'waiting',
			'failing'  => 'failed',
			'paused'   => 'failed',
		);
		return array( $marks[ $destination['state'] ?? '' ] ?? 'none', (string) ( $destination['state_reason'] ?? '' ) );
	}
}

<?php
/**
 * How something did, at a glance.
 *
 * @package Warp
 */

namespace Warp\Admin;

defined( 'ABSPATH' ) || exit;

/**
 * An icon of WordPress' own font, and a word for people who do not see it.
 */
final class Mark {

	private const ICONS = array(
		'done'    => 'yes-alt',
		'waiting' => 'clock',
		'failed'  => 'warning',
		'none'    => 'minus',
	);

	/**
	 * The icon.
	 *
	 * @param string $mark done, waiting, failed or none.
	 */
	public static function html( string $mark ): string {
		$words = array(
			'done'    => __( 'Done:', 'warp' ),
			'waiting' => __( 'Waiting:', 'warp' ),
			'failed'  => __( 'Failed:', 'warp' ),
			'none'    => __( 'Not done:', 'warp' ),
		);
		return sprintf(
			'<span class="dashicons dashicons-%s warp-mark-%s" aria-hidden="true"></span> <span class="screen-reader-text">%s</span>',
			esc_attr( self::ICONS[ $mark ] ),
			esc_attr( $mark ),
			esc_html( $words[ $mark ] )
		);
	}
}

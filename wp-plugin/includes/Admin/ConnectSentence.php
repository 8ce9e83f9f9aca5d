<?php
/**
 * Says to a person why a site could not be connected.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Connection\ConnectRefused;
use Warp\Connection\InvalidConnectionCode;

defined( 'ABSPATH' ) || exit;

/**
 * One sentence for each word of Connection\ConnectRefused, and for each rule of Connection\CoreAddress.
 */
final class ConnectSentence {

	/**
	 * Why the core's answer was not followed.
	 *
	 * @param ConnectRefused $refused What was refused.
	 */
	public static function of_answer( ConnectRefused $refused ): string {
		$sentences = array(
			ConnectRefused::OVER       => __( 'Not connected: this took longer than ten minutes, or was answered before. Press Connect again.', 'warp' ),
			ConnectRefused::FOREIGN    => __( 'Not connected: this answer does not belong to a connection that you began here. Press Connect again.', 'warp' ),
			ConnectRefused::OTHER_CORE => __( 'Not connected: another server answered than the one you named. Use the address that your Warp server shows for itself.', 'warp' ),
			ConnectRefused::DENIED     => __( 'Not connected: the request was declined on the Warp server.', 'warp' ),
			ConnectRefused::ERROR      => __( 'Not connected: the Warp server could not do it. Press Connect again.', 'warp' ),
		);
		$sentence  = $sentences[ $refused->word() ];
		/* translators: 1: sentence; 2: short technical word. */
		return '' === $refused->detail() ? $sentence : sprintf( __( '%1$s (%2$s)', 'warp' ), $sentence, $refused->detail() );
	}

	/**
	 * What is wrong with a typed address.
	 *
	 * @param InvalidConnectionCode $invalid What was refused.
	 */
	public static function of_address( InvalidConnectionCode $invalid ): string {
		$sentences = array(
			'missing' => __( 'Address of your Warp server: type it, such as warp.example.com.', 'warp' ),
			'address' => __( 'Address of your Warp server: this is no web address. It looks like warp.example.com.', 'warp' ),
			'bare'    => __( 'Address of your Warp server: leave out user name, question mark and number sign.', 'warp' ),
			'https'   => __( 'Address of your Warp server: it must begin with https; http is accepted only for this machine or a host name without a dot.', 'warp' ),
		);
		return $sentences[ $invalid->rule() ];
	}
}

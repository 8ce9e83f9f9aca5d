<?php
/**
 * Says to a person why a connection code was refused.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Connection\InvalidConnectionCode;

defined( 'ABSPATH' ) || exit;

/**
 * One sentence for each field and rule of Connection\ConnectionCode.
 */
final class ConnectionCodeSentence {

	/**
	 * The sentence, which names the field and the rule.
	 *
	 * @param InvalidConnectionCode $invalid What was refused.
	 */
	public static function of( InvalidConnectionCode $invalid ): string {
		/* translators: %s: name of a field inside the connection code, such as "script_id". */
		$missing = __( 'The connection code lacks the field %s. Copy it again, whole.', 'warp' );
		/* translators: %s: name of a field inside the connection code, such as "script_id". */
		$text      = __( 'In the connection code, the field %s must be text.', 'warp' );
		$sentences = array(
			'connection_code.missing'   => __( 'Connection code: paste the code that your Warp server shows for this site.', 'warp' ),
			'connection_code.base64url' => __( 'Connection code: it may hold only letters, digits, hyphens and underscores. Copy it again, whole.', 'warp' ),
			'connection_code.json'      => __( 'Connection code: it is damaged or cut off. Copy it again, whole.', 'warp' ),
			/* translators: %s: name of a field inside the connection code, here "core". */
			'core.address'              => __( 'In the connection code, the field %s must be a web address such as https://warp.example.com.', 'warp' ),
			/* translators: %s: name of a field inside the connection code, here "core". */
			'core.bare'                 => __( 'In the connection code, the field %s must be an address without user name, query or fragment.', 'warp' ),
			/* translators: %s: name of a field inside the connection code, here "core". */
			'core.https'                => __( 'In the connection code, the field %s must be an https address; http is accepted only for this machine or a host name without a dot.', 'warp' ),
			/* translators: %s: name of a field inside the connection code, here "script_id". */
			'script_id.format'          => __( 'In the connection code, the field %s must be 1 to 50 letters, digits, hyphens or underscores.', 'warp' ),
			/* translators: %s: name of a field inside the connection code, here "secret". */
			'secret.format'             => __( 'In the connection code, the field %s must be 43 letters, digits, hyphens or underscores.', 'warp' ),
			/* translators: %s: name of a field inside the connection code, here "token". */
			'token.format'              => __( 'In the connection code, the field %s must be “warp_site_” and 43 letters, digits, hyphens or underscores.', 'warp' ),
		);
		$by_rule   = array(
			'missing' => $missing,
			'text'    => $text,
		);
		$sentence  = $sentences[ $invalid->field() . '.' . $invalid->rule() ] ?? $by_rule[ $invalid->rule() ];
		return sprintf( $sentence, $invalid->field() );
	}
}

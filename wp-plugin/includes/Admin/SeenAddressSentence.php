<?php
/**
 * Says to the owner as whom the core sees them.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Connection\SeenAddress;

defined( 'ABSPATH' ) || exit;

/**
 * A sentence for what Connection\SeenAddress finds, and one for what to do.
 */
final class SeenAddressSentence {

	/**
	 * What the core sees.
	 *
	 * @param SeenAddress $seen  Address, and how it was found.
	 * @param string      $place City and country; empty: not known.
	 */
	public static function seen( SeenAddress $seen, string $place ): string {
		if ( '' === $seen->ip() ) {
			return __( 'We cannot tell your address.', 'warp' );
		}
		$ways = array(
			'remote_addr'      => __( 'by your connection', 'warp' ),
			'forwarded_for'    => __( 'by the header X-Forwarded-For', 'warp' ),
			'cf_connecting_ip' => __( 'by Cloudflare’s header', 'warp' ),
		);
		$way  = $ways[ $seen->decided_by() ] ?? $seen->decided_by();
		return '' === $place
			/* translators: 1: address; 2: such as "by Cloudflare’s header". */
			? sprintf( __( 'We see you as %1$s (%2$s).', 'warp' ), $seen->ip(), $way )
			/* translators: 1: address; 2: city and country; 3: such as "by Cloudflare’s header". */
			: sprintf( __( 'We see you as %1$s, in %2$s (%3$s).', 'warp' ), $seen->ip(), $place, $way );
	}

	/**
	 * What that means.
	 *
	 * @param SeenAddress $seen Address, and how it was found.
	 */
	public static function advice( SeenAddress $seen ): string {
		$sentences = array(
			SeenAddress::PLAUSIBLE         => __( 'If that is you, visitors are told apart. The place is a guess and may be a town away.', 'warp' ),
			SeenAddress::UNKNOWN           => __( 'Your web server does not say who connects to it. Ask your host.', 'warp' ),
			SeenAddress::BEHIND_CLOUDFLARE => __( 'Your site seems to be behind Cloudflare, so all visitors would look like Cloudflare. Choose Cloudflare below.', 'warp' ),
			/* translators: %s: address. */
			SeenAddress::BEHIND_PROXY      => __( 'Something at %s passes your visitors on to this site, and is not believed when it says who they are, so all of them would look like one. If it is your host’s proxy, choose “Other proxies” below and type its address.', 'warp' ),
			SeenAddress::INTERNAL          => __( 'This is an address inside a network, not one of the internet. Either you are on the same network as this site, or a proxy does not say who your visitors are: then ask your host.', 'warp' ),
		);
		return sprintf( $sentences[ $seen->verdict() ], $seen->connected_from() );
	}
}

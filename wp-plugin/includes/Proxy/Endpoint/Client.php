<?php
/**
 * Who sent a hit, as this server saw it.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * The connecting address and the raw forwarded ones: which of them is the visitor's is decided by the core, by the networks
 * that the site's owner trusts. Headers are named one by one, so cookies and Authorization never leave this server.
 */
final class Client {

	/**
	 * By these the core tells a browser from a program (core-api/src/collect/track-request.ts), and a browser refuses
	 * (permission.ts).
	 */
	private const HINTS = array( 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'sec-ch-ua', 'sec-ch-ua-mobile', 'sec-ch-ua-platform', 'accept-language', 'sec-gpc', 'dnt' );

	private const HINT_BYTES       = 256;
	private const FORWARDED_BYTES  = 512;
	private const USER_AGENT_BYTES = 1024;

	/**
	 * What a signed batch says of an event's sender, as the wire contract has it.
	 *
	 * @param Hit $hit The hit.
	 * @return array<string, mixed>
	 */
	public static function of( Hit $hit ): array {
		$client = array(
			'remote_addr'      => $hit->remote_address(),
			'forwarded_for'    => substr( $hit->header( 'x-forwarded-for' ), 0, self::FORWARDED_BYTES ),
			'cf_connecting_ip' => substr( $hit->header( 'cf-connecting-ip' ), 0, self::FORWARDED_BYTES ),
			'user_agent'       => substr( $hit->header( 'user-agent' ), 0, self::USER_AGENT_BYTES ),
			'received_at'      => $hit->received_at(),
		);
		$hints  = array();
		foreach ( self::HINTS as $name ) {
			$hints[ $name ] = substr( $hit->header( $name ), 0, self::HINT_BYTES );
		}
		$client['hints'] = (object) array_filter( $hints, 'strlen' );
		return array_filter(
			$client,
			static function ( $value ): bool {
				return '' !== $value;
			}
		);
	}
}

<?php
/**
 * Whether the core sees a visitor's own address.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * What this server was told of a visitor, and what the core made of it by the proxies that the owner trusts. Pure.
 */
final class SeenAddress {

	/**
	 * Nothing speaks against it.
	 */
	public const PLAUSIBLE = 'plausible';

	/**
	 * The core could make nothing of it.
	 */
	public const UNKNOWN = 'unknown';

	/**
	 * Cloudflare says who the visitor is, and is not believed.
	 */
	public const BEHIND_CLOUDFLARE = 'behind_cloudflare';

	/**
	 * A proxy says who the visitor is, and is not believed.
	 */
	public const BEHIND_PROXY = 'behind_proxy';

	/**
	 * An address inside a network, which no visitor from outside has.
	 */
	public const INTERNAL = 'internal';

	/**
	 * What this server was told: remote_addr, and where they came, forwarded_for and cf_connecting_ip.
	 *
	 * @var array<string, string>
	 */
	private $told;

	/**
	 * Address that the core sees; empty: none.
	 *
	 * @var string
	 */
	private $ip;

	/**
	 * By which of what was told: one of its names.
	 *
	 * @var string
	 */
	private $decided_by;

	/**
	 * Takes the parts.
	 *
	 * @param array<string, string> $told       As above.
	 * @param string                $ip         Address that the core sees; empty: none.
	 * @param string                $decided_by One of the names in what was told.
	 */
	public function __construct( array $told, string $ip, string $decided_by ) {
		$this->told       = $told;
		$this->ip         = $ip;
		$this->decided_by = $decided_by;
	}

	public function ip(): string {
		return $this->ip;
	}

	public function decided_by(): string {
		return $this->decided_by;
	}

	/**
	 * Who connected to this server: the visitor, or the last proxy.
	 */
	public function connected_from(): string {
		return $this->told['remote_addr'] ?? '';
	}

	/**
	 * What is to be said of it: one of the words above.
	 */
	public function verdict(): string {
		if ( '' === $this->ip ) {
			return self::UNKNOWN;
		}
		if ( 'remote_addr' === $this->decided_by ) {
			if ( '' !== ( $this->told['cf_connecting_ip'] ?? '' ) ) {
				return self::BEHIND_CLOUDFLARE;
			}
			if ( '' !== ( $this->told['forwarded_for'] ?? '' ) ) {
				return self::BEHIND_PROXY;
			}
		}
		return false === filter_var( $this->ip, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE ) ? self::INTERNAL : self::PLAUSIBLE;
	}
}

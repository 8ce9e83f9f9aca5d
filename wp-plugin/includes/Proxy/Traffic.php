<?php
/**
 * How events get from this site to the core.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Proxy\Endpoint\Config;
use Warp\Proxy\Endpoint\DeliveryRecord;
use Warp\Proxy\Endpoint\Outbox;
use Warp\Proxy\Endpoint\Spool;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Figures out of the files that the endpoint keeps; times are Unix seconds, 0: never.
 */
final class Traffic {

	/**
	 * What was taken.
	 *
	 * @var Spool
	 */
	private $spool;

	/**
	 * What is being sent.
	 *
	 * @var Outbox
	 */
	private $outbox;

	/**
	 * How sending goes.
	 *
	 * @var array<string, mixed>
	 */
	private $record;

	private function __construct( Config $config ) {
		$record       = new DeliveryRecord( $config );
		$this->spool  = new Spool( $config );
		$this->outbox = new Outbox( $config, $this->spool, $record );
		$this->record = $record->values();
	}

	/**
	 * Of this site, or null while it has no endpoint.
	 *
	 * @param Settings $settings Knows where the files are.
	 */
	public static function of( Settings $settings ): ?self {
		$path   = $settings->private_path();
		$config = '' === $path ? null : Config::read( $path . '/' . EndpointConfig::FILE );
		return null === $config ? null : new self( $config );
	}

	/**
	 * Bytes that are not sent yet.
	 */
	public function waiting_bytes(): int {
		return $this->spool->size() + $this->outbox->size();
	}

	/**
	 * Events that the core took.
	 */
	public function sent(): int {
		return (int) $this->record['sent'];
	}

	public function last_sent_at(): int {
		return (int) $this->record['last_sent_at'];
	}

	/**
	 * Events that found no room.
	 */
	public function dropped(): int {
		return $this->spool->dropped();
	}

	public function dropped_at(): int {
		return $this->spool->dropped_at();
	}

	/**
	 * Events that the core will never take.
	 */
	public function refused(): int {
		return (int) $this->record['refused'];
	}

	/**
	 * The core's sentence for the last of them.
	 */
	public function refusal(): string {
		return (string) $this->record['refusal'];
	}

	/**
	 * Why the core does not take events now: a word of Connection\BatchAnswer's or the core's own; empty: it does.
	 */
	public function problem(): string {
		return (string) $this->record['problem'];
	}

	/**
	 * Whether that does not pass until a person changes something.
	 */
	public function needs_owner(): bool {
		return (bool) $this->record['needs_owner'];
	}

	public function problem_since(): int {
		return (int) $this->record['problem_at'];
	}
}

<?php
/**
 * What has not reached the core yet.
 *
 * @package Warp
 */

namespace Warp\Status;

use Warp\Events\EventQueue;
use Warp\Proxy\Endpoint\Config;
use Warp\Proxy\Endpoint\DeliveryRecord;
use Warp\Proxy\Endpoint\Outbox;
use Warp\Proxy\Endpoint\Spool;
use Warp\Proxy\EndpointConfig;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Looks into the spool and the queue each time it is asked.
 */
final class Waiting {

	/**
	 * Knows where they are.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Bytes of visits, in the spool and on their way.
	 */
	public function bytes_of_visits(): int {
		$config = $this->config();
		if ( null === $config ) {
			return 0;
		}
		$spool = new Spool( $config );
		return $spool->size() + ( new Outbox( $config, $spool, new DeliveryRecord( $config ) ) )->size();
	}

	/**
	 * Visits that found no room in the spool so far.
	 */
	public function dropped(): int {
		$config = $this->config();
		return null === $config ? 0 : ( new Spool( $config ) )->dropped();
	}

	/**
	 * Why visits are not sent at the moment, a word; empty: they are.
	 */
	public function sending_problem(): string {
		$config = $this->config();
		return null === $config ? '' : (string) ( new DeliveryRecord( $config ) )->values()['problem'];
	}

	/**
	 * Events of the server.
	 */
	public function events(): int {
		return ( new EventQueue( $this->settings ) )->waiting()['events'];
	}

	/**
	 * The endpoint's configuration, or null while there is no endpoint.
	 */
	public function config(): ?Config {
		$path = $this->settings->private_path();
		return '' === $path ? null : Config::read( $path . '/' . EndpointConfig::FILE );
	}
}

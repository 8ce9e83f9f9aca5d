<?php
/**
 * Files of the proxy on this site.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Connection\Connection;
use Warp\Proxy\Endpoint\Config;
use Warp\Settings\Deployment;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Makes them, keeps them as they must be, and removes them.
 */
final class Installation {

	/**
	 * For what still waits when the site moves to another core.
	 */
	private const LAST_SECONDS = 10.0;

	/**
	 * Holds the names.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * May name another place for the spool.
	 *
	 * @var Deployment
	 */
	private $deployment;

	public function __construct( Settings $settings, Deployment $deployment ) {
		$this->settings   = $settings;
		$this->deployment = $deployment;
	}

	/**
	 * Makes sure that everything is there for a connection.
	 *
	 * @param Connection $connection The core and the site.
	 * @return array<string, string> Word of TestResult's by rung; empty: it can be tested.
	 */
	public function install( Connection $connection ): array {
		$folder = PrivateFolder::of( $this->settings, $this->deployment );
		$this->leave_former( $connection, $folder );
		if ( ! $folder->make() || ! ( new EndpointConfig( $this->settings ) )->write( $connection, $folder ) ) {
			return array_fill_keys( Rung::OWN, 'no_folder' );
		}
		$this->settings->keep_private_path( $folder->path() );
		$addresses = new Addresses( $this->settings );
		return array(
			Rung::FILE  => ( new CollectFile( $addresses->file_name() ) )->install( $folder->file( EndpointConfig::FILE ) ),
			Rung::EARLY => MustUsePlugin::install(),
			Rung::REST  => '',
		);
	}

	/**
	 * Removes everything from this site, after a last try to send what waits. Nothing is taken any more from then on.
	 */
	public function remove(): void {
		if ( '' !== $this->settings->kept_name( 'collect_file' ) ) {
			( new CollectFile( ( new Addresses( $this->settings ) )->file_name() ) )->remove();
		}
		$path = $this->settings->private_path();
		if ( '' !== $path ) {
			Sweep::folder( $path, self::LAST_SECONDS );
			( new PrivateFolder( $path ) )->remove();
		}
	}

	/**
	 * What was taken for another site of the core, or lies in another place, is sent and then given up: it cannot be sent as
	 * this site's.
	 *
	 * @param Connection    $connection The new one.
	 * @param PrivateFolder $folder     The new one.
	 */
	private function leave_former( Connection $connection, PrivateFolder $folder ): void {
		$path   = $this->settings->private_path();
		$config = '' === $path ? null : Config::read( $path . '/' . EndpointConfig::FILE );
		if ( null === $config ) {
			return;
		}
		$is_same = $config->script_id() === $connection->script_id() && $config->track_url() === $connection->track_url();
		if ( ! $is_same || $path !== $folder->path() ) {
			Sweep::folder( $path, self::LAST_SECONDS );
			( new PrivateFolder( $path ) )->remove();
		}
	}
}

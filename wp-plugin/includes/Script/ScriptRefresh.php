<?php
/**
 * Keeps the served script the one that the core hands out.
 *
 * @package Warp
 */

namespace Warp\Script;

use Warp\Connection\Connection;
use Warp\Connection\CoreClient;
use Warp\Connection\StatusRecord;
use Warp\Consent\ConsentRules;
use Warp\Loss\Counting;
use Warp\Proxy\Ladder;
use Warp\Settings\Settings;
use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Fetches the script when the site is connected and twice a day.
 */
final class ScriptRefresh {

	public const CRON_HOOK = 'warp_refresh_script';

	/**
	 * Where the connection and the file name are kept.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Asks the core.
	 *
	 * @var CoreClient
	 */
	private $core;

	/**
	 * Keeps the result for the settings screen.
	 *
	 * @var StatusRecord
	 */
	private $status;

	/**
	 * Knows what the script is to send to.
	 *
	 * @var Ladder
	 */
	private $ladder;

	public function __construct( Settings $settings, CoreClient $core, StatusRecord $status, Ladder $ladder ) {
		$this->settings = $settings;
		$this->core     = $core;
		$this->status   = $status;
		$this->ladder   = $ladder;
	}

	/**
	 * Fetches the script and asks whether the core is ready. What was served before stays when that fails.
	 *
	 * @return true|WP_Error
	 */
	public function run() {
		$result = $this->fetch();
		$this->status->keep( $result );
		return $result;
	}

	/**
	 * Makes sure that the cron event exists while the site is connected. It covers every way a site becomes connected:
	 * by the screen, by a constant, activated again, or activated for a whole network.
	 */
	public function ensure_scheduled(): void {
		if ( null === $this->settings->connection() || false !== wp_next_scheduled( self::CRON_HOOK ) ) {
			return;
		}
		$wait = null === $this->settings->script_file() ? 0 : 12 * HOUR_IN_SECONDS;
		wp_schedule_event( time() + $wait, 'twicedaily', self::CRON_HOOK );
	}

	/**
	 * The work of a run.
	 *
	 * @return true|WP_Error
	 */
	private function fetch() {
		$connection = $this->settings->connection();
		if ( null === $connection ) {
			return new WP_Error( 'warp_not_connected', __( 'This site is not connected to a Warp server.', 'warp' ) );
		}
		$path   = $this->ladder->path();
		$script = $this->core->fetch_script( $connection, $path );
		if ( is_wp_error( $script ) ) {
			return $script;
		}
		( new Counting( $this->settings ) )->follow( $path );
		$files = new ScriptFiles( $this->settings->folder() );
		$file  = $files->write( $this->completed( $script, $connection ) );
		if ( is_wp_error( $file ) ) {
			return $file;
		}
		$before = $this->settings->script_file();
		$this->settings->keep_script_file( $connection, $file );
		// An older core hands out the script that sends to itself.
		$this->ladder->note_served( false === strpos( $script, '"endpoint":"' . $path . '"' ) ? '' : $path );
		if ( null !== $before && $before !== $file ) {
			$files->retire( $before, $file );
		}
		return $this->core->check_readiness( $connection );
	}

	/**
	 * The script with the owner's choices on consent and this plugin's own parts in it.
	 *
	 * @param string     $script     As the core hands it out.
	 * @param Connection $connection The core and the site.
	 */
	private function completed( string $script, Connection $connection ): string {
		$tracker = new TrackerScript( $script );
		$config  = $tracker->config();
		$this->settings->keep_script_config( $config );
		if ( null !== $config ) {
			$tracker = $tracker->with_config( ( new ConsentRules( $this->settings ) )->applied_to( $config ) );
		}
		return ( new BrowserParts( $this->settings ) )->before( $tracker, $connection );
	}
}

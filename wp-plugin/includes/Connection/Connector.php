<?php
/**
 * Connects this site, and disconnects it.
 *
 * @package Warp
 */

namespace Warp\Connection;

use Warp\Proxy\Ladder;
use Warp\Script\ScriptRefresh;
use Warp\Settings\Settings;
use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Everything that must happen with a connection, whichever way it came.
 */
final class Connector {

	/**
	 * Keeps the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Finds the way that events take.
	 *
	 * @var Ladder
	 */
	private $ladder;

	/**
	 * Fetches the script.
	 *
	 * @var ScriptRefresh
	 */
	private $refresh;

	/**
	 * Forgotten with the connection.
	 *
	 * @var StatusRecord
	 */
	private $status;

	/**
	 * Takes tokens back.
	 *
	 * @var TokenEndpoint
	 */
	private $tokens;

	public function __construct( Settings $settings, Ladder $ladder, ScriptRefresh $refresh, StatusRecord $status, TokenEndpoint $tokens ) {
		$this->settings = $settings;
		$this->ladder   = $ladder;
		$this->refresh  = $refresh;
		$this->status   = $status;
		$this->tokens   = $tokens;
	}

	/**
	 * Connects.
	 *
	 * @param Connection $connection The core and the site.
	 * @return true|WP_Error Whether the script could be fetched. The site is connected either way, and it is tried again.
	 */
	public function connect( Connection $connection ) {
		$former = $this->settings->connection();
		$this->settings->keep_connection( $connection );
		// First: days and money are right from the first event on.
		( new SettingsReport( $this->settings, new SiteApi() ) )->run();
		$this->ladder->climb();
		$this->ladder->ensure_scheduled();
		$result = $this->refresh->run();
		$this->refresh->ensure_scheduled();
		if ( null !== $former && $former->token() !== $connection->token() ) {
			$this->tokens->revoke( $former );
		}
		return $result;
	}

	/**
	 * Takes the script off the pages.
	 */
	public function disconnect(): void {
		$connection = $this->settings->connection();
		$this->ladder->leave();
		$this->settings->keep_connection( null );
		$this->status->forget();
		wp_unschedule_hook( ScriptRefresh::CRON_HOOK );
		wp_unschedule_hook( SettingsReport::CRON_HOOK );
		if ( null !== $connection ) {
			$this->tokens->revoke( $connection );
		}
	}
}

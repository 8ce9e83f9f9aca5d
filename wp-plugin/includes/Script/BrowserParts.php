<?php
/**
 * This plugin's own part of the script.
 *
 * @package Warp
 */

namespace Warp\Script;

use Warp\Connection\Connection;
use Warp\Consent\ConsentRules;
use Warp\Events\EventGroups;
use Warp\Proxy\Endpoint\PrivateParameters;
use Warp\Proxy\PrivatePages;
use Warp\Settings\Settings;
use Warp\WooCommerce\Shop;

defined( 'ABSPATH' ) || exit;

/**
 * The files of browser/, which run before the tracker in the same file: no further request, no further name, and the
 * tracker knows what the visitor agreed to before it records anything. They are served without their comments.
 */
final class BrowserParts {

	/**
	 * Comments that stand on lines of their own; others the files have none.
	 */
	private const COMMENT_LINES = '/^[ \t]*\/(?:\/.*|\*[\s\S]*?\*\/)\R/m';

	/**
	 * Holds the names and the choices.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * The script that pages load.
	 *
	 * @param TrackerScript $tracker    The core's script, with the configuration that it is to have.
	 * @param Connection    $connection The core and the site.
	 */
	public function before( TrackerScript $tracker, Connection $connection ): string {
		$code = '';
		foreach ( $this->files() as $file ) {
			$source = file_get_contents( dirname( __DIR__, 2 ) . "/browser/$file.js" ); // phpcs:ignore WordPress.WP.AlternativeFunctions
			$code  .= preg_replace( self::COMMENT_LINES, '', (string) $source );
		}
		$site = wp_json_encode( $this->site( $tracker->config() ?? array(), $connection ), JSON_HEX_TAG );
		return "((site) => {\n$code})($site);\n" . $tracker->source();
	}

	/**
	 * Which files this site needs.
	 *
	 * @return string[]
	 */
	private function files(): array {
		$files = array( 'consent', 'address', 'withdraw', 'view', 'visit', 'page' );
		return Shop::is_open() && $this->settings->records( EventGroups::SHOP ) ? array_merge( $files, array( 'shop' ) ) : $files;
	}

	/**
	 * What the files are told.
	 *
	 * @param array<string, mixed> $config     The tracker's configuration; what is false may be missing.
	 * @param Connection           $connection The core and the site.
	 * @return array<string, mixed>
	 */
	private function site( array $config, Connection $connection ): array {
		$rules = new ConsentRules( $this->settings );
		return array(
			'api'        => $config['global'] ?? 'warp',
			'key'        => 'warp_' . $connection->script_id(),
			'script'     => $connection->script_id(),
			'endpoint'   => (string) ( $config['endpoint'] ?? '' ),
			'island'     => PageData::element_id( $this->settings ),
			'mark'       => $this->settings->handle(),
			'cookie'     => $this->settings->visit_cookie(),
			'path'       => self::cookie_path(),
			'private'    => PrivateParameters::table( PrivatePages::of_this_site() ),
			'consent'    => $rules->before_answer()->to_array(),
			'measures'   => $rules->measures_without_analytics(),
			'view'       => $this->settings->view_path(),
			'cookieless' => true === ( $config['cookieless'] ?? false ),
			'gpc'        => true === ( $config['respect_gpc'] ?? false ),
			'dnt'        => true === ( $config['respect_dnt'] ?? false ),
		);
	}

	/**
	 * Path of the site, so that sites of a network in one host do not share the cookie.
	 */
	private static function cookie_path(): string {
		return trailingslashit( (string) wp_parse_url( home_url( '/' ), PHP_URL_PATH ) );
	}
}

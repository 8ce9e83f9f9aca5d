<?php
/**
 * Writes what the endpoint is told of its site.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Connection\Connection;
use Warp\Settings\Settings;
use WP_Http;
use WP_HTTP_Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * A PHP file that returns an array: the endpoint reads it from the opcode cache, without WordPress and its database.
 *
 * phpcs:disable WordPress.WP.AlternativeFunctions
 */
final class EndpointConfig {

	public const FILE = 'config.php';

	/**
	 * An hour of a shop with ten events a second. What is being sent may be as much again.
	 */
	private const SPOOL_BYTES = 32 * MB_IN_BYTES;

	/**
	 * A page view is one hit, seldom two.
	 */
	private const HITS_PER_VISITOR = 300;
	private const HITS_PER_ADDRESS = 6000;

	/**
	 * Holds the random names.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Writes the file of a connection, unless it is there as it must be.
	 *
	 * @param Connection    $connection The core and the site.
	 * @param PrivateFolder $folder     Where to.
	 * @return bool Whether it is there.
	 */
	public function write( Connection $connection, PrivateFolder $folder ): bool {
		$path    = $folder->file( self::FILE );
		$content = "<?php\ndefined( 'ABSPATH' ) || exit;\n\nreturn " . var_export( $this->values( $connection ), true ) . ";\n"; // phpcs:ignore WordPress.PHP.DevelopmentFunctions
		return GeneratedFile::write( $path, $content, 0600 );
	}

	/**
	 * What Endpoint\Config reads.
	 *
	 * @param Connection $connection The core and the site.
	 * @return array<string, mixed>
	 */
	private function values( Connection $connection ): array {
		$ca_bundle = ABSPATH . WPINC . '/certificates/ca-bundle.crt';
		return array(
			'script_id'        => $connection->script_id(),
			'secret'           => $connection->to_array()['secret'],
			'track_url'        => $connection->track_url(),
			'hosts'            => $this->hosts(),
			'private_pages'    => PrivatePages::of_this_site(),
			'cookie_name'      => $this->settings->proxy_name( 'visitor_cookie' ),
			'cookie_path'      => Addresses::site_path(),
			'is_secure'        => 0 === strpos( Addresses::site_origin(), 'https:' ),
			'view_mark'        => $this->settings->proxy_name( 'view_mark' ),
			'timezone'         => wp_timezone_string(),
			'sends'            => $this->may_send_to( $connection->track_url() ),
			'ca_bundle'        => is_file( $ca_bundle ) ? $ca_bundle : '',
			/**
			 * Filters the size that the spool of events may reach while the core is away.
			 *
			 * @param int $bytes
			 */
			'spool_bytes'      => (int) apply_filters( 'warp_spool_bytes', self::SPOOL_BYTES ),
			/**
			 * Filters how many hits a minute are taken from one visitor, as far as headers tell visitors apart. 0: no limit.
			 *
			 * @param int $hits
			 */
			'hits_per_visitor' => (int) apply_filters( 'warp_hits_per_visitor', self::HITS_PER_VISITOR ),
			/**
			 * Filters how many hits a minute are taken from one connecting address, which may be a proxy's. 0: no limit.
			 *
			 * @param int $hits
			 */
			'hits_per_address' => (int) apply_filters( 'warp_hits_per_address', self::HITS_PER_ADDRESS ),
		);
	}

	/**
	 * Hosts of the site, with and without "www.".
	 *
	 * @return string[]
	 */
	private function hosts(): array {
		$hosts = array();
		foreach ( array( 'home', 'siteurl' ) as $option ) {
			$parts = wp_parse_url( (string) get_option( $option ) );
			$host  = strtolower( $parts['host'] ?? '' ) . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
			$twin  = 0 === strpos( $host, 'www.' ) ? substr( $host, 4 ) : "www.$host";
			array_push( $hosts, $host, $twin );
		}
		/**
		 * Filters the hosts whose pages may send events: a site that is shown on more domains adds them here.
		 *
		 * @param string[] $hosts Lower case, with the port unless it is the scheme's own.
		 */
		return array_values( array_unique( apply_filters( 'warp_page_hosts', $hosts ) ) );
	}

	/**
	 * Whether a plain connection reaches the core: no outgoing proxy in between, and no block by WP_HTTP_BLOCK_EXTERNAL.
	 *
	 * @param string $url Of the core.
	 */
	private function may_send_to( string $url ): bool {
		$proxy = new WP_HTTP_Proxy();
		return ! ( new WP_Http() )->block_request( $url ) && ! ( $proxy->is_enabled() && $proxy->send_through_proxy( $url ) );
	}
}

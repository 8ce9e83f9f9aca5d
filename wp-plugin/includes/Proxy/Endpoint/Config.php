<?php
/**
 * What the endpoint is told of its site.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * Read from the file that Proxy\EndpointConfig writes; its folder also holds the spool.
 */
final class Config {

	/**
	 * Values by name.
	 *
	 * @var array<string, mixed>
	 */
	private $values;

	/**
	 * Where the file, the spool and the records of sending are.
	 *
	 * @var string
	 */
	private $folder;

	/**
	 * Takes what the file returned.
	 *
	 * @param array<string, mixed> $values By name.
	 * @param string               $folder Its folder.
	 */
	public function __construct( array $values, string $folder ) {
		$this->values = $values;
		$this->folder = $folder;
	}

	/**
	 * The configuration in a file, or null while the site has none.
	 *
	 * @param string $file PHP file that returns an array.
	 */
	public static function read( string $file ): ?self {
		$values = is_file( $file ) ? require $file : null;
		return is_array( $values ) ? new self( $values, dirname( $file ) ) : null;
	}

	/**
	 * A file of the site's private folder.
	 *
	 * @param string $name File name.
	 */
	public function file( string $name ): string {
		return $this->folder . '/' . $name;
	}

	public function script_id(): string {
		return (string) $this->values['script_id'];
	}

	/**
	 * The site's signing secret, 32 bytes.
	 */
	public function secret(): string {
		return (string) base64_decode( strtr( (string) $this->values['secret'], '-_', '+/' ), true );
	}

	/**
	 * Where batches go.
	 */
	public function track_url(): string {
		return (string) $this->values['track_url'];
	}

	/**
	 * Hosts (with their port, unless it is the scheme's own) whose pages may send.
	 *
	 * @return string[]
	 */
	public function hosts(): array {
		return $this->values['hosts'];
	}

	/**
	 * Names of the shop's pages that show one order or account, beside WooCommerce's own.
	 *
	 * @return string[]
	 */
	public function private_pages(): array {
		// A file written by an older version has none.
		return (array) ( $this->values['private_pages'] ?? array() );
	}

	public function cookie_name(): string {
		return (string) $this->values['cookie_name'];
	}

	public function cookie_path(): string {
		return (string) $this->values['cookie_path'];
	}

	/**
	 * Whether the site's pages are https.
	 */
	public function is_secure(): bool {
		return (bool) $this->values['is_secure'];
	}

	/**
	 * Whether a hit may take care of sending. When not, only WP-Cron sends, through WordPress' own HTTP API: that knows of
	 * outgoing proxies and of hosts it may not contact.
	 */
	public function sends(): bool {
		return (bool) $this->values['sends'];
	}

	/**
	 * Certificates that the core's is checked against.
	 */
	public function ca_bundle(): string {
		return (string) $this->values['ca_bundle'];
	}

	/**
	 * Parameter of the requests by which page views are counted; empty: none are.
	 */
	public function view_mark(): string {
		return (string) ( $this->values['view_mark'] ?? '' );
	}

	/**
	 * In which the site's days begin: an identifier, or an offset such as +02:00.
	 */
	public function timezone(): string {
		return (string) ( $this->values['timezone'] ?? 'UTC' );
	}

	/**
	 * Size that the spool may reach.
	 */
	public function spool_bytes(): int {
		return (int) $this->values['spool_bytes'];
	}

	/**
	 * Hits a minute of one visitor, as far as headers tell visitors apart.
	 */
	public function hits_per_visitor(): int {
		return (int) $this->values['hits_per_visitor'];
	}

	/**
	 * Hits a minute of one connecting address. Behind a content delivery network that is many visitors.
	 */
	public function hits_per_address(): int {
		return (int) $this->values['hits_per_address'];
	}
}

<?php
/**
 * Tries out a rung.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Connection\Connection;
use Warp\Proxy\Endpoint\PrivateFile;
use Warp\Proxy\Endpoint\SelfTestReply;
use Warp\Script\RandomName;

defined( 'ABSPATH' ) || exit;

/**
 * Sends the endpoint a question the way a visitor's browser sends events, by the public address.
 */
final class SelfTest {

	private const TIMEOUT_SECONDS = 5;

	/**
	 * The site, whose secret proves both sides.
	 *
	 * @var Connection
	 */
	private $connection;

	public function __construct( Connection $connection ) {
		$this->connection = $connection;
	}

	/**
	 * Asks a rung; once more when that fails, so that one slow moment does not change how a site works.
	 *
	 * @param string $url Its address.
	 */
	public function of( string $url ): TestResult {
		$result = $this->ask( $url );
		return $result->works() ? $result : $this->ask( $url );
	}

	/**
	 * Whether somebody who knew the address of a file in the spool's folder would get to read it.
	 *
	 * @param PrivateFolder $folder The folder.
	 */
	public function can_read( PrivateFolder $folder ): bool {
		$url  = $folder->url();
		$name = RandomName::make() . '.php';
		$mark = RandomName::make();
		if ( null === $url || ! PrivateFile::write( $folder->file( $name ), $mark ) ) {
			return false;
		}
		$answer = wp_remote_get( "$url/$name", $this->options() );
		wp_delete_file( $folder->file( $name ) );
		return ! is_wp_error( $answer ) && false !== strpos( wp_remote_retrieve_body( $answer ), $mark );
	}

	private function ask( string $url ): TestResult {
		$key    = $this->connection->signing_key();
		$nonce  = bin2hex( random_bytes( 16 ) );
		$answer = wp_remote_post(
			$url,
			array(
				'headers' => array(
					'Content-Type' => 'text/plain',
					'Origin'       => Addresses::site_origin(),
				),
				'body'    => (string) wp_json_encode(
					array(
						'script_id' => $this->connection->script_id(),
						'test'      => SelfTestReply::question( $key, time(), $nonce ),
					)
				),
			) + $this->options()
		);
		if ( is_wp_error( $answer ) ) {
			return new TestResult( 'unreachable', $answer->get_error_message() );
		}
		$status = (int) wp_remote_retrieve_response_code( $answer );
		$said   = json_decode( wp_remote_retrieve_body( $answer ), true );
		if ( 200 !== $status ) {
			return new TestResult( 'status', (string) $status );
		}
		$proof = is_array( $said ) ? ( $said['proof'] ?? null ) : null;
		if ( ! is_string( $proof ) || ! hash_equals( SelfTestReply::proof( $key, $nonce ), $proof ) ) {
			return new TestResult( 'foreign' );
		}
		return new TestResult( true === ( $said['is_writable'] ?? null ) ? TestResult::WORKS : 'unwritable_spool', '', true === ( $said['can_finish'] ?? null ) );
	}

	/**
	 * Of both requests, which go to this site itself.
	 *
	 * @return array<string, mixed>
	 */
	private function options(): array {
		return array(
			'timeout'             => self::TIMEOUT_SECONDS,
			'redirection'         => 0,
			// As WordPress' own requests to itself have it (wp-includes/cron.php).
			'sslverify'           => apply_filters( 'https_local_ssl_verify', false ), // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals
			'limit_response_size' => 65536,
		);
	}
}

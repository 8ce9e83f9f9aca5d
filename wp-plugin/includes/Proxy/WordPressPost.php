<?php
/**
 * Posts batches by WordPress' HTTP API.
 *
 * @package Warp
 */

namespace Warp\Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * Used wherever WordPress is loaded: it knows of outgoing proxies and of hosts it may not contact.
 */
final class WordPressPost {

	/**
	 * More than any answer of the core.
	 */
	private const MAX_ANSWER_BYTES = 65536;

	/**
	 * What Endpoint\Sender asks for.
	 *
	 * @param string   $url     Where to.
	 * @param string[] $headers Lines of the request's head.
	 * @param string   $body    JSON.
	 * @param float    $seconds Time for it.
	 * @return array{status: int, body: string} Status 0: no answer.
	 */
	public static function send( string $url, array $headers, string $body, float $seconds ): array {
		$values = array();
		foreach ( $headers as $line ) {
			list( $name, $value ) = explode( ': ', $line, 2 );
			$values[ $name ]      = $value;
		}
		$answer = wp_remote_post(
			$url,
			array(
				'timeout'             => $seconds,
				'redirection'         => 0,
				'headers'             => $values,
				'body'                => $body,
				'limit_response_size' => self::MAX_ANSWER_BYTES,
			)
		);
		if ( is_wp_error( $answer ) ) {
			return array(
				'status' => 0,
				'body'   => '',
			);
		}
		return array(
			'status' => (int) wp_remote_retrieve_response_code( $answer ),
			'body'   => wp_remote_retrieve_body( $answer ),
		);
	}
}

<?php
/**
 * A request to the core.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

use Warp\Connection\BatchSender;

defined( 'ABSPATH' ) || exit;

/**
 * Events of several visitors, signed with the site's secret as the wire contract has it. No header holds anything that a
 * visitor said.
 */
final class SignedBatch {

	/**
	 * The JSON.
	 *
	 * @var string
	 */
	private $body;

	/**
	 * The header lines.
	 *
	 * @var string[]
	 */
	private $headers;

	/**
	 * Of some lines of the outbox.
	 *
	 * @param string[] $lines  An event's JSON each.
	 * @param Config   $config Of the site.
	 * @param int      $now    Ms since 1970. The core takes the signature for 300 s, and judges this server's clock by it.
	 */
	public function __construct( array $lines, Config $config, int $now ) {
		$seconds       = (string) intdiv( $now, 1000 );
		$this->body    = '{"script_id":"' . $config->script_id() . '","sent_at":' . $now . ',"events":[' . implode( ',', $lines ) . ']}';
		$this->headers = array(
			'Content-Type: application/json',
			'X-Warp-Timestamp: ' . $seconds,
			'X-Warp-Signature: ' . BatchSender::signature( $seconds, $this->body, $config->secret() ),
		);
	}

	public function body(): string {
		return $this->body;
	}

	/**
	 * Lines of the request's head.
	 *
	 * @return string[]
	 */
	public function headers(): array {
		return $this->headers;
	}
}

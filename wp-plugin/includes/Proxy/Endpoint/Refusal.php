<?php
/**
 * Why a hit is not taken.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * Carries the status of the answer. The script keeps what is answered with 429 or 5xx and sends it again with the
 * visitor's next page; other refusals are final.
 */
final class Refusal extends \RuntimeException {

	/**
	 * Reason -> HTTP status.
	 */
	private const STATUS = array(
		'method'         => 405,
		'media_type'     => 415,
		'foreign_origin' => 403,
		'navigation'     => 403,
		'prefetch'       => 403,
		'too_large'      => 413,
		'too_many'       => 429,
		'malformed'      => 400,
		'unknown_script' => 400,
		'forged_test'    => 403,
		'spool_full'     => 503,
		'not_writable'   => 503,
	);

	public function __construct( string $reason ) {
		parent::__construct( $reason, self::STATUS[ $reason ] );
	}
}

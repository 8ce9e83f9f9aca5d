<?php
/**
 * What the endpoint tells the site's own self-test.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * The test asks the way a browser does, so it goes through whatever stands before PHP: firewalls, caches, rewrite rules. Both
 * sides prove that they know the site's secret: strangers learn nothing, and a page that merely answers 200 is not taken
 * for the endpoint. Proxy\SelfTest is the other side.
 */
final class SelfTestReply {

	/**
	 * Seconds that a question is good for.
	 */
	private const MAX_AGE = 300;

	/**
	 * What a question carries as its `test`.
	 *
	 * @param string $secret The site's.
	 * @param int    $now    Unix seconds.
	 * @param string $nonce  Random.
	 * @return array<string, mixed>
	 */
	public static function question( string $secret, int $now, string $nonce ): array {
		return array(
			'at'    => $now,
			'nonce' => $nonce,
			'proof' => hash_hmac( 'sha256', "question\n$now\n$nonce", $secret ),
		);
	}

	/**
	 * What an answer carries as its `proof`.
	 *
	 * @param string $secret The site's.
	 * @param string $nonce  Of the question.
	 */
	public static function proof( string $secret, string $nonce ): string {
		return hash_hmac( 'sha256', "answer\n$nonce", $secret );
	}

	/**
	 * Answers.
	 *
	 * @param \stdClass $test   Of the question.
	 * @param Config    $config Of the site.
	 * @param Spool     $spool  Tried out.
	 * @param int       $now    Unix seconds.
	 * @throws Refusal When the question is not the site's own.
	 */
	public static function to( \stdClass $test, Config $config, Spool $spool, int $now ): Answer {
		$asked_at = $test->at ?? null;
		$nonce    = $test->nonce ?? null;
		$proof    = $test->proof ?? null;
		if ( ! is_int( $asked_at ) || ! is_string( $nonce ) || ! is_string( $proof ) || abs( $now - $asked_at ) > self::MAX_AGE ) {
			throw new Refusal( 'forged_test' );
		}
		if ( ! hash_equals( self::question( $config->secret(), $asked_at, $nonce )['proof'], $proof ) ) {
			throw new Refusal( 'forged_test' );
		}
		$body = array(
			'proof'       => self::proof( $config->secret(), $nonce ),
			'is_writable' => $spool->is_writable(),
			'can_finish'  => function_exists( 'fastcgi_finish_request' ) || function_exists( 'litespeed_finish_request' ),
			'sends'       => $config->sends(),
		);
		return new Answer( 200, (string) json_encode( $body ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions
	}
}

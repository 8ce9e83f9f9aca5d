<?php
/**
 * Takes a hit.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * The same on every rung: check, cookie, spool, answer. Nobody else is asked, so it takes as long as an append to a file.
 */
final class Collector {

	/**
	 * Without a way to let the visitor go first: how long sending may take, and when a hit is to try it. As many events as
	 * fill a batch in part, or a last try so many seconds ago.
	 */
	private const QUICK_SECONDS = 0.3;
	private const QUICK_BYTES   = 16384;
	private const QUICK_PAUSE   = 10;

	/**
	 * After the visitor was let go: how long one PHP worker may go on sending.
	 */
	private const SECONDS = 10.0;

	/**
	 * The site's.
	 *
	 * @var Config
	 */
	private $config;

	/**
	 * Where events wait.
	 *
	 * @var Spool
	 */
	private $spool;

	/**
	 * Bytes that waited after the last hit was taken; null: it brought nothing.
	 *
	 * @var int|null
	 */
	private $waiting;

	public function __construct( Config $config ) {
		$this->config = $config;
		$this->spool  = new Spool( $config );
	}

	/**
	 * Does everything that the visitor waits for.
	 *
	 * @param Hit $hit The hit.
	 */
	public function take( Hit $hit ): Answer {
		try {
			( new Gate( $this->config->hosts() ) )->check( $hit );
			$this->limit_rate( $hit );
			$body = Body::of( $hit, $this->config->script_id() );
			$test = $body->test();
			return null === $test ? $this->keep( $body, $hit ) : SelfTestReply::to( $test, $this->config, $this->spool, time() );
		} catch ( Refusal $refusal ) {
			return new Answer( $refusal->getCode() );
		}
	}

	/**
	 * Sends what waits, when it is this hit's turn. Call it after the answer.
	 *
	 * @param callable $post As of Sender.
	 */
	public function send( callable $post ): void {
		if ( null === $this->waiting || ! $this->config->sends() ) {
			return;
		}
		if ( Answer::is_finished() ) {
			( new Sender( $this->config, $this->spool, $post ) )->run( self::SECONDS );
		} elseif ( $this->is_due() ) {
			( new Sender( $this->config, $this->spool, $post ) )->run( self::QUICK_SECONDS );
		}
	}

	private function is_due(): bool {
		return self::QUICK_BYTES <= $this->waiting || time() - ( new DeliveryRecord( $this->config ) )->tried_at() >= self::QUICK_PAUSE;
	}

	/**
	 * Behind a proxy all visitors have one address, and the forwarded one is a claim. So who claims to be one visitor is
	 * held to that visitor's limit, and who connects to the limit of a crowd.
	 *
	 * @param Hit $hit The hit.
	 * @throws Refusal When it comes too often.
	 */
	private function limit_rate( Hit $hit ): void {
		$address = $hit->remote_address();
		$limits  = array(
			$address . ' ' . $hit->header( 'cf-connecting-ip' ) . ' ' . $hit->header( 'x-forwarded-for' ) => $this->config->hits_per_visitor(),
			$address => $this->config->hits_per_address(),
		);
		( new RateLimit( $this->config->file( 'rate.bin' ), $this->config->secret() ) )->count( $limits, intdiv( $hit->received_at(), 1000 ) );
	}

	private function keep( Body $body, Hit $hit ): Answer {
		$events = $body->events();
		$cookie = new VisitorCookie( $this->config->cookie_name(), $this->config->cookie_path(), $this->config->is_secure() );
		$header = $cookie->follow( $events, $body->consent(), $hit->cookie( $this->config->cookie_name() ) );
		if ( array() !== $events ) {
			$this->waiting = $this->spool->append( EventLines::of( $events, Client::of( $hit ) ) );
		}
		return new Answer( 202, '', $header );
	}
}

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
	 * How long one PHP worker may go on sending after the visitor was let go.
	 */
	private const SECONDS = 10.0;

	/**
	 * The same where PHP cannot let the visitor go.
	 */
	private const QUICK_SECONDS = 0.3;

	/**
	 * Each time that so many bytes more wait, some two dozen events, or when nobody has tried for so many seconds, a hit looks
	 * whether somebody sends them.
	 */
	private const TURN_BYTES   = 16384;
	private const TURN_SECONDS = 10;

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
	 * Bytes that waited before and after this hit; null: it brought nothing.
	 *
	 * @var array{before: int, now: int}|null
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
			$view = ViewHit::of( $hit, $this->config->view_mark() );
			if ( null !== $view ) {
				return $this->count( $view, $hit );
			}
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
		$is_finished = Answer::is_finished();
		// Who finds nothing waiting sends at once, unless the visitor would wait for it. Who finds others leaves it to whoever is at it.
		if ( ( $is_finished && 0 === $this->waiting['before'] ) || $this->is_turn() ) {
			( new Sender( $this->config, $this->spool, $post ) )->run( $is_finished ? self::SECONDS : self::QUICK_SECONDS );
		}
	}

	/**
	 * Whether this hit is to see to it that somebody sends: for each to do so would cost as much as keeping its event.
	 */
	private function is_turn(): bool {
		return intdiv( $this->waiting['before'], self::TURN_BYTES ) < intdiv( $this->waiting['now'], self::TURN_BYTES )
			|| time() - DeliveryRecord::tried_at( $this->config ) >= self::TURN_SECONDS;
	}

	/**
	 * Behind a proxy all visitors have one address, and the forwarded one is a claim. So who claims to be one visitor is
	 * held to that visitor's limit, and who connects to the limit of a crowd.
	 *
	 * @param Hit $hit The hit.
	 * @throws Refusal When it comes too often.
	 */
	private function limit_rate( Hit $hit ): void {
		// Some servers write the port with it, which is another one for each connection.
		$address = Address::plain( $hit->remote_address() );
		$claimed = $hit->header( 'cf-connecting-ip' ) . ' ' . $hit->header( 'x-forwarded-for' );
		$limits  = ' ' === $claimed
			? array( $address => $this->config->hits_per_visitor() )
			: array(
				"$address $claimed" => $this->config->hits_per_visitor(),
				$address            => $this->config->hits_per_address(),
			);
		( new RateLimit( $this->config->file( 'rate.bin' ), $this->config->secret() ) )->count( $limits, intdiv( $hit->received_at(), 1000 ) );
	}

	private function count( ViewHit $view, Hit $hit ): Answer {
		$this->limit_rate( $hit );
		if ( $view->counts( $this->config->hosts(), Robots::known() ) ) {
			( new ViewCounts( $this->config ) )->add( $view->kind(), intdiv( $hit->received_at(), 1000 ) );
		}
		return ViewHit::image();
	}

	private function keep( Body $body, Hit $hit ): Answer {
		$events = $body->events();
		$cookie = new VisitorCookie( $this->config->cookie_name(), $this->config->cookie_path(), $this->config->is_secure() );
		$header = $cookie->follow( $events, $body->consent(), $hit->cookie( $this->config->cookie_name() ) );
		if ( array() !== $events ) {
			$this->waiting = $this->spool->append( EventLines::of( $events, Client::of( $hit ), PrivateParameters::known( $this->config->private_pages() ) ) );
		}
		return new Answer( 202, '', $header );
	}
}

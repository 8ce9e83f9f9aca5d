<?php
/**
 * How far a test visit came.
 *
 * @package Warp
 */

namespace Warp\TestVisit;

defined( 'ABSPATH' ) || exit;

/**
 * A step for each part of the way of an event. A step that is not there yet waits, and fails when it takes too long. Pure.
 */
final class Diagnosis {

	/**
	 * Seconds that each step may take: from the button to the page, from the page to what it says, from there to the core,
	 * and to the destinations.
	 */
	private const PAGE_SECONDS     = 20;
	private const REPORT_SECONDS   = 15;
	private const CORE_SECONDS     = 40;
	private const DELIVERY_SECONDS = 60;

	/**
	 * States of a delivery (plugins/contracts/src/outcomes.ts) that are final.
	 */
	private const FINAL_STATES = array(
		'delivered' => Step::DONE,
		'skipped'   => Step::NONE,
		'dead'      => Step::FAILED,
	);

	/**
	 * The visit.
	 *
	 * @var TestVisit
	 */
	private $visit;

	/**
	 * What else is known.
	 *
	 * @var Findings
	 */
	private $findings;

	/**
	 * Unix seconds.
	 *
	 * @var int
	 */
	private $now;

	public function __construct( TestVisit $visit, Findings $findings, int $now ) {
		$this->visit    = $visit;
		$this->findings = $findings;
		$this->now      = $now;
	}

	/**
	 * The steps, in the order of the way.
	 *
	 * @return Step[]
	 */
	public function steps(): array {
		return array_merge( array( $this->page(), $this->script(), $this->endpoint(), $this->core() ), $this->destinations() );
	}

	/**
	 * Whether nothing more is to be expected.
	 */
	public function is_finished(): bool {
		foreach ( $this->steps() as $step ) {
			if ( Step::WAITING === $step->mark() && 'late' !== $step->word() ) {
				return false;
			}
		}
		return true;
	}

	private function page(): Step {
		if ( 0 < $this->visit->page_at() ) {
			return new Step( 'page', Step::DONE, 'made' );
		}
		return $this->is_over( $this->visit->begun_at(), self::PAGE_SECONDS )
			? new Step( 'page', Step::FAILED, 'not_made' )
			: new Step( 'page', Step::WAITING, 'opening' );
	}

	private function script(): Step {
		$said = $this->visit->script();
		if ( null === $said ) {
			return $this->unsaid( 'script' );
		}
		if ( $said['runs'] ) {
			return new Step( 'script', Step::DONE, 'runs' );
		}
		if ( ! $this->findings->has_script() ) {
			return new Step( 'script', Step::FAILED, 'not_fetched' );
		}
		if ( ! $said['is_there'] ) {
			return new Step( 'script', Step::FAILED, 'missing' );
		}
		if ( 200 !== $said['status'] ) {
			return 0 === $said['status'] ? new Step( 'script', Step::FAILED, 'blocked' ) : new Step( 'script', Step::FAILED, 'status', (string) $said['status'] );
		}
		return false === strpos( $said['type'], 'javascript' )
			? new Step( 'script', Step::FAILED, 'type', $said['type'] )
			: new Step( 'script', Step::FAILED, 'idle' );
	}

	private function endpoint(): Step {
		$said = $this->visit->event();
		if ( null === $said ) {
			return $this->unsaid( 'endpoint' );
		}
		if ( 200 <= $said['status'] && $said['status'] < 300 ) {
			return new Step( 'endpoint', Step::DONE, $this->findings->is_direct() ? 'taken_by_core' : 'taken' );
		}
		return 0 === $said['status'] ? new Step( 'endpoint', Step::FAILED, 'blocked' ) : new Step( 'endpoint', Step::FAILED, 'status', (string) $said['status'] );
	}

	/**
	 * For what the page has not said yet, or never will.
	 *
	 * @param string $name Of the step.
	 */
	private function unsaid( string $name ): Step {
		if ( 0 === $this->visit->page_at() ) {
			return Step::FAILED === $this->page()->mark() ? new Step( $name, Step::NONE, 'not_tried' ) : new Step( $name, Step::WAITING, 'not_yet' );
		}
		if ( ! $this->is_over( $this->visit->page_at(), self::REPORT_SECONDS ) ) {
			return new Step( $name, Step::WAITING, 'not_yet' );
		}
		// Silence is told once.
		return 'endpoint' === $name && null === $this->visit->script() ? new Step( $name, Step::NONE, 'not_tried' ) : new Step( $name, Step::FAILED, 'silent' );
	}

	private function core(): Step {
		if ( null !== $this->findings->receipt() ) {
			return new Step( 'core', Step::DONE, 'received' );
		}
		$endpoint = $this->endpoint();
		if ( Step::WAITING === $endpoint->mark() ) {
			return new Step( 'core', Step::WAITING, 'not_yet' );
		}
		if ( Step::DONE !== $endpoint->mark() ) {
			return new Step( 'core', Step::NONE, 'not_tried' );
		}
		if ( ! $this->is_over( $this->visit->event_at(), self::CORE_SECONDS ) ) {
			return new Step( 'core', Step::WAITING, 'not_yet' );
		}
		return $this->why_not_in_core();
	}

	/**
	 * The likeliest reason first.
	 */
	private function why_not_in_core(): Step {
		$reasons = array(
			'no_answer' => $this->findings->core_problem(),
			'held_up'   => $this->findings->sending_problem(),
			'refused'   => $this->findings->refusal(),
		);
		foreach ( $reasons as $word => $detail ) {
			if ( '' !== $detail ) {
				return new Step( 'core', Step::FAILED, $word, $detail );
			}
		}
		if ( $this->findings->is_paused() ) {
			return new Step( 'core', Step::FAILED, 'paused' );
		}
		$event = $this->visit->event();
		return null !== $event && $event['opts_out'] && $this->findings->respects_dnt()
			? new Step( 'core', Step::FAILED, 'opted_out' )
			: new Step( 'core', Step::FAILED, 'lost' );
	}

	/**
	 * A step for each destination, or one that says that there is none.
	 *
	 * @return Step[]
	 */
	private function destinations(): array {
		$receipt = $this->findings->receipt();
		if ( null === $receipt ) {
			return array( Step::WAITING === $this->core()->mark() ? new Step( 'destination', Step::WAITING, 'not_yet' ) : new Step( 'destination', Step::NONE, 'not_tried' ) );
		}
		if ( array() === $receipt->deliveries() ) {
			return array( new Step( 'destination', Step::NONE, 'no_destination' ) );
		}
		return array_map( array( $this, 'destination' ), $receipt->deliveries() );
	}

	/**
	 * What became of the event at one.
	 *
	 * @param array<string, mixed> $delivery Of a Receipt.
	 */
	private function destination( array $delivery ): Step {
		$state = $delivery['state'];
		if ( isset( self::FINAL_STATES[ $state ] ) ) {
			return new Step( 'destination', self::FINAL_STATES[ $state ], $state, $delivery['sentence'], $delivery['name'] );
		}
		$since = 0 < $this->visit->event_at() ? $this->visit->event_at() : $this->visit->page_at();
		return new Step( 'destination', Step::WAITING, $this->is_over( $since, self::DELIVERY_SECONDS ) ? 'late' : 'pending', $delivery['sentence'], $delivery['name'] );
	}

	private function is_over( int $since, int $seconds ): bool {
		return $this->now - $since > $seconds;
	}
}

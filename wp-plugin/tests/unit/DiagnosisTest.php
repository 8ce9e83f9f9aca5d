<?php
/**
 * How far a test visit came, from what is known of it.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Connection\Receipt;
use Warp\TestVisit\Diagnosis;
use Warp\TestVisit\Findings;
use Warp\TestVisit\Step;
use Warp\TestVisit\TestVisit;

final class DiagnosisTest extends TestCase {

	private const BEGUN_AT = 1800000000;

	private const RUNS = array(
		'is_there' => true,
		'status'   => 200,
		'type'     => 'text/javascript; charset=utf-8',
		'runs'     => true,
	);

	/**
	 * The steps as "name: mark word detail".
	 *
	 * @param array<int, array{int, string, array}> $news     Seconds after the beginning, page or report, the report.
	 * @param array<string, mixed>                  $findings Of Findings.
	 * @param int                                   $after    Seconds after the beginning.
	 */
	private static function diagnosis( array $news, array $findings, int $after ): Diagnosis {
		$visit = TestVisit::begin( 7, 0, self::BEGUN_AT );
		foreach ( $news as list( $at, $report ) ) {
			$visit = null === $report ? $visit->with_page( self::BEGUN_AT + $at ) : $visit->with_report( $report, self::BEGUN_AT + $at );
		}
		return new Diagnosis( $visit, new Findings( $findings ), self::BEGUN_AT + $after );
	}

	private static function said( Diagnosis $diagnosis ): array {
		return array_map(
			static function ( Step $step ): string {
				return trim( $step->name() . ': ' . $step->mark() . ' ' . $step->word() . ' ' . $step->detail() . ' ' . $step->subject() );
			},
			$diagnosis->steps()
		);
	}

	private static function receipt( array $deliveries ): Receipt {
		return Receipt::read(
			array(
				'received_at' => '2027-01-15T08:00:00Z',
				'deliveries'  => $deliveries,
			)
		);
	}

	private static function delivery( string $name, string $state, string $sentence ): array {
		return array(
			'destination_id' => $name,
			'name'           => $name,
			'state'          => $state,
			'reason'         => 'x',
			'sentence'       => $sentence,
		);
	}

	/**
	 * @dataProvider cases
	 */
	public function test_each_step_says_how_it_did( array $news, array $findings, int $after, array $steps, bool $is_finished ): void {
		$diagnosis = self::diagnosis( $news, $findings, $after );
		$this->assertSame( $steps, self::said( $diagnosis ) );
		$this->assertSame( $is_finished, $diagnosis->is_finished() );
	}

	public function cases(): array {
		$page   = array( 2, null );
		$script = array( 3, array( 'script' => self::RUNS ) );
		$sent   = array(
			4,
			array(
				'event' => array(
					'status'   => 202,
					'opts_out' => false,
				),
			),
		);
		$all    = array( $page, $script, $sent );
		$here   = array( 'page: done made', 'script: done runs', 'endpoint: done taken' );
		$out    = array( array( 4, array( 'event' => array( 'status' => 202, 'opts_out' => true ) ) ) ); // phpcs:ignore WordPress.Arrays
		$never  = array( 'destination: none not_tried' );
		return array(
			'just begun'                          => array( array(), array(), 20, array( 'page: waiting opening', 'script: waiting not_yet', 'endpoint: waiting not_yet', 'core: waiting not_yet', 'destination: waiting not_yet' ), false ),
			'no page'                             => array( array(), array(), 21, array( 'page: failed not_made', 'script: none not_tried', 'endpoint: none not_tried', 'core: none not_tried', 'destination: none not_tried' ), true ),
			'a page'                              => array( array( $page ), array(), 17, array( 'page: done made', 'script: waiting not_yet', 'endpoint: waiting not_yet', 'core: waiting not_yet', 'destination: waiting not_yet' ), false ),
			'a page that says nothing'            => array( array( $page ), array(), 18, array( 'page: done made', 'script: failed silent', 'endpoint: none not_tried', 'core: none not_tried', 'destination: none not_tried' ), true ),
			'a page that stops half-way'          => array( array( $page, $script ), array(), 18, array( 'page: done made', 'script: done runs', 'endpoint: failed silent', 'core: none not_tried', 'destination: none not_tried' ), true ),
			'sent'                                => array( $all, array(), 44, array_merge( $here, array( 'core: waiting not_yet', 'destination: waiting not_yet' ) ), false ),
			'lost'                                => array( $all, array(), 45, array_merge( $here, array( 'core: failed lost' ), $never ), true ),
			'held up'                             => array( $all, array( 'sending_problem' => 'unreachable' ), 45, array_merge( $here, array( 'core: failed held_up unreachable' ), $never ), true ),
			'refused'                             => array( $all, array( 'refusal' => 'Too old.' ), 45, array_merge( $here, array( 'core: failed refused Too old.' ), $never ), true ),
			'not to be asked'                     => array( $all, array( 'core_problem' => 'No token.' ), 45, array_merge( $here, array( 'core: failed no_answer No token.' ), $never ), true ),
			'paused'                              => array( $all, array( 'is_paused' => true ), 45, array_merge( $here, array( 'core: failed paused' ), $never ), true ),
			'opted out, and honoured'             => array( array_merge( array( $page, $script ), $out ), array( 'respects_dnt' => true ), 45, array_merge( $here, array( 'core: failed opted_out' ), $never ), true ),
			'opted out, and not honoured'         => array( array_merge( array( $page, $script ), $out ), array(), 45, array_merge( $here, array( 'core: failed lost' ), $never ), true ),
			'straight to the core'                => array( $all, array( 'is_direct' => true, 'receipt' => self::receipt( array() ) ), 5, array( 'page: done made', 'script: done runs', 'endpoint: done taken_by_core', 'core: done received', 'destination: none no_destination' ), true ), // phpcs:ignore WordPress.Arrays
			'in the core though the page is mute' => array( array( $page ), array( 'receipt' => self::receipt( array() ) ), 18, array( 'page: done made', 'script: failed silent', 'endpoint: none not_tried', 'core: done received', 'destination: none no_destination' ), true ),
			'on its way to one of three'          => array(
				$all,
				array( 'receipt' => self::receipt( array( self::delivery( 'GA4', 'delivered', 'Accepted.' ), self::delivery( 'Meta', 'skipped', 'No consent.' ), self::delivery( 'Hook', 'sending', 'Being sent.' ) ) ) ),
				64,
				array_merge( $here, array( 'core: done received', 'destination: done delivered Accepted. GA4', 'destination: none skipped No consent. Meta', 'destination: waiting pending Being sent. Hook' ) ),
				false,
			),
			'one that takes long, one that failed' => array(
				$all,
				array( 'receipt' => self::receipt( array( self::delivery( 'Hook', 'retrying', 'No answer.' ), self::delivery( 'Ads', 'dead', 'Refused.' ) ) ) ),
				65,
				array_merge( $here, array( 'core: done received', 'destination: waiting late No answer. Hook', 'destination: failed dead Refused. Ads' ) ),
				true,
			),
		);
	}

	/**
	 * @dataProvider scripts
	 */
	public function test_what_is_wrong_with_the_script( array $change, array $findings, string $said ): void {
		$news = array( array( 2, null ), array( 3, array( 'script' => $change + array( 'runs' => false ) + self::RUNS ) ) );
		$this->assertSame( $said, self::said( self::diagnosis( $news, $findings, 4 ) )[1] );
	}

	public function scripts(): array {
		return array(
			'merged into another file'  => array(
				array(
					'is_there' => false,
					'status'   => 0,
					'runs'     => true,
				),
				array(),
				'script: done runs',
			),
			'not in the page'           => array( array( 'is_there' => false ), array(), 'script: failed missing' ),
			'not on this site'          => array( array( 'is_there' => false ), array( 'has_script' => false ), 'script: failed not_fetched' ),
			'an error'                  => array( array( 'status' => 404 ), array(), 'script: failed status 404' ),
			'no answer'                 => array( array( 'status' => 0 ), array(), 'script: failed blocked' ),
			'a page'                    => array( array( 'type' => 'text/html' ), array(), 'script: failed type text/html' ),
			'held back'                 => array( array(), array(), 'script: failed idle' ),
		);
	}

	/**
	 * @dataProvider answers
	 */
	public function test_what_the_endpoint_answered( int $status, string $said ): void {
		$news = array( array( 2, null ), array( 3, array( 'event' => array( 'status' => $status ) ) ) );
		$this->assertSame( $said, self::said( self::diagnosis( $news, array(), 4 ) )[2] );
	}

	public function answers(): array {
		return array(
			'accepted'  => array( 202, 'endpoint: done taken' ),
			'no body'   => array( 204, 'endpoint: done taken' ),
			'forbidden' => array( 403, 'endpoint: failed status 403' ),
			'nothing'   => array( 0, 'endpoint: failed blocked' ),
			'nonsense'  => array( 99999, 'endpoint: failed blocked' ),
		);
	}

	public function test_a_report_can_say_nothing_else(): void {
		$visit = TestVisit::begin( 7, 3, self::BEGUN_AT )->with_report(
			array(
				'user_id' => 1,
				'token'   => 'x',
				'script'  => array(
					'is_there' => 'yes',
					'status'   => '200',
					'type'     => str_repeat( 'a', 500 ),
				),
				'event'   => 'sent',
			),
			self::BEGUN_AT + 1
		);
		$this->assertSame( 7, $visit->user_id() );
		$this->assertMatchesRegularExpression( '/\A[0-9a-f]{32}\z/', $visit->token() );
		$this->assertSame( array( false, 0, str_repeat( 'a', 100 ), false ), array_values( $visit->script() ) );
		$this->assertNull( $visit->event() );
		$this->assertEquals( $visit, TestVisit::from_array( $visit->to_array() ) );
	}
}

<?php
/**
 * The visit that an event belongs to.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Consent\Consent;
use Warp\Events\Visit;

final class VisitTest extends TestCase {

	private const FIELDS = array(
		'visitor_id' => 'v1',
		'client'     => array( 'remote_addr' => '192.0.2.1' ),
	);

	public function test_it_is_kept_and_read_again_whole(): void {
		$visit = new Visit( new Consent( true, false ), self::FIELDS );
		$this->assertEquals( $visit, Visit::from_array( json_decode( json_encode( $visit->to_array() ), true ) ) );
	}

	public function test_an_event_gets_whose_it_is_and_what_they_agreed_to_and_the_time_this_server_learned_of_it(): void {
		$event = ( new Visit( new Consent( true, false ), self::FIELDS ) )->on( array( 'event_type' => 'purchase', 'timestamp' => 1764000000000 ) );
		$this->assertSame(
			array(
				'event_type' => 'purchase',
				'timestamp'  => 1764000000000,
				'visitor_id' => 'v1',
				'client'     => array(
					'remote_addr' => '192.0.2.1',
					'received_at' => 1764000000000,
				),
				'consent'    => array(
					'analytics' => true,
					'marketing' => false,
				),
			),
			$event
		);
	}

	public function test_without_the_person_the_answer_stays(): void {
		$visit = ( new Visit( new Consent( true, true ), self::FIELDS ) )->without_person();
		$this->assertFalse( $visit->has_person() );
		$this->assertTrue( $visit->consent()->marketing() );
	}

	public function test_what_nobody_answered_is_refused(): void {
		$this->assertSame( array( 'analytics' => false, 'marketing' => false ), Visit::from_array( array() )->consent()->to_array() );
		$this->assertSame( array( 'analytics' => true, 'marketing' => false ), Consent::from_array( array( 'analytics' => true, 'marketing' => 'yes' ) )->to_array() );
	}

	public function test_nobody_has_no_person_and_no_marketing(): void {
		$this->assertSame(
			array( 'timestamp' => 1, 'consent' => array( 'analytics' => true, 'marketing' => false ) ),
			Visit::of_nobody()->on( array( 'timestamp' => 1 ) )
		);
	}
}

<?php
/**
 * The cookie that keeps a visitor's number.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Proxy\Endpoint\VisitorCookie;

require_once __DIR__ . '/EndpointSite.php';

final class VisitorCookieTest extends TestCase {

	// 400 days of 86,400 seconds.
	private const KEEP   = '; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax; Secure';
	private const DELETE = 'vhkzmqcdfgjn=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure';

	/**
	 * @dataProvider visits
	 */
	public function test_a_visit( array $events, string $kept, ?string $set_cookie, array $visitors ): void {
		$events = json_decode( json_encode( $events ) );
		$cookie = new VisitorCookie( 'vhkzmqcdfgjn', '/', true );
		$this->assertSame( $set_cookie, $cookie->follow( $events, null, $kept ) );
		$this->assertSame(
			$visitors,
			array_map(
				static function ( stdClass $event ): ?string {
					return $event->visitor_id ?? null;
				},
				$events
			)
		);
	}

	public function visits(): array {
		$yes = array( 'consent' => array( 'analytics' => true ) );
		$no  = array( 'consent' => array( 'analytics' => false ) );
		$new = $yes + array( 'visitor_id' => 'new' );
		return array(
			'the first'                             => array( array( $new ), '', 'vhkzmqcdfgjn=new' . self::KEEP, array( 'new' ) ),
			'a further one'                         => array( array( $new ), 'new', 'vhkzmqcdfgjn=new' . self::KEEP, array( 'new' ) ),
			'after Safari emptied its storage'      => array( array( $new, $new ), 'old', 'vhkzmqcdfgjn=old' . self::KEEP, array( 'old', 'old' ) ),
			'that refuses'                          => array( array( $no ), '', null, array( null ) ),
			'that refuses from now on'              => array( array( $no ), 'old', self::DELETE, array( null ) ),
			'that refuses and names itself'         => array( array( $no + array( 'visitor_id' => 'new' ) ), 'old', self::DELETE, array( 'new' ) ),
			'whose last word is no'                 => array( array( $new, $no ), 'old', self::DELETE, array( 'old', null ) ),
			'whose last word is yes'                => array( array( $no, $new ), '', 'vhkzmqcdfgjn=new' . self::KEEP, array( null, 'new' ) ),
			'that has not answered'                 => array( array( array( 'visitor_id' => 'new' ) ), '', null, array( 'new' ) ),
			'of a site without visitor numbers'     => array( array( $yes ), 'old', self::DELETE, array( null ) ),
			'whose answer is only nearly yes'       => array( array( array( 'visitor_id' => 'new', 'consent' => array( 'analytics' => 'true' ) ) ), '', null, array( 'new' ) ),
			'with a number no cookie can hold'      => array( array( $yes + array( 'visitor_id' => 'a;b' ) ), '', null, array( 'a;b' ) ),
			'with a forged cookie'                  => array( array( $new ), "x\r\nSet-Cookie: a=b", 'vhkzmqcdfgjn=new' . self::KEEP, array( 'new' ) ),
			'with a header in its number'           => array( array( $yes + array( 'visitor_id' => "x\r\nSet-Cookie: a=b" ) ), '', null, array( "x\r\nSet-Cookie: a=b" ) ),
		);
	}

	public function test_a_withdrawal_without_events_deletes_it_and_keeps_nothing(): void {
		$site   = new EndpointSite();
		$answer = $site->hit( '{"script_id":"shop4711","consent":{"analytics":false},"events":[]}', array(), array( 'vhkzmqcdfgjn' => 'old' ) );
		$this->assertSame( 202, $answer->status() );
		$this->assertSame( self::DELETE, $answer->cookie() );
		$this->assertSame( array(), $site->spooled() );
		$site->remove();
	}

	public function test_it_goes_with_the_path_of_the_site_and_is_secure_only_on_https(): void {
		$events = array( (object) array( 'visitor_id' => 'new', 'consent' => (object) array( 'analytics' => true ) ) );
		$cookie = new VisitorCookie( 'vhkzmqcdfgjn', '/second/', false );
		$this->assertSame( 'vhkzmqcdfgjn=new; Max-Age=34560000; Path=/second/; HttpOnly; SameSite=Lax', $cookie->follow( $events, null, '' ) );
	}

	public function test_the_kept_number_is_what_the_core_is_told(): void {
		$site = new EndpointSite();
		$site->visit( array( 'visitor_id' => 'new', 'consent' => array( 'analytics' => true ) ), array(), array( 'vhkzmqcdfgjn' => 'old' ) );
		$this->assertSame( 'old', $site->spooled()[0]['visitor_id'] );
		$site->remove();
	}
}

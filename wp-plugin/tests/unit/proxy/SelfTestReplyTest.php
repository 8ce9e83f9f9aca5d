<?php
/**
 * What the endpoint tells the self-test, and strangers.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Proxy\Endpoint\SelfTestReply;

require_once __DIR__ . '/EndpointSite.php';

final class SelfTestReplyTest extends TestCase {

	private const KEY = "\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07";

	private $site;

	protected function setUp(): void {
		$this->site = new EndpointSite();
	}

	protected function tearDown(): void {
		$this->site->remove();
	}

	public function test_a_question_of_the_site_itself_is_answered_with_a_proof(): void {
		$answer = $this->ask( SelfTestReply::question( self::KEY, time(), 'n' ) );
		$this->assertSame( 200, $answer->status() );
		$said = json_decode( $answer->body(), true );
		// printf 'answer\nn' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0707…07
		$this->assertSame( trim( substr( shell_exec( "printf 'answer\\nn' | openssl dgst -sha256 -mac HMAC -macopt hexkey:" . str_repeat( '07', 32 ) . ' -r' ), 0, 64 ) ), $said['proof'] );
		$this->assertTrue( $said['is_writable'] );
		$this->assertSame( array(), $this->site->spooled() );
	}

	public function test_a_spool_that_cannot_be_written_is_told(): void {
		mkdir( $this->site->folder . '/spool.php' );
		$this->assertFalse( json_decode( $this->ask( SelfTestReply::question( self::KEY, time(), 'n' ) )->body() )->is_writable );
	}

	/**
	 * @dataProvider forgeries
	 */
	public function test_strangers_learn_nothing( array $test ): void {
		$answer = $this->ask( $test );
		$this->assertSame( array( 403, '' ), array( $answer->status(), $answer->body() ) );
	}

	public function forgeries(): array {
		$now = time();
		return array(
			'nothing'            => array( array( 'x' => 1 ) ),
			'another key'        => array( SelfTestReply::question( 'key', $now, 'n' ) ),
			'an old question'    => array( SelfTestReply::question( self::KEY, $now - 301, 'n' ) ),
			'one of the future'  => array( SelfTestReply::question( self::KEY, $now + 310, 'n' ) ),
			'another nonce'      => array( array( 'nonce' => 'm' ) + SelfTestReply::question( self::KEY, $now, 'n' ) ),
			'a proof of no text' => array( array( 'proof' => array() ) + SelfTestReply::question( self::KEY, $now, 'n' ) ),
			'an answer as proof' => array( array( 'proof' => SelfTestReply::proof( self::KEY, 'n' ) ) + SelfTestReply::question( self::KEY, $now, 'n' ) ),
		);
	}

	private function ask( array $test ) {
		return $this->site->hit( (string) json_encode( array( 'script_id' => 'shop4711', 'test' => $test ) ) );
	}
}

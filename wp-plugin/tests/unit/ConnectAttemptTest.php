<?php
/**
 * Which answers of a core's page are followed.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Connection\ConnectAttempt;
use Warp\Connection\ConnectRefused;

final class ConnectAttemptTest extends TestCase {

	private const BEGUN_AT = 1800000000;
	private const CORE     = 'https://warp.example.com';
	private const STATE    = 'ssssssssssssssssssssssssssssssssssssssssss1';

	/**
	 * RFC 7636, appendix B.
	 */
	private const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

	private const GOOD = array(
		'code'  => 'abc',
		'state' => self::STATE,
		'iss'   => self::CORE,
		'error' => '',
	);

	private static function attempt(): ConnectAttempt {
		return new ConnectAttempt( self::CORE, self::STATE, self::VERIFIER, self::BEGUN_AT );
	}

	public function test_the_page_is_asked_by_the_parameters_of_the_standards_and_never_told_the_verifier(): void {
		$url = self::attempt()->page_url( 'https://shop.example/wp-admin/admin-post.php?action=warp_connected', 'https://shop.example', 'Tea & Töpfe' );
		$this->assertStringStartsWith( 'https://warp.example.com/connect/wordpress?', $url );
		parse_str( (string) parse_url( $url, PHP_URL_QUERY ), $question );
		$this->assertSame(
			array(
				'response_type'         => 'code',
				'client_id'             => 'wordpress',
				'redirect_uri'          => 'https://shop.example/wp-admin/admin-post.php?action=warp_connected',
				'code_challenge'        => 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
				'code_challenge_method' => 'S256',
				'state'                 => self::STATE,
				'site_url'              => 'https://shop.example',
				'site_name'             => 'Tea & Töpfe',
			),
			$question
		);
		$this->assertStringNotContainsString( self::VERIFIER, $url );
	}

	public function test_a_good_answer_gives_its_code_until_ten_minutes_are_over(): void {
		$this->assertSame( 'abc', self::attempt()->code_in( self::GOOD, self::BEGUN_AT + 600 ) );
		$this->assertSame( 'abc', self::attempt()->code_in( array( 'iss' => self::CORE . '/' ) + self::GOOD, self::BEGUN_AT ) );
	}

	/**
	 * @dataProvider bad_answers
	 */
	public function test_other_answers_are_refused_with_a_word( array $change, int $after, string $word, string $detail ): void {
		try {
			self::attempt()->code_in( $change + self::GOOD, self::BEGUN_AT + $after );
			$this->fail( 'It was followed.' );
		} catch ( ConnectRefused $refused ) {
			$this->assertSame( array( $word, $detail ), array( $refused->word(), $refused->detail() ) );
		}
	}

	public function bad_answers(): array {
		$denied = array(
			'code'  => '',
			'error' => 'access_denied',
		);
		$other  = array(
			'code'  => '',
			'error' => 'server_error',
		);
		return array(
			'another state'                   => array( array( 'state' => strrev( self::STATE ) ), 5, 'foreign', '' ),
			'a part of the state'             => array( array( 'state' => substr( self::STATE, 0, 42 ) ), 5, 'foreign', '' ),
			'no state'                        => array( array( 'state' => '' ), 5, 'foreign', '' ),
			'another state, and denied'       => array( array( 'state' => 'x' ) + $denied, 5, 'foreign', '' ),
			'too late'                        => array( array(), 601, 'over', '' ),
			'another server'                  => array( array( 'iss' => 'https://evil.example.com' ), 5, 'other_core', '' ),
			'a server whose name begins alike' => array( array( 'iss' => self::CORE . '.evil.example' ), 5, 'other_core', '' ),
			'no server'                       => array( array( 'iss' => '' ), 5, 'other_core', '' ),
			'denied'                          => array( $denied, 5, 'denied', '' ),
			'another error'                   => array( $other, 5, 'error', 'server_error' ),
			'an error that is no word'        => array( array( 'error' => '<b>x</b>' ) + $denied, 5, 'error', '' ),
			'neither code nor error'          => array( array( 'code' => '' ), 5, 'error', '' ),
		);
	}

	public function test_the_token_endpoint_is_told_the_verifier(): void {
		$this->assertSame(
			array(
				'grant_type'    => 'authorization_code',
				'code'          => 'abc',
				'redirect_uri'  => 'https://shop.example/back',
				'client_id'     => 'wordpress',
				'code_verifier' => self::VERIFIER,
			),
			self::attempt()->token_question( 'abc', 'https://shop.example/back' )
		);
	}

	public function test_it_can_be_kept(): void {
		$this->assertEquals( self::attempt(), ConnectAttempt::from_array( self::attempt()->to_array() ) );
		$this->assertNull( ConnectAttempt::from_array( array( 'core' => self::CORE ) ) );
		$this->assertNull( ConnectAttempt::from_array( '' ) );
	}
}

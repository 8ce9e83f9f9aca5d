<?php
/**
 * Reading a pasted connection code.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Connection\ConnectionCode;
use Warp\Connection\InvalidConnectionCode;

/**
 * Codes are written out as `printf '…' | basenc --base64url` gives them, or made here by the same rule.
 */
final class ConnectionCodeTest extends TestCase {

	private const FIELDS = array(
		'core'      => 'https://warp.example.com',
		'script_id' => 'shop4711',
		'secret'    => 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc',
	);

	/**
	 * FIELDS through `basenc --base64url -w0`.
	 */
	private const CODE = 'eyJjb3JlIjoiaHR0cHM6Ly93YXJwLmV4YW1wbGUuY29tIiwic2NyaXB0X2lkIjoic2hvcDQ3MTEiLCJzZWNyZXQiOiJCd2NIQndjSEJ3Y0hCd2NIQndjSEJ3Y0hCd2NIQndjSEJ3Y0hCd2NIQndjIn0=';

	public function test_a_code_says_where_and_as_whom_to_connect(): void {
		$connection = ConnectionCode::parse( self::CODE );
		$this->assertSame( self::FIELDS, $connection->to_array() );
		$this->assertSame( 'https://warp.example.com/w/shop4711.js', $connection->script_url() );
		$this->assertSame( 'https://warp.example.com/health/ready', $connection->readiness_url() );
		$this->assertSame( 'https://warp.example.com/api/track', $connection->track_url() );
		$this->assertSame( str_repeat( "\x07", 32 ), $connection->signing_key() );
		$this->assertNull( $connection->token() );
	}

	public function test_a_code_may_carry_the_token_of_the_site(): void {
		$token      = 'warp_site_' . str_repeat( 'a', 43 );
		$connection = ConnectionCode::parse( self::code( array( 'token' => $token ) ) );
		$this->assertSame( $token, $connection->token() );
		$this->assertSame( array_merge( self::FIELDS, array( 'token' => $token ) ), $connection->to_array() );
	}

	/**
	 * @dataProvider harmless_changes
	 */
	public function test_what_mail_programs_and_people_change_does_not_matter( string $code ): void {
		$this->assertSame( self::FIELDS, ConnectionCode::parse( $code )->to_array() );
	}

	public function harmless_changes(): array {
		return array(
			'without padding'     => array( rtrim( self::CODE, '=' ) ),
			'spaces around'       => array( "  \t" . self::CODE . "\r\n" ),
			'broken over lines'   => array( implode( "\r\n", str_split( self::CODE, 76 ) ) ),
			'a later core\'s field' => array( self::code( array( 'region' => 'eu' ) ) ),
			'a slash at the end'  => array( self::code( array( 'core' => 'https://warp.example.com/' ) ) ),
		);
	}

	/**
	 * @dataProvider good_cores
	 */
	public function test_a_core_is_taken_by_https_or_from_nearby( string $core ): void {
		$this->assertSame( $core, ConnectionCode::parse( self::code( array( 'core' => $core ) ) )->core() );
	}

	public function good_cores(): array {
		return array(
			array( 'https://warp.example.com:8443' ),
			array( 'https://example.com/measuring' ),
			array( 'https://192.0.2.7' ),
			array( 'http://localhost:3000' ),
			array( 'http://127.0.0.1:3000' ),
			array( 'http://[::1]:3000' ),
			array( 'http://core:3000' ),
		);
	}

	/**
	 * @dataProvider faults
	 */
	public function test_a_fault_is_named_by_field_and_rule( string $code, string $field, string $rule ): void {
		try {
			ConnectionCode::parse( $code );
			$this->fail( 'The code was accepted.' );
		} catch ( InvalidConnectionCode $invalid ) {
			$this->assertSame( array( $field, $rule ), array( $invalid->field(), $invalid->rule() ) );
			$this->assertSame( "$field: $rule", $invalid->getMessage() );
		}
	}

	public function faults(): array {
		$script_51 = str_repeat( 'a', 51 );
		return array(
			'nothing'                  => array( '', 'connection_code', 'missing' ),
			'only spaces'              => array( " \n", 'connection_code', 'missing' ),
			'plain base64'             => array( 'ab+/', 'connection_code', 'base64url' ),
			'an address'               => array( 'https://warp.example.com', 'connection_code', 'base64url' ),
			'cut off'                  => array( substr( self::CODE, 0, -9 ), 'connection_code', 'json' ),
			'text that is no code'     => array( 'hello', 'connection_code', 'json' ),
			'JSON that is no object'   => array( self::encode( '"text"' ), 'connection_code', 'json' ),
			'an empty object'          => array( self::encode( '{}' ), 'core', 'missing' ),
			'an empty core'            => array( self::code( array( 'core' => '' ) ), 'core', 'missing' ),
			'a core that is null'      => array( self::code( array( 'core' => null ) ), 'core', 'missing' ),
			'a core that is a list'    => array( self::code( array( 'core' => array( 'https://a' ) ) ), 'core', 'text' ),
			'a core without scheme'    => array( self::code( array( 'core' => 'warp.example.com' ) ), 'core', 'address' ),
			'a scheme of scripts'      => array( self::code( array( 'core' => 'javascript:alert(1)' ) ), 'core', 'address' ),
			'a file'                   => array( self::code( array( 'core' => 'file:///etc/passwd' ) ), 'core', 'address' ),
			'another protocol'         => array( self::code( array( 'core' => 'ftp://localhost' ) ), 'core', 'https' ),
			'http over the Internet'   => array( self::code( array( 'core' => 'http://warp.example.com' ) ), 'core', 'https' ),
			'a host that looks local'  => array( self::code( array( 'core' => 'http://127.0.0.1.example.com' ) ), 'core', 'https' ),
			'a password'               => array( self::code( array( 'core' => 'https://me:pw@warp.example.com' ) ), 'core', 'bare' ),
			'a query'                  => array( self::code( array( 'core' => 'https://warp.example.com?a=1' ) ), 'core', 'bare' ),
			'a fragment'               => array( self::code( array( 'core' => 'https://warp.example.com#a' ) ), 'core', 'bare' ),
			'a core with a line break' => array( self::code( array( 'core' => "https://a.example\r\nX-Evil: 1" ) ), 'core', 'address' ),
			'no script id'             => array( self::code( array( 'script_id' => null ) ), 'script_id', 'missing' ),
			'a number as script id'    => array( self::code( array( 'script_id' => 4711 ) ), 'script_id', 'text' ),
			'a path as script id'      => array( self::code( array( 'script_id' => '../up' ) ), 'script_id', 'format' ),
			'a line break after it'    => array( self::code( array( 'script_id' => "shop\n" ) ), 'script_id', 'format' ),
			'a long script id'         => array( self::code( array( 'script_id' => $script_51 ) ), 'script_id', 'format' ),
			'no secret'                => array( self::code( array( 'secret' => null ) ), 'secret', 'missing' ),
			'a short secret'           => array( self::code( array( 'secret' => 'abc' ) ), 'secret', 'format' ),
			'a token of another kind'  => array( self::code( array( 'token' => 'warp_key_' . str_repeat( 'a', 43 ) ) ), 'token', 'format' ),
			'a number as token'        => array( self::code( array( 'token' => 7 ) ), 'token', 'text' ),
			'a padded secret'          => array( self::code( array( 'secret' => self::FIELDS['secret'] . '=' ) ), 'secret', 'format' ),
		);
	}

	private static function code( array $changes ): string {
		return self::encode( (string) json_encode( array_merge( self::FIELDS, $changes ) ) );
	}

	private static function encode( string $json ): string {
		return rtrim( strtr( base64_encode( $json ), '+/', '-_' ), '=' );
	}
}

<?php
/**
 * Proof that who redeems a code is who asked for it.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Connection\Pkce;

final class PkceTest extends TestCase {

	/**
	 * RFC 7636, appendix B.
	 */
	public function test_the_challenge_is_that_of_the_standard(): void {
		$this->assertSame( 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', Pkce::challenge( 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' ) );
	}

	/**
	 * RFC 7636, section 4.1.
	 */
	public function test_a_verifier_has_43_unreserved_characters_and_is_never_the_same(): void {
		$verifiers = array_map( array( Pkce::class, 'make_verifier' ), array_fill( 0, 100, null ) );
		$this->assertCount( 100, array_unique( $verifiers ) );
		foreach ( $verifiers as $verifier ) {
			$this->assertMatchesRegularExpression( '/\A[A-Za-z0-9_-]{43}\z/', $verifier );
		}
	}
}

<?php
/**
 * Names that visitors' browsers see.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Script\RandomName;

final class RandomNameTest extends TestCase {

	public function test_names_differ_and_spell_nothing(): void {
		$names = array();
		for ( $i = 0; $i < 2000; $i++ ) {
			$names[] = RandomName::make();
		}
		$this->assertCount( 2000, array_unique( $names ) );
		$this->assertDoesNotMatchRegularExpression( '/ad|ga|fb|px|trk|tag|stat|pixel|gtm|utm|evt|[^a-z]/', implode( '', $names ) );
	}

	public function test_a_content_keeps_its_name(): void {
		// printf abc | sha256sum | cut -c1-12 | tr 0123456789abcdef cdfghjkmnqrvwxyz
		$this->assertSame( 'vrmndkvznzcd', RandomName::of_content( 'abc' ) );
		$this->assertNotSame( RandomName::of_content( 'abc' ), RandomName::of_content( 'abd' ) );
	}
}

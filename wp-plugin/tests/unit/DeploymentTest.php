<?php
/**
 * Settings by constants.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Connection\InvalidConnectionCode;
use Warp\Settings\Deployment;

final class DeploymentTest extends TestCase {

	public function test_without_constants_the_screen_decides(): void {
		$deployment = new Deployment( array() );
		$this->assertFalse( $deployment->sets_connection() );
		$this->assertNull( $deployment->excluded_roles() );
	}

	/**
	 * @dataProvider role_lists
	 */
	public function test_roles_are_a_comma_separated_list( string $constant, array $roles ): void {
		$this->assertSame( $roles, ( new Deployment( array( 'WARP_EXCLUDED_ROLES' => $constant ) ) )->excluded_roles() );
	}

	public function role_lists(): array {
		return array(
			'two'          => array( 'administrator,editor', array( 'administrator', 'editor' ) ),
			'with spaces'  => array( ' administrator , editor ', array( 'administrator', 'editor' ) ),
			'stray commas' => array( ',editor,,', array( 'editor' ) ),
			'nobody'       => array( '', array() ),
		);
	}

	public function test_a_constant_without_a_valid_code_is_told_apart_from_no_constant(): void {
		$deployment = new Deployment( array( 'WARP_CONNECTION_CODE' => 'hello' ) );
		$this->assertTrue( $deployment->sets_connection() );
		$this->expectException( InvalidConnectionCode::class );
		$deployment->connection();
	}
}

<?php
/**
 * The configuration inside the core's script.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Script\TrackerScript;

final class TrackerScriptTest extends TestCase {

	private const SCRIPT = '(()=>{var o={"script_id":"shop4711","endpoint":"https://warp.example.com/api/track","global":"warp","consent":{"analytics":true,"without_analytics":"nothing"},"downloads":"pdf|a}\"{b","scroll":[25,50]};if(o.consent){start({})}})();';

	public function test_the_configuration_is_read_whole(): void {
		$this->assertSame(
			array(
				'script_id' => 'shop4711',
				'endpoint'  => 'https://warp.example.com/api/track',
				'global'    => 'warp',
				'consent'   => array(
					'analytics'         => true,
					'without_analytics' => 'nothing',
				),
				'downloads' => 'pdf|a}"{b',
				'scroll'    => array( 25, 50 ),
			),
			( new TrackerScript( self::SCRIPT ) )->config()
		);
	}

	public function test_another_configuration_takes_its_place_and_nothing_else_changes(): void {
		$changed = ( new TrackerScript( self::SCRIPT ) )->with_config(
			array(
				'script_id' => 'shop4711',
				'endpoint'  => '/a$1\\1</script>',
			)
		);
		$this->assertSame( '(()=>{var o={"script_id":"shop4711","endpoint":"/a$1\\\\1\u003C/script\u003E"};if(o.consent){start({})}})();', $changed->source() );
		$this->assertSame( '/a$1\\1</script>', $changed->config()['endpoint'] );
	}

	public function test_a_script_without_one_stays_as_it_is(): void {
		$script = new TrackerScript( 'fetch("/x",{body:{"id":1}})' );
		$this->assertNull( $script->config() );
		$this->assertSame( $script->source(), $script->with_config( array( 'endpoint' => '/y' ) )->source() );
	}
}

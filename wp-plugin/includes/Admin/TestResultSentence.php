<?php
/**
 * Says to a person how a rung did in the self-test.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Proxy\Rung;
use Warp\Proxy\TestResult;

defined( 'ABSPATH' ) || exit;

/**
 * One sentence for each word of Proxy\TestResult, and a name for each rung.
 */
final class TestResultSentence {

	/**
	 * The sentence.
	 *
	 * @param TestResult|null $result Null: not tested.
	 */
	public static function of( ?TestResult $result ): string {
		$sentences = array(
			TestResult::WORKS  => __( 'Works.', 'warp' ),
			'forbidden'        => __( 'Not used: this installation forbids changes of files (DISALLOW_FILE_MODS).', 'warp' ),
			'unwritable_place' => __( 'Not used: WordPress may not write its file.', 'warp' ),
			'no_folder'        => __( 'Not used: there is no folder in which events can wait.', 'warp' ),
			'unwritable_spool' => __( 'Fails: it may not write to the folder in which events wait.', 'warp' ),
			'readable_spool'   => __( 'Not used: the web server would show the events that wait to anybody who knew their address.', 'warp' ),
			/* translators: %s: reason given by the network, such as "Connection refused". */
			'unreachable'      => __( 'Could not be tested: this server cannot reach itself. %s', 'warp' ),
			/* translators: %s: HTTP status, such as 403. */
			'status'           => __( 'Fails: something in front of it answers with %s. A firewall, a security plugin or a rule of the web server may forbid it.', 'warp' ),
			'foreign'          => __( 'Fails: something else answers at its address, such as a cache.', 'warp' ),
		);
		return null === $result ? __( 'Not tested yet.', 'warp' ) : trim( sprintf( $sentences[ $result->word() ] ?? $result->word(), $result->detail() ) );
	}

	/**
	 * What a rung is called.
	 *
	 * @param string $rung One of Rung's.
	 */
	public static function name_of( string $rung ): string {
		$names = array(
			Rung::AUTOMATIC => __( 'Automatic: the best that works', 'warp' ),
			Rung::FILE      => __( 'A file of its own, without loading WordPress', 'warp' ),
			Rung::EARLY     => __( 'Before other plugins load', 'warp' ),
			Rung::REST      => __( 'Through the REST API', 'warp' ),
			Rung::DIRECT    => __( 'Directly to the Warp server', 'warp' ),
		);
		return $names[ $rung ];
	}
}

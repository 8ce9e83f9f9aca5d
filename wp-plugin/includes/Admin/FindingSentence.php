<?php
/**
 * Says to a person what is wrong with the way that events take.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Proxy\Finding;
use Warp\Proxy\TestResult;

defined( 'ABSPATH' ) || exit;

/**
 * A headline and a sentence for each word of Proxy\Findings.
 */
final class FindingSentence {

	/**
	 * The headline.
	 *
	 * @param Finding $finding What was found.
	 */
	public static function headline( Finding $finding ): string {
		$headlines = array(
			'no_folder'              => __( 'Warp has no folder for events that wait', 'warp' ),
			'unwritable_spool'       => __( 'Warp may not write down events that wait', 'warp' ),
			'readable_spool'         => __( 'Events that wait could be read over the web', 'warp' ),
			'spool_full'             => __( 'Warp lost events, because too many waited', 'warp' ),
			'bad_signature'          => __( 'The Warp server does not accept this site’s signature', 'warp' ),
			'unknown_script'         => __( 'The Warp server does not know this site', 'warp' ),
			'core_refuses'           => __( 'The Warp server refuses this site’s events', 'warp' ),
			'core_away'              => __( 'The Warp server does not take events', 'warp' ),
			'cron_stuck'             => __( 'Warp needs WordPress’ scheduled tasks, and they do not run', 'warp' ),
			'chosen_rung_fails'      => __( 'The way you chose for events does not work', 'warp' ),
			'direct'                 => __( 'Events do not go through your own domain', 'warp' ),
			'script_sends_elsewhere' => __( 'The script does not use your own domain yet', 'warp' ),
			'slow_rung'              => __( 'Events take the slow way', 'warp' ),
		);
		return $headlines[ $finding->word() ];
	}

	/**
	 * The sentence: what it means, and what to do.
	 *
	 * @param Finding $finding What was found.
	 */
	public static function of( Finding $finding ): string {
		$details = $finding->details();
		switch ( $finding->word() ) {
			case 'no_folder':
			case 'unwritable_spool':
				/* translators: %s: folder on the server. */
				return sprintf( __( 'PHP may not write to %s, so events go directly to the Warp server and are lost while it is away. Let the web server’s user write there, or name another folder by the constant WARP_SPOOL_FOLDER. Your pages are not affected.', 'warp' ), '' === $details['folder'] ? __( 'the uploads folder', 'warp' ) : $details['folder'] );
			case 'readable_spool':
				return __( 'The web server shows PHP files in uploads instead of running them, so events go directly to the Warp server. Name a folder outside the website by the constant WARP_SPOOL_FOLDER in wp-config.php.', 'warp' );
			case 'spool_full':
				/* translators: 1: number of events, 2: duration, such as "5 minutes". */
				return sprintf( _n( '%1$d event found no room, the last one %2$s ago. See whether the Warp server takes events. Your pages are not affected.', '%1$d events found no room, the last one %2$s ago. See whether the Warp server takes events. Your pages are not affected.', (int) $details['events'], 'warp' ), $details['events'], human_time_diff( (int) $details['at'] ) );
			case 'bad_signature':
				/* translators: %s: amount of data, such as "12 KB". */
				return sprintf( __( 'Events wait here (%s). Either this server’s clock is wrong by more than five minutes, or the site’s secret was changed: copy a new connection code.', 'warp' ), size_format( (int) $details['bytes'] ) );
			case 'unknown_script':
				/* translators: %s: amount of data, such as "12 KB". */
				return sprintf( __( 'Events wait here (%s). The site may have been deleted on the Warp server: copy a new connection code.', 'warp' ), size_format( (int) $details['bytes'] ) );
			case 'core_refuses':
				/* translators: 1: word that names the problem, such as "http_403"; 2: amount of data, such as "12 KB". */
				return sprintf( __( 'It answers %1$s, which does not pass by itself. Check the server’s address, and what stands between the two servers, such as a firewall. Events wait here (%2$s) and are sent afterwards. Your pages are not affected.', 'warp' ), $details['problem'], size_format( (int) $details['bytes'] ) );
			case 'core_away':
				/* translators: 1: duration, such as "2 hours"; 2: amount of data, such as "12 KB"; 3: word that names the problem, such as "unreachable". */
				return sprintf( __( 'It has not taken any for %1$s (%3$s). They wait here (%2$s) and are sent when it does. Your pages are not affected.', 'warp' ), human_time_diff( (int) $details['since'] ), size_format( (int) $details['bytes'] ), $details['problem'] );
			case 'cron_stuck':
				return 1 === $details['is_disabled']
					? __( 'WP-Cron is switched off (DISABLE_WP_CRON), and no other cron runs wp-cron.php. Events that a visit leaves behind wait for the next one, and the way they take is not tested. Let your host’s cron call wp-cron.php every five minutes.', 'warp' )
					: __( 'Events that a visit leaves behind wait for the next one, and the way they take is not tested. Visits to this site normally run them; a firewall or a cache may keep WordPress from calling itself.', 'warp' );
			case 'script_sends_elsewhere':
				return __( 'Your Warp server is older than this plugin and hands out a script that sends to the server itself. Update the server, then use “Test now” in the settings.', 'warp' );
			default:
				return self::of_rungs( $finding );
		}
	}

	/**
	 * For findings that name a rung and how it did.
	 *
	 * @param Finding $finding What was found.
	 */
	private static function of_rungs( Finding $finding ): string {
		$details  = $finding->details();
		$sentence = array(
			/* translators: 1: name of a way, 2: sentence on how it did. */
			'chosen_rung_fails' => Finding::CRITICAL === $finding->severity()
				? __( '“%1$s”: %2$s It is used nevertheless, because you chose it; events may be lost.', 'warp' )
				/* translators: 1: name of a way, 2: sentence on how it did. */
				: __( '“%1$s”: %2$s Events go directly to the Warp server instead.', 'warp' ),
			/* translators: 1: name of a way, 2: sentence on how it did. */
			'direct'            => __( 'They go directly to the Warp server, where blockers stop some of them. “%1$s”: %2$s', 'warp' ),
			/* translators: 1: name of a way, 2: sentence on how it did. */
			'slow_rung'         => __( 'They go through the REST API, which loads all of WordPress for each. “%1$s”: %2$s', 'warp' ),
		);
		$result = '' === $details['result'] ? null : new TestResult( (string) $details['result'], (string) $details['detail'] );
		return sprintf( $sentence[ $finding->word() ], TestResultSentence::name_of( (string) $details['rung'] ), TestResultSentence::of( $result ) );
	}
}

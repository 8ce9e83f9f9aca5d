<?php
/**
 * Says to a person how far a test visit came.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\TestVisit\Step;

defined( 'ABSPATH' ) || exit;

/**
 * For each step its name, a sentence for each word of TestVisit\Diagnosis, and where it failed what to do.
 */
final class TestVisitSentence {

	/**
	 * What the step is called.
	 *
	 * @param Step $step The step.
	 */
	public static function name( Step $step ): string {
		$names = array(
			'page'        => __( 'Your front page', 'warp' ),
			'script'      => __( 'Script', 'warp' ),
			'endpoint'    => __( 'Event sent', 'warp' ),
			'core'        => __( 'Warp server', 'warp' ),
			'destination' => __( 'Destinations', 'warp' ),
		);
		return '' === $step->subject() ? $names[ $step->name() ] : $step->subject();
	}

	/**
	 * How it did.
	 *
	 * @param Step $step The step.
	 */
	public static function sentence( Step $step ): string {
		$sentences = array(
			'page.opening'               => __( 'Is being opened …', 'warp' ),
			'page.made'                  => __( 'Made for a visitor who is not logged in.', 'warp' ),
			'page.not_made'              => __( 'WordPress was not asked for it.', 'warp' ),
			'script.runs'                => __( 'Is in the page, loads and runs.', 'warp' ),
			'script.not_fetched'         => __( 'There is no script on this site yet.', 'warp' ),
			'script.missing'             => __( 'Is not in the page.', 'warp' ),
			'script.blocked'             => __( 'Is in the page, but your browser did not get it.', 'warp' ),
			/* translators: %s: HTTP status, such as 404. */
			'script.status'              => __( 'Is in the page, but its address answers %s.', 'warp' ),
			/* translators: %s: media type, such as text/html. */
			'script.type'                => __( 'Is in the page, but comes as “%s”, which browsers do not run.', 'warp' ),
			'script.idle'                => __( 'Is in the page and loads, but does not run.', 'warp' ),
			'script.silent'              => __( 'The page does not say how it did.', 'warp' ),
			'endpoint.taken'             => __( 'Your site took the event.', 'warp' ),
			'endpoint.taken_by_core'     => __( 'The Warp server took the event straight from the browser.', 'warp' ),
			'endpoint.blocked'           => __( 'Nothing answered the page.', 'warp' ),
			/* translators: %s: HTTP status, such as 403. */
			'endpoint.status'            => __( 'The event was refused with the answer %s.', 'warp' ),
			'endpoint.silent'            => __( 'The page does not say how it did.', 'warp' ),
			'core.received'              => __( 'Has the event.', 'warp' ),
			/* translators: %s: sentence that says why. */
			'core.no_answer'             => __( 'Could not be asked. %s', 'warp' ),
			/* translators: %s: short technical word, such as "unreachable". */
			'core.held_up'               => __( 'Does not take events now (%s). The event waits on your site and is sent as soon as that ends.', 'warp' ),
			/* translators: %s: sentence that says why. */
			'core.refused'               => __( 'Refused the event: %s', 'warp' ),
			'core.paused'                => __( 'Keeps no event, because this site is paused there.', 'warp' ),
			'core.opted_out'             => __( 'Left the event out, because your browser asks not to be tracked.', 'warp' ),
			'core.lost'                  => __( 'Does not have the event.', 'warp' ),
			'destination.no_destination' => __( 'None yet. Events stay on your Warp server; add destinations there.', 'warp' ),
			'destination.delivered'      => __( 'Delivered.', 'warp' ),
			/* translators: %s: sentence that says why. */
			'destination.skipped'        => __( 'Not sent: %s', 'warp' ),
			/* translators: %s: sentence that says why. */
			'destination.dead'           => __( 'Not delivered: %s', 'warp' ),
			/* translators: %s: sentence that says what it waits for. */
			'destination.pending'        => __( 'Under way. %s', 'warp' ),
			/* translators: %s: sentence that says what it waits for. */
			'destination.late'           => __( 'Still under way. %s', 'warp' ),
		);
		$of_any    = array(
			'not_yet'   => __( 'Not yet.', 'warp' ),
			'not_tried' => __( 'Not tried.', 'warp' ),
		);
		$sentence  = $sentences[ $step->name() . '.' . $step->word() ] ?? $of_any[ $step->word() ];
		return trim( sprintf( $sentence, $step->detail() ) );
	}

	/**
	 * What to do about it; empty: nothing.
	 *
	 * @param Step $step The step.
	 */
	public static function hint( Step $step ): string {
		$silence = __( 'Perhaps your theme leaves out the scripts of plugins (wp_head), or an optimiser plugin or a browser extension holds scripts back. Try it in another browser, then without the optimiser.', 'warp' );
		$hints   = array(
			'page.not_made'     => __( 'Perhaps your browser kept the tab from opening: use the link below. If the page did open, a cache answered instead of WordPress: empty it and try again.', 'warp' ),
			'script.not_fetched' => __( 'Press “Check the connection now”.', 'warp' ),
			'script.missing'    => __( 'Perhaps an optimiser plugin took it out, or your theme leaves out the scripts of plugins (wp_head). Exclude the script in the optimiser and empty its cache.', 'warp' ),
			'script.blocked'    => __( 'Perhaps a browser extension blocks it. Try it in another browser.', 'warp' ),
			'script.status'     => __( 'Perhaps a security plugin or your host forbids scripts in the uploads folder. Press “Check the connection now”, and ask your host if that does not help.', 'warp' ),
			'script.type'       => __( 'Something answers in place of the file, such as a page of an error or of a firewall. Ask your host.', 'warp' ),
			'script.idle'       => __( 'Perhaps an optimiser plugin delays it until somebody moves, or a content security policy forbids it. Exclude the script there.', 'warp' ),
			'script.silent'     => $silence,
			'endpoint.silent'   => $silence,
			'endpoint.blocked'  => __( 'Perhaps a browser extension or a firewall blocks it. Try it in another browser.', 'warp' ),
			'endpoint.status'   => __( 'Perhaps a firewall or a security plugin refuses it. Press “Check the connection now”: Warp then looks for a way that works.', 'warp' ),
			'core.no_answer'    => __( 'Press “Check the connection now” to see more.', 'warp' ),
			'core.held_up'      => __( 'Press “Check the connection now” to see more.', 'warp' ),
			'core.paused'       => __( 'Resume the site on the Warp server.', 'warp' ),
			'core.opted_out'    => __( 'Switch “Do Not Track” off in your browser, or try it in another one.', 'warp' ),
			'core.lost'         => __( 'Look on the Warp server at what this site’s events were left out for, such as automated visits.', 'warp' ),
			'destination.dead'  => __( 'Look at this destination on the Warp server.', 'warp' ),
			'destination.late'  => __( 'The Warp server goes on trying.', 'warp' ),
		);
		return $hints[ $step->name() . '.' . $step->word() ] ?? '';
	}
}

<?php
/**
 * Which rung is used.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Connection\Connection;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Tests all rungs each hour and takes the best that works, or the owner's choice. Addresses that were used once go on
 * working, because pages in caches still send to them.
 */
final class Ladder {

	public const CRON_HOOK = 'warp_test_proxy';

	/**
	 * Holds the connection and the owner's choice.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Makes the files.
	 *
	 * @var Installation
	 */
	private $installation;

	/**
	 * Keeps what was found.
	 *
	 * @var LadderRecord
	 */
	private $record;

	public function __construct( Settings $settings, Installation $installation, LadderRecord $record ) {
		$this->settings     = $settings;
		$this->installation = $installation;
		$this->record       = $record;
	}

	/**
	 * Makes what is missing, tests all rungs, and notes which to use.
	 */
	public function climb(): void {
		$connection = $this->settings->connection();
		if ( null === $connection ) {
			return;
		}
		$results = $this->test( $connection );
		$this->record->keep( $this->choose( $results ), $results, time() );
	}

	/**
	 * Ends all rungs, because the site is disconnected.
	 */
	public function leave(): void {
		$this->installation->remove();
		$this->record->forget();
		self::unschedule();
	}

	/**
	 * What the script is to send to: a path on this site; empty: the core.
	 */
	public function path(): string {
		$rung = $this->record->rung();
		return Rung::DIRECT === $rung ? '' : ( new Addresses( $this->settings ) )->path( $rung );
	}

	/**
	 * Whether the served script sends to somewhere else.
	 */
	public function needs_another_script(): bool {
		return $this->path() !== $this->record->served_path();
	}

	/**
	 * Notes what the served script sends to.
	 *
	 * @param string $path As path() gives it.
	 */
	public function note_served( string $path ): void {
		$this->record->keep_served_path( $path );
	}

	/**
	 * Makes sure that the cron events exist while the site is connected.
	 */
	public function ensure_scheduled(): void {
		if ( null === $this->settings->connection() ) {
			return;
		}
		if ( false === wp_next_scheduled( self::CRON_HOOK ) ) {
			wp_schedule_event( time() + ( 0 === $this->record->checked_at() ? 0 : HOUR_IN_SECONDS ), 'hourly', self::CRON_HOOK );
		}
		if ( false === wp_next_scheduled( Sweep::CRON_HOOK ) ) {
			wp_schedule_event( time(), Sweep::INTERVAL, Sweep::CRON_HOOK );
		}
	}

	public static function unschedule(): void {
		wp_unschedule_hook( self::CRON_HOOK );
		wp_unschedule_hook( Sweep::CRON_HOOK );
	}

	/**
	 * Tests all rungs.
	 *
	 * @param Connection $connection The core and the site.
	 * @return array<string, TestResult> By rung.
	 */
	private function test( Connection $connection ): array {
		$problems = $this->installation->install( $connection );
		$test     = new SelfTest( $connection );
		if ( ! in_array( 'no_folder', $problems, true ) && $test->can_read( new PrivateFolder( $this->settings->private_path() ) ) ) {
			$problems = array_fill_keys( Rung::OWN, 'readable_spool' );
		}
		$addresses = new Addresses( $this->settings );
		$results   = array();
		foreach ( $problems as $rung => $problem ) {
			$results[ $rung ] = '' === $problem ? $test->of( $addresses->url( $rung ) ) : new TestResult( $problem );
		}
		return $results;
	}

	/**
	 * The best rung that works. An owner's choice is also taken when this server only cannot prove it.
	 *
	 * @param array<string, TestResult> $results By rung.
	 */
	private function choose( array $results ): string {
		$choice = $this->settings->chosen_rung();
		if ( Rung::AUTOMATIC !== $choice ) {
			$result = $results[ $choice ] ?? null;
			return null !== $result && ( $result->works() || $result->is_unproven() ) ? $choice : Rung::DIRECT;
		}
		foreach ( $results as $rung => $result ) {
			if ( $result->works() ) {
				return $rung;
			}
		}
		return Rung::DIRECT;
	}
}

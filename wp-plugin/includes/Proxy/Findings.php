<?php
/**
 * What is wrong with the way that events take.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Looks at what the self-test and the endpoint have noted, and asks nobody: the settings screen, Site Health and the
 * notices all say the same.
 */
final class Findings {

	/**
	 * Longer than this is no short trouble any more.
	 */
	private const CORE_AWAY_SECONDS = 10 * MINUTE_IN_SECONDS;

	/**
	 * WP-Cron comes late on a site without visits.
	 */
	private const CRON_LATE_SECONDS = 30 * MINUTE_IN_SECONDS;

	/**
	 * Faults of the site itself, which the tests of all rungs find alike.
	 */
	private const FAULTS_OF_ALL = array( 'no_folder', 'unwritable_spool', 'readable_spool' );

	/**
	 * What the core itself says when a person must act, with a sentence of its own each.
	 */
	private const REFUSALS = array( 'bad_signature', 'unknown_script' );

	/**
	 * Holds the owner's choice.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Holds the results of the tests.
	 *
	 * @var LadderRecord
	 */
	private $record;

	public function __construct( Settings $settings, LadderRecord $record ) {
		$this->settings = $settings;
		$this->record   = $record;
	}

	/**
	 * The findings, worst first; none while the site is not connected, or was not tested yet.
	 *
	 * @param int $now Unix seconds.
	 * @return Finding[]
	 */
	public function all( int $now ): array {
		if ( null === $this->settings->connection() || 0 === $this->record->checked_at() ) {
			return array();
		}
		$traffic  = Traffic::of( $this->settings );
		$findings = array_merge( $this->of_all_rungs(), null === $traffic ? array() : $this->of_traffic( $traffic, $now ), $this->of_cron( $now ) );
		if ( ! $this->has_fault_of_all() ) {
			$findings = array_merge( $findings, $this->of_the_rung_in_use() );
		}
		usort(
			$findings,
			static function ( Finding $one, Finding $other ): int {
				return ( Finding::CRITICAL === $other->severity() ) <=> ( Finding::CRITICAL === $one->severity() );
			}
		);
		return $findings;
	}

	/**
	 * A fault that no rung is spared.
	 *
	 * @return Finding[]
	 */
	private function of_all_rungs(): array {
		$result = $this->record->result( Rung::REST );
		return null !== $result && $this->has_fault_of_all()
			? array( new Finding( Finding::CRITICAL, $result->word(), array( 'folder' => $this->settings->private_path() ) ) )
			: array();
	}

	private function has_fault_of_all(): bool {
		$result = $this->record->result( Rung::REST );
		return null !== $result && in_array( $result->word(), self::FAULTS_OF_ALL, true );
	}

	/**
	 * Events that are lost, that wait, or that the core does not want.
	 *
	 * @param Traffic $traffic Its figures.
	 * @param int     $now     Unix seconds.
	 * @return Finding[]
	 */
	private function of_traffic( Traffic $traffic, int $now ): array {
		$findings = array();
		if ( $now - $traffic->dropped_at() < DAY_IN_SECONDS ) {
			$details    = array(
				'events' => $traffic->dropped(),
				'at'     => $traffic->dropped_at(),
			);
			$findings[] = new Finding( Finding::CRITICAL, 'spool_full', $details );
		}
		$details = array(
			'problem' => $traffic->problem(),
			'since'   => $traffic->problem_since(),
			'bytes'   => $traffic->waiting_bytes(),
		);
		if ( in_array( $traffic->problem(), self::REFUSALS, true ) ) {
			$findings[] = new Finding( Finding::CRITICAL, $traffic->problem(), $details );
		} elseif ( $traffic->needs_owner() ) {
			$findings[] = new Finding( Finding::CRITICAL, 'core_refuses', $details );
		} elseif ( '' !== $traffic->problem() && $now - $traffic->problem_since() > self::CORE_AWAY_SECONDS ) {
			$findings[] = new Finding( Finding::CRITICAL, 'core_away', $details );
		}
		return $findings;
	}

	/**
	 * WP-Cron that does not run.
	 *
	 * @param int $now Unix seconds.
	 * @return Finding[]
	 */
	private function of_cron( int $now ): array {
		$next   = wp_next_scheduled( Sweep::CRON_HOOK );
		$result = $this->record->result( $this->record->rung() );
		// Not scheduled: the next visit to wp-admin does that.
		if ( false === $next || $now - $next < self::CRON_LATE_SECONDS ) {
			return array();
		}
		// Where hits send by themselves it only brings what they leave.
		$severity = null === $result || $result->can_finish() ? Finding::RECOMMENDED : Finding::CRITICAL;
		return array( new Finding( $severity, 'cron_stuck', array( 'is_disabled' => defined( 'DISABLE_WP_CRON' ) && DISABLE_WP_CRON ? 1 : 0 ) ) );
	}

	/**
	 * A rung that is not the best, or not the one that the owner chose, or not the one that the script sends to.
	 *
	 * @return Finding[]
	 */
	private function of_the_rung_in_use(): array {
		$rung    = $this->record->rung();
		$choice  = $this->settings->chosen_rung();
		$result  = $this->record->result( Rung::AUTOMATIC === $choice ? Rung::FILE : $choice );
		$details = array(
			'rung'   => Rung::AUTOMATIC === $choice ? Rung::FILE : $choice,
			'result' => null === $result ? '' : $result->word(),
			'detail' => null === $result ? '' : $result->detail(),
		);
		if ( Rung::DIRECT === $choice ) {
			return array();
		}
		if ( Rung::AUTOMATIC !== $choice && ( null === $result || ! $result->works() ) ) {
			return array( new Finding( $rung === $choice ? Finding::CRITICAL : Finding::RECOMMENDED, 'chosen_rung_fails', $details ) );
		}
		if ( Rung::DIRECT === $rung ) {
			return array( new Finding( Finding::RECOMMENDED, 'direct', $details ) );
		}
		if ( '' === $this->record->served_path() ) {
			return array( new Finding( Finding::RECOMMENDED, 'script_sends_elsewhere' ) );
		}
		return Rung::REST === $rung && Rung::AUTOMATIC === $choice ? array( new Finding( Finding::RECOMMENDED, 'slow_rung', $details ) ) : array();
	}
}

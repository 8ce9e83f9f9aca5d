<?php
/**
 * What the last self-test found.
 *
 * @package Warp
 */

namespace Warp\Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * Kept in an option of its own that is not autoloaded: no page needs it, the script has its address inside.
 */
final class LadderRecord {

	public const OPTION = 'warp_proxy';

	/**
	 * Keeps the results of a test.
	 *
	 * @param string                    $rung    The rung to use.
	 * @param array<string, TestResult> $results By rung.
	 * @param int                       $now     Unix seconds.
	 */
	public function keep( string $rung, array $results, int $now ): void {
		$this->change(
			array(
				'rung'       => $rung,
				'checked_at' => $now,
				'results'    => array_map(
					static function ( TestResult $result ): array {
						return $result->to_array();
					},
					$results
				),
			)
		);
	}

	/**
	 * Notes what the served script sends to.
	 *
	 * @param string $path Path on this site; empty: the core.
	 */
	public function keep_served_path( string $path ): void {
		if ( $path !== $this->served_path() ) {
			$this->change( array( 'served_path' => $path ) );
		}
	}

	/**
	 * The rung to use, one of Rung's.
	 */
	public function rung(): string {
		return (string) ( $this->kept()['rung'] ?? Rung::DIRECT );
	}

	/**
	 * When the rungs were tested, Unix seconds; 0: never.
	 */
	public function checked_at(): int {
		return (int) ( $this->kept()['checked_at'] ?? 0 );
	}

	public function result( string $rung ): ?TestResult {
		return TestResult::from_array( $this->kept()['results'][ $rung ] ?? null );
	}

	/**
	 * What the served script sends to: a path on this site; empty: the core.
	 */
	public function served_path(): string {
		return (string) ( $this->kept()['served_path'] ?? '' );
	}

	public function forget(): void {
		delete_option( self::OPTION );
	}

	/**
	 * The kept values.
	 *
	 * @return array<string, mixed>
	 */
	private function kept(): array {
		$kept = get_option( self::OPTION );
		return is_array( $kept ) ? $kept : array();
	}

	/**
	 * Writes some values.
	 *
	 * @param array<string, mixed> $values By name.
	 */
	private function change( array $values ): void {
		update_option( self::OPTION, array_merge( $this->kept(), $values ), false );
	}
}

<?php
/**
 * What a visitor agrees to.
 *
 * @package Warp
 */

namespace Warp\Consent;

defined( 'ABSPATH' ) || exit;

/**
 * An answer for the two purposes that the core knows. Immutable.
 */
final class Consent {

	/**
	 * Whether visits may be recognised.
	 *
	 * @var bool
	 */
	private $analytics;

	/**
	 * Whether ad platforms may be told.
	 *
	 * @var bool
	 */
	private $marketing;

	public function __construct( bool $analytics, bool $marketing ) {
		$this->analytics = $analytics;
		$this->marketing = $marketing;
	}

	/**
	 * From kept or received fields; what is missing is refused.
	 *
	 * @param array<mixed> $fields With analytics and marketing.
	 */
	public static function from_array( array $fields ): self {
		return new self( true === ( $fields['analytics'] ?? null ), true === ( $fields['marketing'] ?? null ) );
	}

	public function analytics(): bool {
		return $this->analytics;
	}

	public function marketing(): bool {
		return $this->marketing;
	}

	/**
	 * As an event carries it.
	 *
	 * @return array{analytics: bool, marketing: bool}
	 */
	public function to_array(): array {
		return array(
			'analytics' => $this->analytics,
			'marketing' => $this->marketing,
		);
	}
}

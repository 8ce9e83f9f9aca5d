<?php
/**
 * What holds on this site as long as a visitor has not answered, and what is done without an answer.
 *
 * @package Warp
 */

namespace Warp\Consent;

use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * The owner's choices over what the core says for this site. The core puts its say into the site's script; what the
 * script was last fetched with is kept, so that PHP follows the same rules as the browser.
 */
final class ConsentRules {

	/**
	 * As the core says.
	 */
	public const SERVER = 'server';

	/**
	 * Choices for the time before an answer, and for sites without a consent plugin.
	 */
	public const BEFORE_ANSWER = array(
		self::SERVER => null,
		'nothing'    => array(
			'analytics' => false,
			'marketing' => false,
		),
		'analytics'  => array(
			'analytics' => true,
			'marketing' => false,
		),
		'everything' => array(
			'analytics' => true,
			'marketing' => true,
		),
	);

	/**
	 * Choices for visits that may not be recognised: not measured at all, or without any id.
	 */
	public const WITHOUT_ANALYTICS = array( self::SERVER, 'nothing', 'cookieless' );

	/**
	 * The core's own defaults, for the time before a script was fetched.
	 */
	private const CORE_DEFAULTS = array(
		'consent'     => array(
			'analytics'         => true,
			'without_analytics' => 'nothing',
		),
		'respect_gpc' => true,
	);

	/**
	 * Holds the choices.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * What holds until the visitor answers.
	 */
	public function before_answer(): Consent {
		return Consent::from_array( $this->applied_to( $this->core_config() )['consent'] );
	}

	/**
	 * Whether a visit that may not be recognised is measured without any id.
	 */
	public function measures_without_analytics(): bool {
		return 'cookieless' === ( $this->applied_to( $this->core_config() )['consent']['without_analytics'] ?? '' );
	}

	/**
	 * Whether no visit is recognised at all, whatever its visitor agrees to.
	 */
	public function is_cookieless(): bool {
		return true === ( $this->core_config()['cookieless'] ?? false );
	}

	/**
	 * An answer as far as the visitor's browser lets it stand: Global Privacy Control refuses marketing and Do Not Track
	 * refuses everything, where the site honours them.
	 *
	 * @param Consent $answer What the visitor said.
	 * @param bool    $gpc    The browser sends Sec-GPC: 1.
	 * @param bool    $dnt    The browser sends DNT: 1.
	 */
	public function with_signals( Consent $answer, bool $gpc, bool $dnt ): Consent {
		$config = $this->core_config();
		if ( $dnt && true === ( $config['respect_dnt'] ?? false ) ) {
			return new Consent( false, false );
		}
		return new Consent( $answer->analytics(), $answer->marketing() && ! ( $gpc && true === ( $config['respect_gpc'] ?? false ) ) );
	}

	/**
	 * A script's configuration with the owner's choices in it.
	 *
	 * @param array<string, mixed> $config As the core wrote it; what is false may be missing.
	 * @return array<string, mixed>
	 */
	public function applied_to( array $config ): array {
		$consent = is_array( $config['consent'] ?? null ) ? $config['consent'] : array();
		$choices = $this->settings->consent_choices();
		$before  = self::BEFORE_ANSWER[ $choices['before_answer'] ] ?? null;
		if ( null !== $before ) {
			$consent = array_merge( $consent, $before );
		}
		if ( self::SERVER !== $choices['without_analytics'] ) {
			$consent['without_analytics'] = $choices['without_analytics'];
		}
		return array_merge( $config, array( 'consent' => $consent ) );
	}

	/**
	 * What the script was last fetched with.
	 *
	 * @return array<string, mixed>
	 */
	private function core_config(): array {
		return $this->settings->script_config() ?? self::CORE_DEFAULTS;
	}
}

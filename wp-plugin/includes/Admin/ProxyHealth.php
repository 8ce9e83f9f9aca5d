<?php
/**
 * The way of events in Tools -> Site Health.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Proxy\Findings;
use Warp\Proxy\LadderRecord;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * A test that asks nobody, because the hourly self-test has.
 */
final class ProxyHealth {

	/**
	 * Hyphens, as Site Health wants them.
	 */
	public const TEST = 'warp-way';

	/**
	 * Holds the connection and the choice.
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
	 * Adds the test, when there is something to test.
	 *
	 * @param array<string, array<string, mixed>> $tests Tests by kind.
	 * @return array<string, array<string, mixed>>
	 */
	public function add_test( array $tests ): array {
		if ( null !== $this->settings->connection() ) {
			$tests['direct'][ self::TEST ] = array(
				'label' => __( 'The way of Warp’s events', 'warp' ),
				'test'  => array( $this, 'result' ),
			);
		}
		return $tests;
	}

	/**
	 * The result in the shape Site Health wants: the worst finding names it, all are told.
	 *
	 * @return array<string, mixed>
	 */
	public function result(): array {
		$findings   = ( new Findings( $this->settings, $this->record ) )->all( time() );
		$paragraphs = array_map( array( FindingSentence::class, 'of' ), $findings );
		if ( array() === $findings ) {
			/* translators: %s: name of a way. */
			$paragraphs = array( sprintf( __( 'Visitors’ browsers send them to your own domain (“%s”), and they are sent on from there.', 'warp' ), TestResultSentence::name_of( $this->record->rung() ) ) );
		}
		return array(
			'test'        => self::TEST,
			'status'      => array() === $findings ? 'good' : $findings[0]->severity(),
			'label'       => array() === $findings ? __( 'Warp’s events take the way they should', 'warp' ) : FindingSentence::headline( $findings[0] ),
			'badge'       => array(
				'label' => __( 'Warp', 'warp' ),
				'color' => 'blue',
			),
			'description' => '<p>' . implode( '</p><p>', array_map( 'esc_html', $paragraphs ) ) . '</p>',
			'actions'     => sprintf( '<p><a href="%s">%s</a></p>', esc_url( SettingsPage::url() ), esc_html__( 'Warp settings', 'warp' ) ),
		);
	}
}

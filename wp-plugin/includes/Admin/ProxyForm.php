<?php
/**
 * Takes what the owner says about the way of events.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Proxy\Ladder;
use Warp\Proxy\LadderRecord;
use Warp\Proxy\Rung;
use Warp\Script\ScriptRefresh;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps the choice, tests, and lets the script follow. “Test now” does the same without a choice.
 */
final class ProxyForm {

	/**
	 * Action of the form, which is also its nonce's name.
	 */
	public const SAVE        = 'warp_save_way';
	public const FIELD       = 'warp_way';
	public const TEST_BUTTON = 'warp_test_way';

	/**
	 * Changed here.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Tests.
	 *
	 * @var Ladder
	 */
	private $ladder;

	/**
	 * Fetches the script that sends to the chosen way.
	 *
	 * @var ScriptRefresh
	 */
	private $refresh;

	public function __construct( Settings $settings, Ladder $ladder, ScriptRefresh $refresh ) {
		$this->settings = $settings;
		$this->ladder   = $ladder;
		$this->refresh  = $refresh;
	}

	/**
	 * The button pressed, whichever of the two it was.
	 */
	public function save(): void {
		SettingsRequest::authorize( self::SAVE );
		$choice = SettingsRequest::text( self::FIELD );
		if ( '' === SettingsRequest::text( self::TEST_BUTTON ) && in_array( $choice, array_merge( array( Rung::AUTOMATIC, Rung::DIRECT ), Rung::OWN ), true ) ) {
			$this->settings->keep_chosen_rung( $choice );
		}
		$this->ladder->climb();
		$this->ladder->ensure_scheduled();
		$result = $this->ladder->needs_another_script() ? $this->refresh->run() : true;
		if ( is_wp_error( $result ) ) {
			SettingsRequest::finish( 'error', $result->get_error_message() );
		}
		/* translators: %s: name of a way. */
		SettingsRequest::finish( 'success', sprintf( __( 'Tested. In use: “%s”.', 'warp' ), TestResultSentence::name_of( ( new LadderRecord() )->rung() ) ) );
	}
}

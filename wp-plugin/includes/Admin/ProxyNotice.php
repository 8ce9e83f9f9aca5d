<?php
/**
 * Tells owners that events are lost.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Proxy\Finding;
use Warp\Proxy\Findings;

defined( 'ABSPATH' ) || exit;

/**
 * On the dashboard and the list of plugins, where owners look first; only what is critical, and only to those who can mend it.
 * The settings screen and Site Health tell it as well.
 */
final class ProxyNotice {

	private const SCREENS = array( 'dashboard', 'plugins' );

	/**
	 * Knows what is wrong.
	 *
	 * @var Findings
	 */
	private $findings;

	public function __construct( Findings $findings ) {
		$this->findings = $findings;
	}

	public function render(): void {
		$screen = get_current_screen();
		if ( null === $screen || ! in_array( $screen->id, self::SCREENS, true ) || ! current_user_can( SettingsPage::CAPABILITY ) ) {
			return;
		}
		foreach ( $this->findings->all( time() ) as $finding ) {
			if ( Finding::CRITICAL !== $finding->severity() ) {
				continue;
			}
			printf(
				'<div class="notice notice-error"><p><strong>%s</strong><br>%s <a href="%s">%s</a></p></div>',
				esc_html( FindingSentence::headline( $finding ) ),
				esc_html( FindingSentence::of( $finding ) ),
				esc_url( SettingsPage::url() ),
				esc_html__( 'Warp settings', 'warp' )
			);
		}
	}
}

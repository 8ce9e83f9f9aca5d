<?php
/**
 * The test visit on the settings screen.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Settings\Settings;
use Warp\TestVisit\Diagnosis;
use Warp\TestVisit\Investigation;
use Warp\TestVisit\TestPage;
use Warp\TestVisit\TestVisit;
use Warp\TestVisit\TestVisits;

defined( 'ABSPATH' ) || exit;

/**
 * A button; browser/admin/settings.js opens the page and asks for the steps until nothing more is to be expected.
 */
final class TestVisitSection {

	public const BEGIN = 'warp_begin_test_visit';
	public const STEPS = 'warp_test_visit_steps';

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Knows the page's address.
	 *
	 * @var TestPage
	 */
	private $page;

	/**
	 * Finds out how far a visit came.
	 *
	 * @var Investigation
	 */
	private $investigation;

	public function __construct( Settings $settings, TestPage $page, Investigation $investigation ) {
		$this->settings      = $settings;
		$this->page          = $page;
		$this->investigation = $investigation;
	}

	public static function render(): void {
		?>
		<h2><?php esc_html_e( 'Test visit', 'warp' ); ?></h2>
		<p><?php esc_html_e( 'Opens your front page in a new tab as a visitor sees it, and follows one event all the way. It counts as no page view and no conversion.', 'warp' ); ?></p>
		<p>
			<button type="button" class="button button-secondary" disabled data-warp-test-visit="<?php echo esc_url( LatePart::url( self::BEGIN ) ); ?>"><?php esc_html_e( 'Make a test visit', 'warp' ); ?></button>
		</p>
		<div data-warp-steps data-warp-failed="<?php esc_attr_e( 'This could not be loaded. Reload the page to try again.', 'warp' ); ?>" aria-live="polite"></div>
		<?php
	}

	/**
	 * Begins a visit: gives the page to open, and where to ask for the steps.
	 */
	public function begin(): void {
		LatePart::authorize( self::BEGIN );
		$visit = TestVisit::begin( get_current_user_id(), $this->investigation->refused(), time() );
		TestVisits::keep( $visit );
		wp_send_json(
			array(
				'page'  => $this->page->url( $visit ),
				'steps' => LatePart::url( self::STEPS, array( 'visit' => $visit->token() ) ),
			)
		);
	}

	/**
	 * Answers with the steps so far.
	 */
	public function answer_steps(): void {
		LatePart::authorize( self::STEPS );
		$token      = isset( $_GET['visit'] ) ? sanitize_key( wp_unslash( $_GET['visit'] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- checked above.
		$visit      = TestVisits::find( $token );
		$connection = $this->settings->connection();
		if ( null === $visit || get_current_user_id() !== $visit->user_id() || null === $connection ) {
			wp_die( esc_html__( 'This test visit is over. Make another one.', 'warp' ), '', array( 'response' => 404 ) );
		}
		$diagnosis = new Diagnosis( $visit, $this->investigation->of( $visit, $connection, time() ), time() );
		printf( '<ol class="warp-steps"%s%s>', $diagnosis->is_finished() ? ' data-warp-finished' : '', $visit->event_at() > 0 ? ' data-warp-visited' : '' );
		foreach ( $diagnosis->steps() as $step ) {
			$hint = TestVisitSentence::hint( $step );
			printf(
				'<li>%s <strong>%s</strong><br>%s%s</li>',
				Mark::html( $step->mark() ), // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
				esc_html( TestVisitSentence::name( $step ) ),
				esc_html( TestVisitSentence::sentence( $step ) ),
				'' === $hint ? '' : '<br><span class="description">' . esc_html( $hint ) . '</span>'
			);
		}
		echo '</ol>';
		if ( 0 === $visit->page_at() ) {
			printf( '<p><a href="%s" target="_blank">%s</a></p>', esc_url( $this->page->url( $visit ) ), esc_html__( 'No tab was opened? Open the page yourself.', 'warp' ) );
		}
		wp_die();
	}
}

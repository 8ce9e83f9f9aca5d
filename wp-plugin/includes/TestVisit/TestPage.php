<?php
/**
 * The page of a test visit.
 *
 * @package Warp
 */

namespace Warp\TestVisit;

use Warp\Connection\Connection;
use Warp\Proxy\LadderRecord;
use Warp\Script\ScriptFiles;
use Warp\Script\ScriptTag;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * The site's front page as a guest sees it, whoever is logged in: the script is in it although the owner's own visits do not
 * count. It is made once for a token, kept by no cache, and has browser/test-visit.js beside the script, which reports to the
 * page's own address.
 */
final class TestPage {

	/**
	 * Tells the core and the destinations what the event is. No page view and no conversion, so that it changes none of their
	 * figures; a destination that takes only chosen events does not get it.
	 */
	public const EVENT_TYPE = 'test_visit';

	/**
	 * Id of the element that tells browser/test-visit.js what to do.
	 */
	private const ELEMENT = 'warp-test-visit';

	private const MAX_REPORT_BYTES = 4096;

	/**
	 * Of this site.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Main file of the plugin.
	 *
	 * @var string
	 */
	private $plugin_file;

	/**
	 * Takes what the page needs.
	 *
	 * @param Settings $settings    Of this site.
	 * @param string   $plugin_file Main file of the plugin.
	 */
	public function __construct( Settings $settings, string $plugin_file ) {
		$this->settings    = $settings;
		$this->plugin_file = $plugin_file;
	}

	/**
	 * Address of the page.
	 *
	 * @param TestVisit $visit The visit.
	 */
	public function url( TestVisit $visit ): string {
		return add_query_arg( $this->settings->proxy_name( 'test_parameter' ), $visit->token(), home_url( '/' ) );
	}

	/**
	 * Takes this request over, when it is one of a test visit. Called before WordPress finds out who is logged in.
	 */
	public function take_over(): void {
		$parameter = $this->settings->kept_name( 'test_parameter' );
		// The token takes the place of a nonce. phpcs:ignore WordPress.Security
		$token      = '' === $parameter ? '' : ( $_GET[ $parameter ] ?? '' );
		$visit      = is_string( $token ) ? TestVisits::find( $token ) : null;
		$connection = $this->settings->connection();
		if ( null === $visit || null === $connection ) {
			return;
		}
		if ( 'POST' === ( $_SERVER['REQUEST_METHOD'] ?? '' ) ) {
			add_action(
				'init',
				static function () use ( $token ): void {
					self::take_report( $token );
				},
				0
			);
		} elseif ( 0 === $visit->page_at() ) {
			$this->make( $visit, $connection );
		}
	}

	/**
	 * Keeps what the page says.
	 *
	 * @param string $token Of the visit.
	 */
	private static function take_report( string $token ): void {
		$report = json_decode( (string) file_get_contents( 'php://input', false, null, 0, self::MAX_REPORT_BYTES ), true ); // phpcs:ignore WordPress.WP.AlternativeFunctions
		$visit  = TestVisits::find( $token );
		if ( null === $visit || ! is_array( $report ) ) {
			wp_send_json_error( null, 400 );
		}
		TestVisits::keep( $visit->with_report( $report, time() ) );
		wp_send_json_success();
	}

	/**
	 * Makes the page.
	 *
	 * @param TestVisit  $visit      The visit.
	 * @param Connection $connection The core and the site.
	 */
	private function make( TestVisit $visit, Connection $connection ): void {
		add_filter( 'determine_current_user', '__return_zero', PHP_INT_MAX );
		defined( 'DONOTCACHEPAGE' ) || define( 'DONOTCACHEPAGE', true ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- what page caches look for.
		add_action( 'send_headers', 'nocache_headers' );
		add_action(
			'template_redirect',
			static function () use ( $visit ): void {
				TestVisits::keep( $visit->with_page( time() ) );
			},
			PHP_INT_MAX
		);
		add_action(
			'wp_enqueue_scripts',
			function () use ( $visit, $connection ): void {
				$this->enqueue( $visit, $connection );
			},
			// Before the script itself.
			1
		);
	}

	/**
	 * Puts the test beside the script.
	 *
	 * @param TestVisit  $visit      The visit.
	 * @param Connection $connection The core and the site.
	 */
	private function enqueue( TestVisit $visit, Connection $connection ): void {
		$file = plugin_dir_path( $this->plugin_file ) . 'browser/test-visit.js';
		wp_enqueue_script( self::ELEMENT, plugins_url( 'browser/test-visit.js', $this->plugin_file ), array(), (string) filemtime( $file ), array( 'strategy' => 'defer' ) );
		add_filter(
			'wp_script_attributes',
			static function ( array $attributes ): array {
				return self::ELEMENT . '-js' === ( $attributes['id'] ?? '' ) ? array_merge( $attributes, ScriptTag::ATTRIBUTES ) : $attributes;
			}
		);
		$told = $this->what_to_do( $visit, $connection );
		add_action(
			'wp_head',
			static function () use ( $told ): void {
				wp_print_inline_script_tag(
					(string) wp_json_encode( $told, JSON_HEX_TAG | JSON_HEX_AMP ),
					array(
						'type' => 'application/json',
						'id'   => self::ELEMENT,
					)
				);
			},
			// After wp_enqueue_scripts, which runs within wp_head at 1.
			2
		);
	}

	/**
	 * What browser/test-visit.js is told.
	 *
	 * @param TestVisit  $visit      The visit.
	 * @param Connection $connection The core and the site.
	 * @return array<string, mixed>
	 */
	private function what_to_do( TestVisit $visit, Connection $connection ): array {
		$served = ( new LadderRecord() )->served_path();
		$script = $this->settings->script_file();
		return array(
			'element'   => $this->settings->handle() . '-js',
			'script'    => null === $script ? '' : ( new ScriptFiles( $this->settings->folder() ) )->url( $script ),
			'key'       => 'warp_' . $connection->script_id(),
			'endpoint'  => '' === $served ? $connection->track_url() : $served,
			'script_id' => $connection->script_id(),
			'event'     => array(
				'event_type' => self::EVENT_TYPE,
				'event_id'   => $visit->event_id(),
				'page_url'   => home_url( '/' ),
				// The owner's own visit, made to see whether everything arrives.
				'consent'    => array(
					'analytics' => true,
					'marketing' => true,
				),
			),
		);
	}
}

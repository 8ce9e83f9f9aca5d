<?php
/**
 * The plugin at a terminal.
 *
 * @package Warp
 */

namespace Warp\Cli;

use Warp\Admin\SiteHealth;
use Warp\Connection\BatchSender;
use Warp\Connection\CoreClient;
use Warp\Connection\SiteApi;
use Warp\Events\EventGroups;
use Warp\Events\EventQueue;
use Warp\Events\QueueSender;
use Warp\Events\ServerEvents;
use Warp\Proxy\Sweep;
use Warp\Settings\Settings;
use Warp\Status\StatusFields;
use Warp\Status\Waiting;
use Warp\WooCommerce\CaptureTally;
use Warp\WooCommerce\Orders;
use Warp\WooCommerce\Reconciliation;
use Warp\WooCommerce\Shop;
use WP_CLI;
use function WP_CLI\Utils\format_items;

defined( 'ABSPATH' ) || exit;

/**
 * Shows and tests this site's connection to its Warp server, and does at once what WordPress' cron does later.
 *
 * On a network, --url says which site.
 */
final class Command {

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Shows the connection, the way that events take, and what waits to be sent.
	 *
	 * Asks no other server: it says how the last contact went.
	 *
	 * ## OPTIONS
	 *
	 * [--format=<format>]
	 * : How to show it.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - json
	 *   - csv
	 *   - yaml
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp warp status --format=json
	 *
	 * @param string[]              $arguments None.
	 * @param array<string, string> $options   With the format.
	 */
	public function status( array $arguments, array $options ): void {
		$items = array();
		foreach ( ( new StatusFields( $this->settings ) )->all() as $field => $value ) {
			$items[] = array(
				'field' => $field,
				'value' => $value,
			);
		}
		format_items( $options['format'] ?? 'table', $items, array( 'field', 'value' ) );
	}

	/**
	 * Tests what Site Health tests, now.
	 *
	 * Ends with 1 when a test finds something critical, such as a server that does not answer.
	 *
	 * ## EXAMPLES
	 *
	 *     wp warp test || echo "Warp needs somebody"
	 */
	public function test(): void {
		$is_critical = false;
		foreach ( $this->health_tests() as $test ) {
			$result = $test();
			$line   = sprintf( '%s: %s. %s', $result['status'], $result['label'], trim( html_entity_decode( wp_strip_all_tags( $result['description'] ), ENT_QUOTES ) ) );
			if ( 'good' === $result['status'] ) {
				WP_CLI::log( $line );
			} else {
				WP_CLI::warning( $line );
			}
			$is_critical = $is_critical || 'critical' === $result['status'];
		}
		if ( $is_critical ) {
			WP_CLI::error( __( 'Events of this site may not reach the Warp server.', 'warp' ) );
		}
		WP_CLI::success( __( 'Nothing critical was found.', 'warp' ) );
	}

	/**
	 * Sends what waits: visits in the spool and events of the server.
	 *
	 * Ends with 1 when something still waits afterwards.
	 *
	 * ## EXAMPLES
	 *
	 *     wp warp flush
	 */
	public function flush(): void {
		$this->require_connection();
		$waiting = new Waiting( $this->settings );
		$before  = $waiting->bytes_of_visits() + $waiting->events();
		$queue   = new EventQueue( $this->settings );
		do {
			$left = $waiting->bytes_of_visits();
			Sweep::run( $this->settings->private_path() );
		} while ( 0 < $waiting->bytes_of_visits() && $waiting->bytes_of_visits() < $left && '' === $waiting->sending_problem() );
		$queue->make_all_due();
		( new QueueSender( $this->settings, $queue, new BatchSender() ) )->run();
		// On a busy site new visits come all the time; those are no problem.
		if ( '' !== $waiting->sending_problem() || 0 < $waiting->events() ) {
			/* translators: 1: amount of data, such as "12 KB"; 2: number of events. */
			WP_CLI::error( sprintf( __( 'Not everything could be sent. Still waiting: visits, %1$s; events of the server, %2$d.', 'warp' ), size_format( $waiting->bytes_of_visits() ), $waiting->events() ) );
		}
		WP_CLI::success( 0 === $before ? __( 'Nothing waited.', 'warp' ) : __( 'Everything that waited was sent.', 'warp' ) );
	}

	/**
	 * Compares the shop's orders with what the Warp server has of them, and sends those that it lacks.
	 *
	 * What WordPress' cron does every night (WooCommerce).
	 *
	 * ## EXAMPLES
	 *
	 *     wp warp reconcile
	 */
	public function reconcile(): void {
		$this->require_connection();
		if ( ! Shop::is_open() ) {
			WP_CLI::error( __( 'WooCommerce is not active on this site.', 'warp' ) );
		}
		if ( ! $this->settings->records( EventGroups::ORDERS ) ) {
			WP_CLI::error( __( 'Orders are switched off in the settings.', 'warp' ) );
		}
		$orders = new Orders( $this->settings, new ServerEvents( $this->settings, new EventQueue( $this->settings ) ) );
		( new Reconciliation( $this->settings, new SiteApi(), $orders ) )->run();
		$figures = CaptureTally::last();
		if ( null !== $figures && '' !== $figures['problem'] ) {
			WP_CLI::error( $figures['problem'] );
		}
		WP_CLI::success( StatusFields::captured( $figures ) );
	}

	private function require_connection(): void {
		if ( null === $this->settings->connection() ) {
			WP_CLI::error( __( 'This site is not connected to a Warp server.', 'warp' ) );
		}
	}

	/**
	 * What Site Health runs for this plugin.
	 *
	 * @return array<int, callable> Each gives a result in Site Health's shape.
	 */
	private function health_tests(): array {
		$tests = ( new SiteHealth( $this->settings, new CoreClient() ) )->add_tests( array() );
		return array_merge(
			array_column( $tests['direct'] ?? array(), 'test' ),
			array_column( $tests['async'] ?? array(), 'async_direct_test' )
		);
	}
}

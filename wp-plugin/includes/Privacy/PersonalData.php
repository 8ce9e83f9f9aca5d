<?php
/**
 * Tools -> Export Personal Data, and Erase Personal Data.
 *
 * @package Warp
 */

namespace Warp\Privacy;

use Warp\Status\Waiting;
use Warp\Connection\SiteApi;
use Warp\Events\EventQueue;
use Warp\Proxy\Sweep;
use Warp\Settings\Settings;
use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * What this site and the core have of a person. Nothing is said to be erased that was not: without the core's word all of it
 * stays, because what tells the core who they are is kept here.
 */
final class PersonalData {

	/**
	 * How often to send visits before the core is asked to erase them, and how long to wait in between: somebody else may be
	 * at it.
	 */
	private const FLUSHES             = 5;
	private const FLUSH_PAUSE_SECONDS = 0.3;

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Asks the core.
	 *
	 * @var SiteApi
	 */
	private $core;

	public function __construct( Settings $settings, SiteApi $core ) {
		$this->settings = $settings;
		$this->core     = $core;
	}

	/**
	 * Adds the exporter.
	 *
	 * @param array<string, array<string, mixed>> $exporters By name.
	 * @return array<string, array<string, mixed>>
	 */
	public function add_exporter( array $exporters ): array {
		$exporters['warp'] = array(
			'exporter_friendly_name' => __( 'Warp', 'warp' ),
			'callback'               => array( $this, 'export' ),
		);
		return $exporters;
	}

	/**
	 * Adds the eraser, before WooCommerce's: that one makes a person's orders unknowable.
	 *
	 * @param array<string, array<string, mixed>> $erasers By name.
	 * @return array<string, array<string, mixed>>
	 */
	public function add_eraser( array $erasers ): array {
		$own = array(
			'warp' => array(
				'eraser_friendly_name' => __( 'Warp', 'warp' ),
				'callback'             => array( $this, 'erase' ),
			),
		);
		return array_merge( $own, $erasers );
	}

	/**
	 * One page of what is known of a person.
	 *
	 * @param string $email Their address.
	 * @param int    $page  From 1.
	 * @return array{data: array<int, array<string, mixed>>, done: bool}|WP_Error
	 */
	public function export( $email, $page ) {
		$person = $this->person( (string) $email );
		$data   = array();
		if ( 1 === (int) $page ) {
			foreach ( $this->waiting()->of( $person ) as $event ) {
				$data[] = ExportedItem::of( 'waiting', $event->event_id(), (array) $event->event() );
			}
		}
		$connection = $this->settings->connection();
		if ( null === $connection ) {
			return array(
				'data' => $data,
				'done' => true,
			);
		}
		$answer = ( new ExportedPages( $this->core, $connection ) )->page( $person, (int) $page );
		return is_wp_error( $answer ) ? $answer : array(
			'data' => array_merge( $data, $answer['items'] ),
			'done' => $answer['is_last'],
		);
	}

	/**
	 * Erases a person, page by page of their orders.
	 *
	 * @param string $email Their address.
	 * @param int    $page  From 1.
	 * @return array{items_removed: bool, items_retained: bool, messages: string[], done: bool}
	 */
	public function erase( $email, $page ): array {
		$person = $this->person( (string) $email );
		$erased = 0;
		$notes  = array();
		if ( 1 === (int) $page ) {
			$answer = $this->erase_at_core( $person );
			if ( is_wp_error( $answer ) ) {
				return array(
					'items_removed'  => false,
					'items_retained' => true,
					/* translators: %s: sentence that says why. */
					'messages'       => array( sprintf( __( 'Warp: nothing was erased, neither here nor on the Warp server. %s Try again.', 'warp' ), $answer->get_error_message() ) ),
					'done'           => true,
				);
			}
			$erased = $answer['erased'] + $this->waiting()->erase( $person );
			$notes  = $answer['notes'];
		}
		$orders = BuyerVisits::erase( $person, (int) $page );
		return array(
			'items_removed'  => 0 < $erased + $orders['erased'],
			'items_retained' => false,
			'messages'       => $notes,
			'done'           => $orders['is_last'],
		);
	}

	/**
	 * Has the core erase a person.
	 *
	 * @param Person $person Who.
	 * @return array{erased: int, notes: string[]}|WP_Error
	 */
	private function erase_at_core( Person $person ) {
		$connection = $this->settings->connection();
		if ( null === $connection ) {
			return array(
				'erased' => 0,
				'notes'  => array( __( 'Warp: this site is not connected to a Warp server now. What a server was sent before has to be erased there.', 'warp' ) ),
			);
		}
		if ( ! $this->has_sent_visits() ) {
			return new WP_Error( 'warp_visits_wait', __( 'Visits taken before still wait to be sent to it.', 'warp' ) );
		}
		// With the address itself: some of the core's destinations know people by nothing else.
		$answer = $this->core->erase( $connection, '/people', $person->for_core() + array( 'email' => $person->email() ) );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$erased = (int) ( $answer['events'] ?? 0 ) + (int) ( $answer['sessions'] ?? 0 );
		return array(
			'erased' => $erased,
			'notes'  => 0 === $erased ? array() : array( __( 'Warp: what other platforms, such as analytics and advertising, were told before stays with them. Ask them too.', 'warp' ) ),
		);
	}

	/**
	 * Sends the visits taken so far. On a busy site new ones come meanwhile, so that something always waits: what counts is
	 * that the core takes them.
	 */
	private function has_sent_visits(): bool {
		$waiting = new Waiting( $this->settings );
		for ( $turn = 0; $turn < self::FLUSHES && 0 < $waiting->bytes_of_visits(); $turn++ ) {
			Sweep::run( $this->settings->private_path() );
			if ( '' !== $waiting->sending_problem() ) {
				return false;
			}
			usleep( (int) ( self::FLUSH_PAUSE_SECONDS * 1000000 ) );
		}
		return true;
	}

	/**
	 * A person with everything that this site knows them by.
	 *
	 * @param string $email Their address.
	 */
	private function person( string $email ): Person {
		$person = new Person( $email );
		return $person->with_visitors( array_merge( BuyerVisits::visitor_ids( $person ), $this->waiting()->visitor_ids( $person ) ) );
	}

	private function waiting(): WaitingEvents {
		return new WaitingEvents( new EventQueue( $this->settings ) );
	}
}

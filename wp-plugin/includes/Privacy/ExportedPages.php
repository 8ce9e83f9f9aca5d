<?php
/**
 * What the core has of a person.
 *
 * @package Warp
 */

namespace Warp\Privacy;

use Warp\Connection\Connection;
use Warp\Connection\SiteApi;
use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * The core gives a page and a mark for the next one; WordPress counts pages, each in a request of its own. So the mark is kept
 * in between.
 */
final class ExportedPages {

	private const TRANSIENT_PREFIX = 'warp_export_';

	/**
	 * Asks the core.
	 *
	 * @var SiteApi
	 */
	private $core;

	/**
	 * The core and the site.
	 *
	 * @var Connection
	 */
	private $connection;

	public function __construct( SiteApi $core, Connection $connection ) {
		$this->core       = $core;
		$this->connection = $connection;
	}

	/**
	 * One page.
	 *
	 * @param Person $person Who.
	 * @param int    $page   From 1.
	 * @return array{items: array<int, array<string, mixed>>, is_last: bool}|WP_Error
	 */
	public function page( Person $person, int $page ) {
		$query = $person->for_core();
		if ( isset( $query['visitor_ids'] ) ) {
			$query['visitor_ids'] = implode( ',', $query['visitor_ids'] );
		}
		$mark = self::TRANSIENT_PREFIX . substr( $query['email_hash'], 0, 32 );
		if ( 1 < $page ) {
			$query['cursor'] = get_transient( $mark );
			if ( ! is_string( $query['cursor'] ) ) {
				return new WP_Error( 'warp_export_interrupted', __( 'Warp’s part of the export was interrupted: start it again.', 'warp' ) );
			}
		}
		$answer = $this->core->read( $this->connection, '/people', $query );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$next = $answer['next_cursor'] ?? null;
		if ( is_string( $next ) ) {
			set_transient( $mark, $next, HOUR_IN_SECONDS );
		} else {
			delete_transient( $mark );
		}
		return array(
			'items'   => array_merge( self::items( 'sessions', 'session_id', $answer ), self::items( 'events', 'event_id', $answer ) ),
			'is_last' => ! is_string( $next ),
		);
	}

	/**
	 * Rows of an answer as items.
	 *
	 * @param string       $group  Name of the list.
	 * @param string       $id     Field of the row's id.
	 * @param array<mixed> $answer The core's.
	 * @return array<int, array<string, mixed>>
	 */
	private static function items( string $group, string $id, array $answer ): array {
		$items = array();
		foreach ( array_filter( (array) ( $answer[ $group ] ?? array() ), 'is_array' ) as $row ) {
			$items[] = ExportedItem::of( $group, (string) ( $row[ $id ] ?? '' ), $row );
		}
		return $items;
	}
}

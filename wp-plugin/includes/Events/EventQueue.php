<?php
/**
 * Events of the server that wait to be sent.
 *
 * @package Warp
 */

namespace Warp\Events;

use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * A table of this site. To put an event into it is one INSERT, so a checkout waits for no other server; what is in it is
 * sent from cron, at least once, under ids that let it count once. Rows of personal data live until the core has them.
 *
 * phpcs:disable WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared
 */
final class EventQueue {

	/**
	 * Increased with the table's structure.
	 */
	private const VERSION = 1;

	/**
	 * Remembers whether the table is there.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Puts an event in, unless one with its id waits already.
	 *
	 * @param string               $script_id The site in the core.
	 * @param array<string, mixed> $event     Of the wire contract, with its id.
	 * @param int                  $delay     Seconds until it is due.
	 */
	public function add( string $script_id, array $event, int $delay = 0 ): void {
		global $wpdb;
		if ( self::VERSION !== $this->settings->queue_version() ) {
			$this->make_table();
		}
		$insert = $wpdb->prepare(
			'INSERT IGNORE INTO ' . self::table() . ' (event_id, script_id, body, created_at, due_at, attempts) VALUES (%s, %s, %s, %d, %d, 0)',
			$event['event_id'],
			$script_id,
			wp_json_encode( $event ),
			time(),
			time() + $delay
		);
		$shows  = $wpdb->suppress_errors();
		$result = $wpdb->query( $insert );
		$wpdb->suppress_errors( $shows );
		if ( false === $result ) {
			// A site that was moved or restored may have come without the table.
			$this->make_table();
			$wpdb->query( $insert );
		}
	}

	/**
	 * Takes events that are due. Nobody else gets them for the length of the lease.
	 *
	 * @param int $most  How many at most.
	 * @param int $lease Seconds.
	 * @return QueuedEvent[]
	 */
	public function lease( int $most, int $lease ): array {
		global $wpdb;
		if ( ! $this->has_table() ) {
			return array();
		}
		$rows   = $wpdb->get_results( $wpdb->prepare( 'SELECT id, event_id, script_id, body, created_at, attempts FROM ' . self::table() . ' WHERE due_at <= %d ORDER BY due_at, id LIMIT %d', time(), $most ), ARRAY_A );
		$events = array_map( array( QueuedEvent::class, 'from_row' ), (array) $rows );
		$this->change( $events, 'due_at = %d, attempts = attempts + 1', time() + $lease );
		return $events;
	}

	/**
	 * Lets events wait.
	 *
	 * @param QueuedEvent[] $events  Leased ones.
	 * @param int           $seconds From now.
	 */
	public function postpone( array $events, int $seconds ): void {
		$this->change( $events, 'due_at = %d', time() + $seconds );
	}

	/**
	 * Takes events out for good.
	 *
	 * @param QueuedEvent[] $events Leased ones.
	 */
	public function remove( array $events ): void {
		global $wpdb;
		if ( array() !== $events ) {
			$wpdb->query( 'DELETE FROM ' . self::table() . ' WHERE id IN (' . self::ids( $events ) . ')' );
		}
	}

	/**
	 * Events whose JSON holds one of some fragments.
	 *
	 * @param string[] $fragments Of JSON; at least one.
	 * @return QueuedEvent[]
	 */
	public function holding( array $fragments ): array {
		global $wpdb;
		if ( ! $this->has_table() ) {
			return array();
		}
		$patterns = array_map(
			static function ( string $fragment ) use ( $wpdb ): string {
				return '%' . $wpdb->esc_like( $fragment ) . '%';
			},
			array_values( $fragments )
		);
		$any      = implode( ' OR ', array_fill( 0, count( $patterns ), 'body LIKE %s' ) );
		$rows     = $wpdb->get_results( $wpdb->prepare( 'SELECT id, event_id, script_id, body, created_at, attempts FROM ' . self::table() . " WHERE $any ORDER BY id", $patterns ), ARRAY_A ); // phpcs:ignore WordPress.DB.PreparedSQLPlaceholders
		return array_map( array( QueuedEvent::class, 'from_row' ), (array) $rows );
	}

	/**
	 * Puts another event in the place of one that waits.
	 *
	 * @param QueuedEvent          $event Which.
	 * @param array<string, mixed> $with  Of the wire contract, with the same id.
	 */
	public function replace( QueuedEvent $event, array $with ): void {
		global $wpdb;
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . self::table() . ' SET body = %s WHERE id = %d', wp_json_encode( $with ), $event->row() ) );
	}

	/**
	 * The same for the event that has its id, if nobody has tried to send that yet.
	 *
	 * @param array<string, mixed> $event Of the wire contract.
	 * @param int                  $delay Seconds until it is due.
	 * @return bool Whether there was one.
	 */
	public function replace_untried( array $event, int $delay ): bool {
		global $wpdb;
		$id = $this->untried( (string) $event['event_id'] );
		if ( 0 === $id ) {
			return false;
		}
		// Leased in this very moment, what is sent is the old one; reconciliation sees that.
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . self::table() . ' SET body = %s, due_at = %d WHERE id = %d AND attempts = 0', wp_json_encode( $event ), time() + $delay, $id ) );
		return true;
	}

	/**
	 * Takes an event out, if nobody has tried to send it yet.
	 *
	 * @param string $event_id Its id.
	 * @return bool Whether there was one.
	 */
	public function remove_untried( string $event_id ): bool {
		global $wpdb;
		$id = $this->untried( $event_id );
		return 0 !== $id && 0 < (int) $wpdb->query( $wpdb->prepare( 'DELETE FROM ' . self::table() . ' WHERE id = %d AND attempts = 0', $id ) );
	}

	/**
	 * Keeps of everything that waits only some events, and those changed.
	 *
	 * @param string[]                                   $prefixes Beginnings of their ids.
	 * @param callable(\stdClass): array<string, mixed> $change   Gives what goes into the place of one.
	 */
	public function keep_only( array $prefixes, callable $change ): void {
		global $wpdb;
		if ( ! $this->has_table() ) {
			return;
		}
		$likes = array_map(
			static function ( string $prefix ) use ( $wpdb ): string {
				return $wpdb->esc_like( $prefix ) . '%';
			},
			$prefixes
		);
		$wpdb->query( $wpdb->prepare( 'DELETE FROM ' . self::table() . ' WHERE ' . implode( ' AND ', array_fill( 0, count( $likes ), 'event_id NOT LIKE %s' ) ), $likes ) ); // phpcs:ignore WordPress.DB.PreparedSQLPlaceholders
		$last = 0;
		do {
			$rows = (array) $wpdb->get_results( $wpdb->prepare( 'SELECT id, event_id, script_id, body, created_at, attempts FROM ' . self::table() . ' WHERE id > %d ORDER BY id LIMIT 200', $last ), ARRAY_A );
			foreach ( $rows as $row ) {
				$event = QueuedEvent::from_row( $row );
				$last  = $event->row();
				$this->replace( $event, $change( $event->event() ) );
			}
		} while ( array() !== $rows );
	}

	/**
	 * Lets nothing wait any longer, for a person who does not want to. What somebody else is sending just now may be sent
	 * twice by it, and counts once.
	 */
	public function make_all_due(): void {
		global $wpdb;
		if ( $this->has_table() ) {
			$wpdb->query( $wpdb->prepare( 'UPDATE ' . self::table() . ' SET due_at = %d WHERE due_at > %d', time(), time() ) );
		}
	}

	/**
	 * Gives up what has waited too long, also while there is nobody to send it to: it may be of persons.
	 *
	 * @param int $seconds Age.
	 */
	public function forget_older_than( int $seconds ): void {
		global $wpdb;
		if ( $this->has_table() ) {
			$wpdb->query( $wpdb->prepare( 'DELETE FROM ' . self::table() . ' WHERE created_at < %d', time() - $seconds ) );
		}
	}

	/**
	 * When the next event is due, Unix seconds; null: none waits.
	 */
	public function next_due_at(): ?int {
		global $wpdb;
		$due_at = $this->has_table() ? $wpdb->get_var( 'SELECT MIN(due_at) FROM ' . self::table() ) : null;
		return null === $due_at ? null : (int) $due_at;
	}

	/**
	 * How many events wait, and since when.
	 *
	 * @return array{events: int, since: int} Unix seconds; 0: none waits.
	 */
	public function waiting(): array {
		global $wpdb;
		$row = $this->has_table() ? $wpdb->get_row( 'SELECT COUNT(*) AS events, MIN(created_at) AS since FROM ' . self::table(), ARRAY_A ) : null;
		return array(
			'events' => (int) ( $row['events'] ?? 0 ),
			'since'  => (int) ( $row['since'] ?? 0 ),
		);
	}

	/**
	 * Removes the table.
	 */
	public static function drop(): void {
		global $wpdb;
		$wpdb->query( 'DROP TABLE IF EXISTS ' . self::table() ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery.SchemaChange
	}

	private static function table(): string {
		global $wpdb;
		return $wpdb->prefix . 'warp_queue';
	}

	private function has_table(): bool {
		return 0 < $this->settings->queue_version();
	}

	/**
	 * The row of an event that nobody has tried to send yet; 0: there is none.
	 *
	 * @param string $event_id Its id.
	 */
	private function untried( string $event_id ): int {
		global $wpdb;
		return $this->has_table() ? (int) $wpdb->get_var( $wpdb->prepare( 'SELECT id FROM ' . self::table() . ' WHERE event_id = %s AND attempts = 0', $event_id ) ) : 0;
	}

	/**
	 * Makes the table when it is first needed, on this site of a network.
	 */
	private function make_table(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		dbDelta(
			'CREATE TABLE ' . self::table() . " (
				id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
				event_id varchar(128) NOT NULL,
				script_id varchar(50) NOT NULL,
				body longtext NOT NULL,
				created_at bigint(20) unsigned NOT NULL,
				due_at bigint(20) unsigned NOT NULL,
				attempts int(10) unsigned NOT NULL,
				PRIMARY KEY  (id),
				UNIQUE KEY event_id (event_id),
				KEY due_at (due_at)
			) {$wpdb->get_charset_collate()};"
		);
		$this->settings->keep_queue_version( self::VERSION );
	}

	/**
	 * Changes rows.
	 *
	 * @param QueuedEvent[] $events Leased ones.
	 * @param string        $change SQL with one placeholder for a number.
	 * @param int           $value  The number.
	 */
	private function change( array $events, string $change, int $value ): void {
		global $wpdb;
		if ( array() !== $events ) {
			$wpdb->query( $wpdb->prepare( 'UPDATE ' . self::table() . " SET $change WHERE id IN (" . self::ids( $events ) . ')', $value ) ); // phpcs:ignore WordPress.DB.PreparedSQLPlaceholders
		}
	}

	/**
	 * Row numbers for a list in SQL.
	 *
	 * @param QueuedEvent[] $events Leased ones.
	 */
	private static function ids( array $events ): string {
		return implode(
			',',
			array_map(
				static function ( QueuedEvent $event ): int {
					return $event->row();
				},
				$events
			)
		);
	}
}

<?php
/**
 * What the site's owner decided, and the names made for this site.
 *
 * @package Warp
 */

namespace Warp\Settings;

use Warp\Connection\Connection;
use Warp\Connection\ConnectionCode;
use Warp\Connection\InvalidConnectionCode;
use Warp\Consent\ConsentRules;
use Warp\Proxy\Rung;
use Warp\Script\RandomName;

defined( 'ABSPATH' ) || exit;

/**
 * One small autoloaded option row, read through WordPress' own cache each time so that it is right after switch_to_blog.
 */
final class Settings {

	public const OPTION = 'warp_settings';

	private const DEFAULTS = array(
		'connection'     => null,
		'excluded_roles' => array( 'administrator' ),
		'viewer_roles'   => array( 'administrator' ),
		'handle'         => '',
		'folder'         => '',
		'script_source'  => '',
		'script_file'    => '',
		'rung'           => Rung::AUTOMATIC,
		'collect_file'   => '',
		'early_name'     => '',
		'rest_namespace' => '',
		'rest_route'     => '',
		'visitor_cookie' => '',
		'panel_route'    => '',
		'view_mark'      => '',
		'view_path'      => '',
		'test_parameter' => '',
		'private_folder' => '',
		'private_path'   => '',
		'script_config'  => null,
		'consent'        => array(),
		'events_off'     => array(),
		'visit_cookie'   => '',
		'queue_version'  => 0,
		'orders_since'   => 0,
		'removes_notes'  => false,
	);

	/**
	 * What constants decide.
	 *
	 * @var Deployment
	 */
	private $deployment;

	public function __construct( Deployment $deployment ) {
		$this->deployment = $deployment;
	}

	/**
	 * Where this site is connected to, or null while it is not.
	 */
	public function connection(): ?Connection {
		try {
			if ( $this->deployment->sets_connection() ) {
				return $this->deployment->connection();
			}
			$kept = $this->row()['connection'];
			return is_array( $kept ) ? ConnectionCode::from_array( $kept ) : null;
		} catch ( InvalidConnectionCode $invalid ) {
			return null;
		}
	}

	public function keep_connection( ?Connection $connection ): void {
		$this->change( array( 'connection' => null === $connection ? null : $connection->to_array() ) );
	}

	/**
	 * Roles whose visits are not measured.
	 *
	 * @return string[]
	 */
	public function excluded_roles(): array {
		return $this->deployment->excluded_roles() ?? (array) $this->row()['excluded_roles'];
	}

	/**
	 * Keeps the owner's choice.
	 *
	 * @param string[] $roles Role names.
	 */
	public function keep_excluded_roles( array $roles ): void {
		$this->change( array( 'excluded_roles' => array_values( $roles ) ) );
	}

	/**
	 * Roles that may see the figures.
	 *
	 * @return string[]
	 */
	public function viewer_roles(): array {
		return $this->deployment->viewer_roles() ?? (array) $this->row()['viewer_roles'];
	}

	/**
	 * Keeps the owner's choice of viewers.
	 *
	 * @param string[] $roles Role names.
	 */
	public function keep_viewer_roles( array $roles ): void {
		$this->change( array( 'viewer_roles' => array_values( $roles ) ) );
	}

	/**
	 * Handle of the script in the page; made on first use.
	 */
	public function handle(): string {
		return $this->name( 'handle' );
	}

	/**
	 * Folder in uploads that the script is served from; made on first use.
	 */
	public function folder(): string {
		return $this->name( 'folder' );
	}

	/**
	 * The file that holds the current connection's script, or null when it was not fetched yet.
	 */
	public function script_file(): ?string {
		$connection = $this->connection();
		$row        = $this->row();
		return null !== $connection && '' !== $row['script_file'] && $connection->script_url() === $row['script_source'] ? $row['script_file'] : null;
	}

	/**
	 * Notes which file holds the script of a connection.
	 *
	 * @param Connection $connection Whose script it is.
	 * @param string     $file       File name in the folder.
	 */
	public function keep_script_file( Connection $connection, string $file ): void {
		$this->change(
			array(
				'script_source' => $connection->script_url(),
				'script_file'   => $file,
			)
		);
	}

	/**
	 * The owner's choice of the way that events take: one of Proxy\Rung::OWN or DIRECT, or AUTOMATIC.
	 */
	public function chosen_rung(): string {
		return (string) $this->row()['rung'];
	}

	public function keep_chosen_rung( string $rung ): void {
		$this->change( array( 'rung' => $rung ) );
	}

	/**
	 * A random name of the proxy; made on first use.
	 *
	 * @param string $key collect_file, early_name, rest_namespace, rest_route, visitor_cookie, private_folder, panel_route, test_parameter or view_mark.
	 */
	public function proxy_name( string $key ): string {
		return $this->name( $key );
	}

	/**
	 * The same for requests of visitors, which must not make names; empty: not made yet.
	 *
	 * @param string $key As above.
	 */
	public function kept_name( string $key ): string {
		return (string) $this->row()[ $key ];
	}

	/**
	 * Where the proxy keeps its configuration and what waits; empty: not made yet.
	 */
	public function private_path(): string {
		return (string) $this->row()['private_path'];
	}

	public function keep_private_path( string $path ): void {
		if ( $path !== $this->private_path() ) {
			$this->change( array( 'private_path' => $path ) );
		}
	}

	/**
	 * What pages ask for so that they are counted, without the kind at its end: path and parameter; empty: they are not.
	 */
	public function view_path(): string {
		return (string) $this->row()['view_path'];
	}

	public function keep_view_path( string $path ): void {
		if ( $path !== $this->view_path() ) {
			$this->change( array( 'view_path' => $path ) );
		}
	}

	/**
	 * Configuration that the core wrote into the script, without what the owner changed in it; null: none was understood yet.
	 *
	 * @return array<string, mixed>|null
	 */
	public function script_config(): ?array {
		$kept = $this->row()['script_config'];
		return is_array( $kept ) ? $kept : null;
	}

	/**
	 * Notes the configuration of a script just fetched.
	 *
	 * @param array<string, mixed>|null $config As TrackerScript gives it.
	 */
	public function keep_script_config( ?array $config ): void {
		$this->change( array( 'script_config' => $config ) );
	}

	/**
	 * The owner's choices on consent, as named in Consent\ConsentRules.
	 *
	 * @return array{before_answer: string, without_analytics: string}
	 */
	public function consent_choices(): array {
		return array_merge(
			array(
				'before_answer'     => ConsentRules::SERVER,
				'without_analytics' => ConsentRules::SERVER,
			),
			(array) $this->row()['consent']
		);
	}

	/**
	 * Keeps the owner's choices on consent.
	 *
	 * @param array{before_answer: string, without_analytics: string} $choices By question.
	 */
	public function keep_consent_choices( array $choices ): void {
		$this->change( array( 'consent' => $choices ) );
	}

	/**
	 * Whether the owner wants a group of events.
	 *
	 * @param string $group Key of Events\EventGroups::ALL.
	 */
	public function records( string $group ): bool {
		return ! in_array( $group, (array) $this->row()['events_off'], true );
	}

	/**
	 * Keeps which groups of events the owner does not want; a group that a later version adds is then on.
	 *
	 * @param string[] $groups Keys of Events\EventGroups::ALL.
	 */
	public function keep_groups_off( array $groups ): void {
		$this->change( array( 'events_off' => array_values( $groups ) ) );
	}

	/**
	 * Cookie by which the browser tells PHP of its visit; made on first use.
	 */
	public function visit_cookie(): string {
		return $this->name( 'visit_cookie' );
	}

	/**
	 * Version of the table of waiting events on this site; 0: there is none.
	 */
	public function queue_version(): int {
		return (int) $this->row()['queue_version'];
	}

	public function keep_queue_version( int $version ): void {
		$this->change( array( 'queue_version' => $version ) );
	}

	/**
	 * Since when this site's orders are sent, Unix seconds; 0: not yet.
	 */
	public function orders_since(): int {
		return (int) $this->row()['orders_since'];
	}

	public function keep_orders_since( int $time ): void {
		$this->change( array( 'orders_since' => $time ) );
	}

	/**
	 * Whether deleting the plugin also removes what it noted on orders.
	 */
	public function removes_order_notes(): bool {
		return true === $this->row()['removes_notes'];
	}

	public function keep_removes_order_notes( bool $removes ): void {
		$this->change( array( 'removes_notes' => $removes ) );
	}

	/**
	 * A name that is random, yet the same from its first use on.
	 *
	 * @param string $key Which.
	 */
	private function name( string $key ): string {
		if ( '' === $this->row()[ $key ] ) {
			$this->change( array( $key => RandomName::make() ) );
		}
		return $this->row()[ $key ];
	}

	/**
	 * The kept values over the defaults.
	 *
	 * @return array<string, mixed>
	 */
	private function row(): array {
		$kept = get_option( self::OPTION );
		return array_merge( self::DEFAULTS, is_array( $kept ) ? $kept : array() );
	}

	/**
	 * Writes some values.
	 *
	 * @param array<string, mixed> $values By key.
	 */
	private function change( array $values ): void {
		update_option( self::OPTION, array_merge( $this->row(), $values ), true );
	}
}

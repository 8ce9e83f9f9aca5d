<?php
/**
 * Somebody who asks for their data.
 *
 * @package Warp
 */

namespace Warp\Privacy;

defined( 'ABSPATH' ) || exit;

/**
 * By what this site and the core know them. Immutable.
 */
final class Person {

	/**
	 * The core takes as many.
	 */
	private const MOST_VISITORS = 100;

	/**
	 * Their address.
	 *
	 * @var string
	 */
	private $email;

	/**
	 * Ids of their browsers, as far as they are known.
	 *
	 * @var string[]
	 */
	private $visitor_ids;

	/**
	 * Takes what is known.
	 *
	 * @param string   $email       Their address.
	 * @param string[] $visitor_ids Ids of their browsers.
	 */
	public function __construct( string $email, array $visitor_ids = array() ) {
		$this->email       = strtolower( trim( $email ) );
		$this->visitor_ids = array_values( array_unique( $visitor_ids ) );
	}

	/**
	 * The same, known by more browsers.
	 *
	 * @param string[] $visitor_ids Their ids.
	 */
	public function with_visitors( array $visitor_ids ): self {
		return new self( $this->email, array_merge( $this->visitor_ids, $visitor_ids ) );
	}

	public function email(): string {
		return $this->email;
	}

	/**
	 * Number of their account here; 0: they have none.
	 */
	public function account(): int {
		$user = get_user_by( 'email', $this->email );
		return false === $user ? 0 : $user->ID;
	}

	/**
	 * The id that this site's events have them under; empty: none.
	 */
	public function user_id(): string {
		$account = $this->account();
		/**
		 * Filters the id that a site gives its users' events, for sites whose ids are not WordPress' own.
		 *
		 * @param string $user_id Empty: events of this user have none.
		 * @param int    $account Number of the account; 0: there is none.
		 * @param string $email   Address of the person.
		 */
		return (string) apply_filters( 'warp_person_user_id', 0 === $account ? '' : (string) $account, $account, $this->email );
	}

	/**
	 * By what the core finds them.
	 *
	 * @return array{email_hash: string, user_id?: string, visitor_ids?: string[]}
	 */
	public function for_core(): array {
		return array_filter(
			array(
				'email_hash'  => hash( 'sha256', $this->email ),
				'user_id'     => $this->user_id(),
				'visitor_ids' => array_slice( $this->visitor_ids, 0, self::MOST_VISITORS ),
			)
		);
	}

	/**
	 * One of these stands in the JSON of every event of theirs, and perhaps in others'.
	 *
	 * @return string[]
	 */
	public function fragments(): array {
		$fragments = array();
		foreach ( array_merge( array( $this->email ), $this->visitor_ids ) as $text ) {
			$fragments[] = trim( (string) wp_json_encode( $text ), '"' );
		}
		$user_id = $this->user_id();
		return '' === $user_id ? $fragments : array_merge( $fragments, array( '"user_id":' . wp_json_encode( $user_id ) ) );
	}

	/**
	 * Whether an event is theirs.
	 *
	 * @param \stdClass $event Of the wire contract.
	 */
	public function has( \stdClass $event ): bool {
		$email = $event->user->email ?? '';
		return ( is_string( $email ) && strtolower( trim( $email ) ) === $this->email )
			|| in_array( $event->visitor_id ?? '', $this->visitor_ids, true )
			|| ( '' !== $this->user_id() && ( $event->user_id ?? '' ) === $this->user_id() );
	}
}

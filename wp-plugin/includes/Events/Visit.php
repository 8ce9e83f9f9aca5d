<?php
/**
 * The visit that an event of the server belongs to.
 *
 * @package Warp
 */

namespace Warp\Events;

use Warp\Consent\Consent;

defined( 'ABSPATH' ) || exit;

/**
 * What is known of a visitor at the time of an event, kept as long as the event is not told. Immutable.
 */
final class Visit {

	/**
	 * What the visitor agreed to then.
	 *
	 * @var Consent
	 */
	private $consent;

	/**
	 * Fields of the wire contract that tell whose event it is: visitor_id, session_id, ids, page_url, client.
	 *
	 * @var array<string, mixed>
	 */
	private $fields;

	/**
	 * Takes what is known.
	 *
	 * @param Consent              $consent What the visitor agreed to.
	 * @param array<string, mixed> $fields  Of the wire contract; what is not known is missing.
	 */
	public function __construct( Consent $consent, array $fields ) {
		$this->consent = $consent;
		$this->fields  = $fields;
	}

	/**
	 * For what happens without a visitor, such as an order that the shop's people enter. Nothing is read from anybody's
	 * device, and no ad platform is told.
	 */
	public static function of_nobody(): self {
		return new self( new Consent( true, false ), array() );
	}

	/**
	 * From what to_array() gave.
	 *
	 * @param array<string, mixed> $kept The array.
	 */
	public static function from_array( array $kept ): self {
		return new self( Consent::from_array( (array) ( $kept['consent'] ?? array() ) ), (array) ( $kept['fields'] ?? array() ) );
	}

	/**
	 * For keeping.
	 *
	 * @return array{consent: array{analytics: bool, marketing: bool}, fields: array<string, mixed>}
	 */
	public function to_array(): array {
		return array(
			'consent' => $this->consent->to_array(),
			'fields'  => $this->fields,
		);
	}

	public function consent(): Consent {
		return $this->consent;
	}

	/**
	 * The same without what tells whose it is.
	 */
	public function without_person(): self {
		return new self( $this->consent, array() );
	}

	/**
	 * Whether anything tells whose it is.
	 */
	public function has_person(): bool {
		return array() !== $this->fields;
	}

	/**
	 * An event with this visit's fields on it.
	 *
	 * @param array<string, mixed> $event Of the wire contract, with a timestamp in ms since 1970.
	 * @return array<string, mixed>
	 */
	public function on( array $event ): array {
		$fields = $this->fields;
		if ( isset( $fields['client'] ) ) {
			// This server learns of an order's payment later than it saw the buyer, and the core measures an event's age by this.
			$fields['client']['received_at'] = $event['timestamp'];
		}
		return array_merge( $event, $fields, array( 'consent' => $this->consent->to_array() ) );
	}
}

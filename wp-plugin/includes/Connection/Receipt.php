<?php
/**
 * What the core has of an event, and what became of it.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * One item of the core's answer. Immutable.
 */
final class Receipt {

	/**
	 * When the core received the event: ISO 8601, or empty.
	 *
	 * @var string
	 */
	private $received_at;

	/**
	 * Value of the event as the core has it; null: it has none, or the core does not say.
	 *
	 * @var float|null
	 */
	private $value = null;

	/**
	 * How many lines of items it has there.
	 *
	 * @var int
	 */
	private $items = 0;

	/**
	 * Currency of the value, or empty.
	 *
	 * @var string
	 */
	private $currency = '';

	/**
	 * A destination each.
	 *
	 * @var array<int, array{destination_id: string, name: string, state: string, reason: string, sentence: string, attempts: int, delivered_at: string}>
	 */
	private $deliveries;

	/**
	 * Takes what was read.
	 *
	 * @param string                           $received_at ISO 8601, or empty.
	 * @param array<int, array<string, mixed>> $deliveries  A destination each.
	 */
	private function __construct( string $received_at, array $deliveries ) {
		$this->received_at = $received_at;
		$this->deliveries  = $deliveries;
	}

	/**
	 * Reads an item.
	 *
	 * @param mixed $item Decoded JSON.
	 * @return self|null Null: the core does not have the event.
	 */
	public static function read( $item ): ?self {
		if ( ! is_array( $item ) || false === ( $item['received'] ?? true ) ) {
			return null;
		}
		$deliveries = array();
		foreach ( is_array( $item['deliveries'] ?? null ) ? $item['deliveries'] : array() as $delivery ) {
			if ( is_array( $delivery ) ) {
				$deliveries[] = array(
					'destination_id' => self::text( $delivery, 'destination_id' ),
					'name'           => self::text( $delivery, 'name' ),
					'state'          => self::text( $delivery, 'state' ),
					'reason'         => self::text( $delivery, 'reason' ),
					'sentence'       => self::text( $delivery, 'sentence' ),
					'attempts'       => (int) ( $delivery['attempts'] ?? 0 ),
					'delivered_at'   => self::text( $delivery, 'delivered_at' ),
				);
			}
		}
		$receipt           = new self( self::text( $item, 'received_at' ), $deliveries );
		$receipt->value    = is_numeric( $item['value'] ?? null ) ? (float) $item['value'] : null;
		$receipt->items    = (int) self::text( $item, 'items' );
		$receipt->currency = self::text( $item, 'currency' );
		return $receipt;
	}

	/**
	 * When the core received the event: ISO 8601, or empty when it does not say.
	 */
	public function received_at(): string {
		return $this->received_at;
	}

	/**
	 * Value of the event as the core has it; null: it has none, or the core does not say.
	 */
	public function value(): ?float {
		return $this->value;
	}

	/**
	 * Currency of the value, or empty.
	 */
	public function currency(): string {
		return $this->currency;
	}

	/**
	 * How many lines of items it has there.
	 */
	public function items(): int {
		return $this->items;
	}

	/**
	 * A destination each.
	 *
	 * @return array<int, array{destination_id: string, name: string, state: string, reason: string, sentence: string, attempts: int, delivered_at: string}>
	 */
	public function deliveries(): array {
		return $this->deliveries;
	}

	/**
	 * A text, or an empty one.
	 *
	 * @param array<mixed> $fields All fields.
	 * @param string       $field  Its name.
	 */
	private static function text( array $fields, string $field ): string {
		return is_scalar( $fields[ $field ] ?? null ) ? (string) $fields[ $field ] : '';
	}
}

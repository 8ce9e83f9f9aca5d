<?php
/**
 * A thing in an export.
 *
 * @package Warp
 */

namespace Warp\Privacy;

defined( 'ABSPATH' ) || exit;

/**
 * In the shape of WordPress' exporter: a group, and names with values.
 */
final class ExportedItem {

	/**
	 * A row as it is stored, field by field.
	 *
	 * @param string               $group waiting, sessions or events.
	 * @param string               $id    Of the row.
	 * @param array<string, mixed> $row   Values by field.
	 * @return array<string, mixed>
	 */
	public static function of( string $group, string $id, array $row ): array {
		$labels = array(
			'waiting'  => __( 'Measurement: events not sent yet', 'warp' ),
			'sessions' => __( 'Measurement: visits', 'warp' ),
			'events'   => __( 'Measurement: events', 'warp' ),
		);
		$data   = array();
		foreach ( $row as $field => $value ) {
			if ( null !== $value && '' !== $value && array() !== $value ) {
				$data[] = array(
					'name'  => $field,
					'value' => is_scalar( $value ) && ! is_bool( $value ) ? (string) $value : (string) wp_json_encode( $value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ),
				);
			}
		}
		return array(
			'group_id'    => "warp_$group",
			'group_label' => $labels[ $group ],
			'item_id'     => "warp-$group-$id",
			'data'        => $data,
		);
	}
}

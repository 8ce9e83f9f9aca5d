<?php
/**
 * What Tools -> Site Health -> Info says of the plugin.
 *
 * @package Warp
 */

namespace Warp\Admin;

use Warp\Status\StatusFields;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * The fields of `wp warp status`, for whoever helps from afar. People copy them into forums, so what names the site in its
 * core or in its pages stays out of the copy.
 */
final class SiteHealthInfo {

	private const PRIVATE_FIELDS = array( 'site', 'script' );

	/**
	 * Asked for the fields.
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

	public function __construct( Settings $settings, string $plugin_file ) {
		$this->settings    = $settings;
		$this->plugin_file = $plugin_file;
	}

	/**
	 * Adds the section.
	 *
	 * @param array<string, array<string, mixed>> $info Sections by name.
	 * @return array<string, array<string, mixed>>
	 */
	public function add( array $info ): array {
		$fields = array(
			'version' => array(
				'label' => __( 'Version', 'warp' ),
				'value' => get_file_data( $this->plugin_file, array( 'Version' ) )[0],
			),
		);
		$labels = self::labels();
		foreach ( ( new StatusFields( $this->settings ) )->all() as $name => $value ) {
			$fields[ $name ] = array(
				'label'   => $labels[ $name ] ?? $name,
				'value'   => '' === $value ? '–' : $value,
				'private' => in_array( $name, self::PRIVATE_FIELDS, true ),
			);
		}
		$info['warp'] = array(
			'label'  => __( 'Warp', 'warp' ),
			'fields' => $fields,
		);
		return $info;
	}

	/**
	 * How the fields are called.
	 *
	 * @return array<string, string>
	 */
	private static function labels(): array {
		return array(
			'connected'       => __( 'Connected', 'warp' ),
			'server'          => __( 'Warp server', 'warp' ),
			'site'            => __( 'Script id', 'warp' ),
			'last_contact'    => __( 'Last contact', 'warp' ),
			'problem'         => __( 'Problem of the last contact', 'warp' ),
			'script'          => __( 'Script’s file', 'warp' ),
			'way'             => __( 'Way that events take', 'warp' ),
			'tested'          => __( 'Ways tested', 'warp' ),
			'waiting_visits'  => __( 'Visits that wait to be sent', 'warp' ),
			'last_sent'       => __( 'Visits last sent', 'warp' ),
			'sending_problem' => __( 'Problem with sending visits', 'warp' ),
			'dropped_visits'  => __( 'Visits that found no room', 'warp' ),
			'waiting_events'  => __( 'Events of the server that wait to be sent', 'warp' ),
			'orders'          => __( 'Orders', 'warp' ),
		);
	}
}

<?php
/**
 * Scripts and styles of wp-admin.
 *
 * @package Warp
 */

namespace Warp\Panels;

defined( 'ABSPATH' ) || exit;

/**
 * One bundle of build/. React and the components come from WordPress; what is needed and the version are in the bundle's
 * asset file, written by wp-scripts.
 */
final class Bundle {

	/**
	 * Main file of the plugin.
	 *
	 * @var string
	 */
	private $file;

	/**
	 * Name of the bundle.
	 *
	 * @var string
	 */
	private $name;

	public function __construct( string $file, string $name ) {
		$this->file = $file;
		$this->name = $name;
	}

	public function enqueue(): void {
		$folder = plugin_dir_path( $this->file ) . 'build/';
		$asset  = require $folder . $this->name . '.asset.php';
		$handle = 'warp-' . $this->name;
		wp_enqueue_script( $handle, plugins_url( "build/$this->name.js", $this->file ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
		wp_set_script_translations( $handle, 'warp', plugin_dir_path( $this->file ) . 'languages' );
		if ( is_readable( "$folder$this->name.css" ) ) {
			wp_enqueue_style( $handle, plugins_url( "build/$this->name.css", $this->file ), array( 'wp-components' ), $asset['version'] );
			wp_style_add_data( $handle, 'rtl', 'replace' );
		}
	}
}

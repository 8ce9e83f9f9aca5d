<?php
/**
 * Rung A: a file of its own.
 *
 * @package Warp
 */

namespace Warp\Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * Generated into WordPress' folder, one for each site of a network, because the plugin's own folder may not hold a file that
 * runs without WordPress, and hosts forbid PHP there.
 */
final class CollectFile {

	/**
	 * Where it is.
	 *
	 * @var string
	 */
	private $path;

	/**
	 * Takes its name.
	 *
	 * @param string $name File name.
	 */
	public function __construct( string $name ) {
		$this->path = ABSPATH . $name;
	}

	/**
	 * Makes sure that it is there.
	 *
	 * @param string $config Path of the endpoint's configuration.
	 * @return string Empty, or a word of TestResult's for why not.
	 */
	public function install( string $config ): string {
		if ( ! wp_is_file_mod_allowed( 'warp_collect_file' ) ) {
			return 'forbidden';
		}
		$content = GeneratedFile::from_template(
			'collect-file.txt',
			array(
				'classes' => dirname( __DIR__ ),
				'config'  => $config,
			)
		);
		return GeneratedFile::write( $this->path, $content, 0644 ) ? '' : 'unwritable_place';
	}

	public function remove(): void {
		GeneratedFile::remove( $this->path );
	}
}

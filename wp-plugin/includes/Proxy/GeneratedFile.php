<?php
/**
 * PHP files that the plugin writes.
 *
 * @package Warp
 */

namespace Warp\Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * Written as a whole, and forgotten by the opcode cache: who runs one meanwhile gets the old or the new.
 *
 * phpcs:disable WordPress.WP.AlternativeFunctions, WordPress.PHP.NoSilencedErrors
 */
final class GeneratedFile {

	/**
	 * Makes sure that a file has a content.
	 *
	 * @param string $path    Where.
	 * @param string $content PHP.
	 * @param int    $mode    File mode.
	 * @return bool Whether it has.
	 */
	public static function write( string $path, string $content, int $mode ): bool {
		if ( is_file( $path ) && file_get_contents( $path ) === $content ) {
			return true;
		}
		$folder = dirname( $path );
		if ( ! wp_mkdir_p( $folder ) || ! wp_is_writable( $folder ) ) {
			return false;
		}
		$draft = (string) @tempnam( $folder, 'new' );
		if ( dirname( $draft ) !== $folder ) {
			// PHP went to the system's folder for temporary files, so it cannot write here.
			wp_delete_file( $draft );
			return false;
		}
		$is_written = strlen( $content ) === @file_put_contents( $draft, $content ) && chmod( $draft, $mode ) && @rename( $draft, $path );
		if ( ! $is_written ) {
			wp_delete_file( $draft );
			return false;
		}
		self::forget( $path );
		return true;
	}

	public static function remove( string $path ): void {
		if ( is_file( $path ) ) {
			wp_delete_file( $path );
			self::forget( $path );
		}
	}

	private static function forget( string $path ): void {
		if ( function_exists( 'opcache_invalidate' ) ) {
			// A host may restrict who may ask for it, and says so with a warning.
			@opcache_invalidate( $path, true );
		}
	}

	/**
	 * The content of a template of the plugin, with paths of this site in it.
	 *
	 * @param string                $template File name in templates/.
	 * @param array<string, string> $values   Text by name of the placeholder.
	 */
	public static function from_template( string $template, array $values ): string {
		$places = array();
		foreach ( $values as $name => $value ) {
			$places[ '{{' . $name . '}}' ] = var_export( $value, true ); // phpcs:ignore WordPress.PHP.DevelopmentFunctions
		}
		return strtr( (string) file_get_contents( __DIR__ . '/templates/' . $template ), $places );
	}
}

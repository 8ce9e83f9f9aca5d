<?php
/**
 * The script that the core hands out, with its configuration inside.
 *
 * @package Warp
 */

namespace Warp\Script;

defined( 'ABSPATH' ) || exit;

/**
 * Finds the configuration in the script and puts another in its place. The core writes it as one JSON object whose first
 * field is script_id (core-api/src/sites/tracker-script.ts); what is false is left out of it.
 */
final class TrackerScript {

	/**
	 * The object, its nested objects and its strings.
	 */
	private const CONFIG = '/\{"script_id":(?:[^{}"]|"(?:[^"\\\\]|\\\\.)*+"|(?<nested>\{(?:[^{}"]|"(?:[^"\\\\]|\\\\.)*+"|(?&nested))*+\}))*+\}/';

	/**
	 * JavaScript.
	 *
	 * @var string
	 */
	private $source;

	public function __construct( string $source ) {
		$this->source = $source;
	}

	public function source(): string {
		return $this->source;
	}

	/**
	 * The configuration.
	 *
	 * @return array<string, mixed>|null Null when the script has none that is understood.
	 */
	public function config(): ?array {
		if ( 1 !== preg_match( self::CONFIG, $this->source, $found ) ) {
			return null;
		}
		$config = json_decode( $found[0], true );
		return is_array( $config ) ? $config : null;
	}

	/**
	 * The script with another configuration; the same script when it has none.
	 *
	 * @param array<string, mixed> $config All fields.
	 */
	public function with_config( array $config ): self {
		$json = (string) json_encode( $config, JSON_HEX_TAG | JSON_UNESCAPED_SLASHES ); // phpcs:ignore WordPress.WP.AlternativeFunctions
		return new self(
			(string) preg_replace_callback(
				self::CONFIG,
				static function () use ( $json ): string {
					return $json;
				},
				$this->source,
				1
			)
		);
	}
}

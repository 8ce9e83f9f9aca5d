<?php
/**
 * What the must-use plugin does.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Proxy\Endpoint\Config;
use Warp\Proxy\Endpoint\Endpoint;
use Warp\Settings\Deployment;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Answers a hit and ends the request, before plugins, theme and the user are loaded. Any other request goes on as usual.
 */
final class EarlyRequest {

	public static function serve(): void {
		$settings = new Settings( Deployment::of_this_site() );
		$name     = $settings->kept_name( 'early_name' );
		if ( '' === $name || ! self::ends_with( $name ) ) {
			return;
		}
		$config = Config::read( $settings->private_path() . '/' . EndpointConfig::FILE );
		if ( null === $config ) {
			return;
		}
		Endpoint::serve( $config, array( WordPressPost::class, 'send' ) );
		exit;
	}

	/**
	 * Whether the path of this request ends with a name that nobody can guess.
	 *
	 * @param string $name The name.
	 */
	public static function ends_with( string $name ): bool {
		$path = strtok( (string) ( $_SERVER['REQUEST_URI'] ?? '' ), '?' ); // phpcs:ignore WordPress.Security -- compared only.
		return is_string( $path ) && "/$name" === substr( $path, -strlen( "/$name" ) );
	}
}

<?php
/**
 * Rung C: a REST route.
 *
 * @package Warp
 */

namespace Warp\Proxy;

use Warp\Proxy\Endpoint\Answer;
use Warp\Proxy\Endpoint\Collector;
use Warp\Proxy\Endpoint\Config;
use Warp\Proxy\Endpoint\Gate;
use Warp\Proxy\Endpoint\Hit;
use Warp\Proxy\Endpoint\Refusal;
use Warp\Settings\Settings;
use WP_REST_Response;

defined( 'ABSPATH' ) || exit;

/**
 * Works on every host, at the price of loading all of WordPress. Bots read route names in /wp-json/ and flood them
 * (plausible/wordpress issue 294), so this one does not stand there, and junk that knows it ends as soon as the plugin is loaded.
 */
final class RestRoute {

	/**
	 * Holds the random names.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Where it is.
	 *
	 * @var Addresses
	 */
	private $addresses;

	public function __construct( Settings $settings ) {
		$this->settings  = $settings;
		$this->addresses = new Addresses( $settings );
	}

	/**
	 * Ends a request for the route that breaks a rule. Called before other plugins' hooks run.
	 */
	public function refuse_junk(): void {
		$name = $this->settings->kept_name( 'rest_route' );
		if ( '' === $name || ! $this->is_asked_for( $name ) ) {
			return;
		}
		$config = $this->config();
		if ( null === $config ) {
			return;
		}
		try {
			( new Gate( $config->hosts() ) )->check( Hit::of_this_request() );
		} catch ( Refusal $refusal ) {
			( new Answer( $refusal->getCode() ) )->send();
			exit;
		}
	}

	public function register(): void {
		if ( null === $this->config() ) {
			return;
		}
		register_rest_route(
			$this->addresses->rest_namespace(),
			$this->addresses->rest_route(),
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'take' ),
				// Visitors are nobody. What they may not send is refused by the endpoint's own checks.
				'permission_callback' => '__return_true',
				'show_in_index'       => false,
			)
		);
	}

	/**
	 * Takes a hit. What the visitor does not wait for is done when WordPress is finished with the request.
	 */
	public function take(): WP_REST_Response {
		$config = $this->config();
		if ( null === $config ) {
			return new WP_REST_Response( null, 404 );
		}
		ini_set( 'serialize_precision', '-1' ); // phpcs:ignore WordPress.PHP.IniSet -- as Endpoint has it.
		$collector = new Collector( $config );
		// By now WordPress has put slashes into both (wp_magic_quotes). phpcs:ignore WordPress.Security
		$answer = $collector->take( new Hit( wp_unslash( $_SERVER ), wp_unslash( $_COOKIE ), 'php://input', (int) ( microtime( true ) * 1000 ) ) );
		$answer->send_headers();
		add_action(
			'shutdown',
			static function () use ( $collector ): void {
				$collector->send( array( WordPressPost::class, 'send' ) );
			},
			PHP_INT_MAX
		);
		return new WP_REST_Response( '' === $answer->body() ? null : json_decode( $answer->body() ), $answer->status() );
	}

	/**
	 * Takes the namespace out of the list of the index.
	 *
	 * @param WP_REST_Response $index Of /wp-json/.
	 */
	public function hide_namespace( WP_REST_Response $index ): WP_REST_Response {
		$data = $index->get_data();
		if ( isset( $data['namespaces'] ) ) {
			$data['namespaces'] = array_values( array_diff( $data['namespaces'], array( $this->settings->kept_name( 'rest_namespace' ) ) ) );
			$index->set_data( $data );
		}
		return $index;
	}

	/**
	 * Takes away the page that WordPress makes for each namespace.
	 *
	 * @param array<string, mixed> $endpoints By route.
	 * @return array<string, mixed>
	 */
	public function remove_namespace_page( array $endpoints ): array {
		unset( $endpoints[ '/' . $this->settings->kept_name( 'rest_namespace' ) ] );
		return $endpoints;
	}

	/**
	 * Whether this request is for the route, by a readable address or by ?rest_route=.
	 *
	 * @param string $name Last part of the route.
	 */
	private function is_asked_for( string $name ): bool {
		$route = $_GET['rest_route'] ?? ''; // phpcs:ignore WordPress.Security -- compared only.
		return EarlyRequest::ends_with( $name ) || ( is_string( $route ) && "/$name" === substr( $route, -strlen( "/$name" ) ) );
	}

	private function config(): ?Config {
		$path = $this->settings->private_path();
		return '' === $path ? null : Config::read( $path . '/' . EndpointConfig::FILE );
	}
}

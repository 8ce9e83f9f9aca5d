<?php
/**
 * The site's own REST routes that its panels read.
 *
 * @package Warp
 */

namespace Warp\Panels;

use Warp\Settings\Settings;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined( 'ABSPATH' ) || exit;

/**
 * For those with the capability only, below a random name that no blocklist knows. Parameters are checked here, so that the
 * core is asked nothing it would refuse.
 */
final class FigureRoutes {

	/**
	 * Route -> path of the core, names of its parameters, seconds an answer is kept.
	 */
	private const ROUTES = array(
		'/overview'  => array( '/overview', array( 'from', 'to', 'timezone' ), 60 ),
		'/live'      => array( '/events', array(), 4 ),
		'/companies' => array( '/companies', array( 'page' ), 60 ),
		'/health'    => array( '/health', array(), 60 ),
		'/loss'      => array( '/loss', array( 'from', 'to' ), 300 ),
		'/paths'     => array( '/pages', array( 'from', 'paths' ), 60 ),
	);

	/**
	 * Holds the random name.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Answers.
	 *
	 * @var Figures
	 */
	private $figures;

	public function __construct( Settings $settings, Figures $figures ) {
		$this->settings = $settings;
		$this->figures  = $figures;
	}

	/**
	 * Root of the routes, below WordPress' REST root.
	 */
	public function root(): string {
		return '/' . $this->name_space();
	}

	public function register(): void {
		foreach ( self::ROUTES as $route => list( $path, $parameters, $seconds ) ) {
			register_rest_route(
				$this->name_space(),
				$route,
				array(
					'methods'             => 'GET',
					'callback'            => function ( WP_REST_Request $request ) use ( $path, $parameters, $seconds ) {
						return $this->answer( $request, $path, $parameters, $seconds );
					},
					'permission_callback' => static function (): bool {
						return current_user_can( Viewers::CAPABILITY );
					},
					'args'                => array_intersect_key( self::arguments(), array_flip( $parameters ) ),
					'show_in_index'       => false,
				)
			);
		}
	}

	/**
	 * Answers a request.
	 *
	 * @param WP_REST_Request $request    The request.
	 * @param string          $path       Of the core.
	 * @param string[]        $parameters Passed on.
	 * @param int             $seconds    How long the answer is kept.
	 * @return WP_REST_Response|WP_Error
	 */
	private function answer( WP_REST_Request $request, string $path, array $parameters, int $seconds ) {
		$query = array_filter(
			array_intersect_key( $request->get_params(), array_flip( $parameters ) ),
			static function ( $value ): bool {
				return null !== $value && '' !== $value;
			}
		);
		$answer = $this->figures->read( $path, $query, $seconds );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$response = new WP_REST_Response( $answer );
		$response->header( 'Cache-Control', 'private, max-age=' . min( $seconds, 30 ) );
		return $response;
	}

	/**
	 * Every parameter, with its rule.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	private static function arguments(): array {
		$date = array(
			'type'    => 'string',
			'pattern' => '^\d{4}-\d{2}-\d{2}$',
		);
		return array(
			'from'     => $date,
			'to'       => $date,
			'timezone' => array(
				'type'    => 'string',
				'pattern' => '^[A-Za-z0-9_+\-/]{1,64}$',
			),
			'page'     => array(
				'type'    => 'integer',
				'minimum' => 1,
			),
			'paths'    => array(
				'type'     => 'array',
				'maxItems' => 100,
				'items'    => array(
					'type'      => 'string',
					'maxLength' => 2048,
				),
			),
		);
	}

	private function name_space(): string {
		return $this->settings->proxy_name( 'panel_route' ) . '/v1';
	}
}

<?php
/**
 * What this site may ask of the core about itself.
 *
 * @package Warp
 */

namespace Warp\Connection;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Routes below /api/site, opened by the site's token. Each gives what was asked for, or a WP_Error with a sentence for a
 * person.
 */
final class SiteApi {

	private const TIMEOUT_SECONDS = 8;

	/**
	 * What became of some events.
	 *
	 * @param Connection $connection The core and the site.
	 * @param string[]   $event_ids  At most 100.
	 * @return array<string, Receipt>|WP_Error By event id; what the core does not have is missing.
	 */
	public function receipts( Connection $connection, array $event_ids ) {
		$query = '?event_ids=' . implode( ',', array_map( 'rawurlencode', $event_ids ) );
		return $this->read_receipts( $this->ask( $connection, 'GET', '/api/site/receipts' . $query, null ) );
	}

	/**
	 * The same, for comparing what this site sent with what the core has.
	 *
	 * @param Connection $connection The core and the site.
	 * @param string[]   $event_ids  At most 100.
	 * @param string     $event_type What they are.
	 * @return array<string, Receipt>|WP_Error By event id; what the core does not have is missing.
	 */
	public function reconcile( Connection $connection, array $event_ids, string $event_type ) {
		$question = array(
			'event_ids'  => $event_ids,
			'event_type' => $event_type,
			// What a browser claimed under such an id is not this site's order.
			'said_by'    => 'server',
		);
		return $this->read_receipts( $this->ask( $connection, 'POST', '/api/site/reconcile', $question ) );
	}

	/**
	 * Figures of this site.
	 *
	 * @param Connection                             $connection The core and the site.
	 * @param string                                 $path       Below /api/site.
	 * @param array<string, string|int|array<mixed>> $query      Parameters.
	 * @return array<mixed>|WP_Error Decoded JSON.
	 */
	public function read( Connection $connection, string $path, array $query ) {
		return $this->ask( $connection, 'GET', '/api/site' . $path . ( array() === $query ? '' : '?' . http_build_query( $query ) ), null );
	}

	/**
	 * Which address and place the core sees in what this server was told of a visitor.
	 *
	 * @param Connection            $connection The core and the site.
	 * @param array<string, string> $seen       remote_addr, and where they came, forwarded_for and cf_connecting_ip.
	 * @return array<mixed>|WP_Error Decoded JSON.
	 */
	public function client_address( Connection $connection, array $seen ) {
		return $this->ask( $connection, 'POST', '/api/site/client-address', $seen );
	}

	/**
	 * Tells what this WordPress knows of its site; what nobody has set there is taken over.
	 *
	 * @param Connection           $connection The core and the site.
	 * @param array<string, mixed> $settings   As SiteSettings gives them.
	 * @return array<string, mixed>|WP_Error What differs.
	 */
	public function report_settings( Connection $connection, array $settings ) {
		return $this->ask( $connection, 'PUT', '/api/site/settings', $settings );
	}

	/**
	 * Ends differences: the core takes what is here, or keeps what it has.
	 *
	 * @param Connection $connection The core and the site.
	 * @param string     $answer     `take` or `keep`.
	 * @param string[]   $fields     Which.
	 * @return array<string, mixed>|WP_Error What still differs.
	 */
	public function settle_differences( Connection $connection, string $answer, array $fields ) {
		return $this->ask( $connection, 'POST', '/api/site/settings-differences', array( $answer => $fields ) );
	}

	/**
	 * Changes settings that the core keeps for this site.
	 *
	 * @param Connection           $connection The core and the site.
	 * @param array<string, mixed> $config     Only what changes.
	 * @return array<mixed>|WP_Error Decoded JSON.
	 */
	public function change_config( Connection $connection, array $config ) {
		return $this->ask( $connection, 'PUT', '/api/site/config', $config );
	}

	/**
	 * Tells the core something about this site.
	 *
	 * @param Connection           $connection The core and the site.
	 * @param string               $path       Below /api/site.
	 * @param array<string, mixed> $body       What.
	 * @return array<mixed>|WP_Error Decoded JSON, or an empty array.
	 */
	public function tell( Connection $connection, string $path, array $body ) {
		return $this->ask( $connection, 'POST', '/api/site' . $path, $body );
	}

	/**
	 * Has the core erase something of this site.
	 *
	 * @param Connection           $connection The core and the site.
	 * @param string               $path       Below /api/site.
	 * @param array<string, mixed> $what       By what it is found.
	 * @return array<mixed>|WP_Error Decoded JSON.
	 */
	public function erase( Connection $connection, string $path, array $what ) {
		return $this->ask( $connection, 'DELETE', '/api/site' . $path, $what );
	}

	/**
	 * Receipts out of an answer.
	 *
	 * @param array<mixed>|WP_Error $answer Decoded JSON.
	 * @return array<string, Receipt>|WP_Error By event id.
	 */
	private function read_receipts( $answer ) {
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$receipts = array();
		foreach ( is_array( $answer['items'] ?? null ) ? $answer['items'] : array() as $item ) {
			$receipt = Receipt::read( $item );
			if ( null !== $receipt && is_string( $item['event_id'] ?? null ) ) {
				$receipts[ $item['event_id'] ] = $receipt;
			}
		}
		return $receipts;
	}

	/**
	 * One request.
	 *
	 * @param Connection                $connection The core and the site.
	 * @param string                    $method     GET, POST, PUT or DELETE.
	 * @param string                    $path       With its query.
	 * @param array<string, mixed>|null $body       To be sent as JSON.
	 * @return array<mixed>|WP_Error Decoded JSON.
	 */
	private function ask( Connection $connection, string $method, string $path, ?array $body ) {
		if ( null === $connection->token() ) {
			return new WP_Error( 'warp_no_token', __( 'This connection cannot ask the Warp server about its events: copy a new connection code there and paste it in the settings.', 'warp' ) );
		}
		$answer = wp_remote_request(
			$connection->core() . $path,
			array(
				'method'      => $method,
				'timeout'     => self::TIMEOUT_SECONDS,
				'redirection' => 0,
				'headers'     => array(
					'Authorization' => 'Bearer ' . $connection->token(),
					'Content-Type'  => 'application/json',
				),
				'body'        => null === $body ? null : wp_json_encode( $body ),
			)
		);
		if ( is_wp_error( $answer ) ) {
			return CoreProblem::unreachable( $answer );
		}
		$status = (int) wp_remote_retrieve_response_code( $answer );
		$said   = json_decode( wp_remote_retrieve_body( $answer ), true );
		if ( 401 === $status ) {
			return CoreProblem::forgotten();
		}
		$fault = $said['errors'][0]['message'] ?? null;
		if ( 400 === $status && is_string( $fault ) ) {
			return CoreProblem::refused( $fault );
		}
		if ( 204 === $status ) {
			return array();
		}
		return ( 200 === $status || 201 === $status ) && is_array( $said ) ? $said : CoreProblem::unexpected( $status );
	}
}

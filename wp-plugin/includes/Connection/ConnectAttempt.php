<?php
/**
 * A connection that somebody began and the core has not confirmed yet.
 *
 * @package Warp
 */

namespace Warp\Connection;

defined( 'ABSPATH' ) || exit;

/**
 * OAuth 2.0 with PKCE as a public client (RFC 6749, section 4.1; RFC 7636). Immutable.
 */
final class ConnectAttempt {

	private const CLIENT_ID = 'wordpress';

	/**
	 * Time to log in at the core and choose a site.
	 */
	private const LIFE_SECONDS = 600;

	/**
	 * Address of the core.
	 *
	 * @var string
	 */
	private $core;

	/**
	 * Comes back with the answer; nobody else can know it.
	 *
	 * @var string
	 */
	private $state;

	/**
	 * As of Pkce.
	 *
	 * @var string
	 */
	private $verifier;

	/**
	 * Unix seconds.
	 *
	 * @var int
	 */
	private $begun_at;

	/**
	 * Takes the parts.
	 *
	 * @param string $core     Address of the core, checked.
	 * @param string $state    43 characters.
	 * @param string $verifier 43 characters.
	 * @param int    $begun_at Unix seconds.
	 */
	public function __construct( string $core, string $state, string $verifier, int $begun_at ) {
		$this->core     = $core;
		$this->state    = $state;
		$this->verifier = $verifier;
		$this->begun_at = $begun_at;
	}

	/**
	 * A new one.
	 *
	 * @param string $core Address of the core, checked.
	 * @param int    $now  Unix seconds.
	 */
	public static function begin( string $core, int $now ): self {
		return new self( $core, Pkce::make_verifier(), Pkce::make_verifier(), $now );
	}

	/**
	 * From kept fields.
	 *
	 * @param mixed $fields As to_array() gives them.
	 */
	public static function from_array( $fields ): ?self {
		return is_array( $fields ) && isset( $fields['core'], $fields['state'], $fields['verifier'], $fields['begun_at'] )
			? new self( (string) $fields['core'], (string) $fields['state'], (string) $fields['verifier'], (int) $fields['begun_at'] )
			: null;
	}

	/**
	 * For keeping.
	 *
	 * @return array{core: string, state: string, verifier: string, begun_at: int}
	 */
	public function to_array(): array {
		return array(
			'core'     => $this->core,
			'state'    => $this->state,
			'verifier' => $this->verifier,
			'begun_at' => $this->begun_at,
		);
	}

	public function core(): string {
		return $this->core;
	}

	/**
	 * The page of the core that the person is sent to.
	 *
	 * @param string $redirect_uri Where it sends them back to.
	 * @param string $site_url     Address of this site.
	 * @param string $site_name    Its name.
	 */
	public function page_url( string $redirect_uri, string $site_url, string $site_name ): string {
		$question = array(
			'response_type'         => 'code',
			'client_id'             => self::CLIENT_ID,
			'redirect_uri'          => $redirect_uri,
			'code_challenge'        => Pkce::challenge( $this->verifier ),
			'code_challenge_method' => 'S256',
			'state'                 => $this->state,
			'site_url'              => $site_url,
			'site_name'             => $site_name,
		);
		return $this->core . '/connect/wordpress?' . http_build_query( $question, '', '&', PHP_QUERY_RFC3986 );
	}

	/**
	 * What the page sent back: the code that the token endpoint takes.
	 *
	 * @param array<string, string> $answer Parameters: state, iss, and code or error.
	 * @param int                   $now    Unix seconds.
	 * @throws ConnectRefused When it must not be followed.
	 */
	public function code_in( array $answer, int $now ): string {
		if ( ! hash_equals( $this->state, $answer['state'] ?? '' ) ) {
			throw new ConnectRefused( ConnectRefused::FOREIGN );
		}
		if ( $now - $this->begun_at > self::LIFE_SECONDS ) {
			throw new ConnectRefused( ConnectRefused::OVER );
		}
		// RFC 9207: a code of one server must not be taken to another.
		if ( ! hash_equals( $this->core, rtrim( $answer['iss'] ?? '', '/' ) ) ) {
			throw new ConnectRefused( ConnectRefused::OTHER_CORE );
		}
		$error = $answer['error'] ?? '';
		if ( 'access_denied' === $error ) {
			throw new ConnectRefused( ConnectRefused::DENIED );
		}
		$code = $answer['code'] ?? '';
		if ( '' !== $error || '' === $code ) {
			throw new ConnectRefused( ConnectRefused::ERROR, 1 === preg_match( '/\A[a-z_]{1,40}\z/', $error ) ? $error : '' );
		}
		return $code;
	}

	/**
	 * What the token endpoint is asked.
	 *
	 * @param string $code         Of the page's answer.
	 * @param string $redirect_uri The one that the page was told.
	 * @return array<string, string>
	 */
	public function token_question( string $code, string $redirect_uri ): array {
		return array(
			'grant_type'    => 'authorization_code',
			'code'          => $code,
			'redirect_uri'  => $redirect_uri,
			'client_id'     => self::CLIENT_ID,
			'code_verifier' => $this->verifier,
		);
	}
}

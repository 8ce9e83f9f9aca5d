<?php
/**
 * A site's endpoint without a web server.
 *
 * @package Warp
 */

use Warp\Proxy\Endpoint\Answer;
use Warp\Proxy\Endpoint\Collector;
use Warp\Proxy\Endpoint\Config;
use Warp\Proxy\Endpoint\DeliveryRecord;
use Warp\Proxy\Endpoint\Hit;
use Warp\Proxy\Endpoint\PrivateFile;
use Warp\Proxy\Endpoint\Sender;
use Warp\Proxy\Endpoint\Spool;

/**
 * With a private folder of its own, and a core that answers as it is told.
 */
final class EndpointSite {

	public const VALUES = array(
		'script_id'        => 'shop4711',
		// 32 bytes of 0x07.
		'secret'           => 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc',
		'track_url'        => 'https://core.example/api/track',
		'hosts'            => array( 'shop.example', 'www.shop.example' ),
		'cookie_name'      => 'vhkzmqcdfgjn',
		'cookie_path'      => '/',
		'is_secure'        => true,
		'sends'            => true,
		'ca_bundle'        => '',
		'spool_bytes'      => 1000000,
		'hits_per_visitor' => 300,
		'hits_per_address' => 6000,
	);

	/**
	 * A page view of a browser on the shop.
	 */
	public const HEADERS = array(
		'REQUEST_METHOD'  => 'POST',
		'CONTENT_TYPE'    => 'text/plain;charset=UTF-8',
		'REMOTE_ADDR'     => '192.0.2.7',
		'HTTP_ORIGIN'     => 'https://shop.example',
		'HTTP_USER_AGENT' => 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
	);

	public const RECEIVED_AT = 1764000000123;

	/**
	 * The private folder.
	 *
	 * @var string
	 */
	public $folder;

	/**
	 * The configuration.
	 *
	 * @var Config
	 */
	public $config;

	/**
	 * Bodies that the core was sent, in order.
	 *
	 * @var string[]
	 */
	public $sent = array();

	/**
	 * The head's lines of each.
	 *
	 * @var array<int, string[]>
	 */
	public $heads = array();

	public function __construct( array $values = array() ) {
		$this->folder = sys_get_temp_dir() . '/warp-endpoint-' . bin2hex( random_bytes( 6 ) );
		mkdir( $this->folder, 0700 );
		$this->config = new Config( $values + self::VALUES, $this->folder );
	}

	/**
	 * Takes a hit and leaves what is to be sent.
	 */
	public function hit( string $body, array $server = array(), array $cookies = array() ): Answer {
		$file = $this->folder . '/body';
		file_put_contents( $file, $body );
		return ( new Collector( $this->config ) )->take( new Hit( $server + self::HEADERS, $cookies, $file, self::RECEIVED_AT ) );
	}

	/**
	 * A hit with one event.
	 */
	public function visit( array $event = array(), array $server = array(), array $cookies = array() ): Answer {
		return $this->hit( self::body( array( $event + array( 'event_type' => 'page_view' ) ) ), $server, $cookies );
	}

	public static function body( array $events, array $beside = array() ): string {
		return (string) json_encode( $beside + array( 'script_id' => 'shop4711', 'events' => $events ) );
	}

	/**
	 * Sends to a core that gives these answers, and the last one from then on.
	 *
	 * @param array<int, array{int, string}> $answers Status and body.
	 */
	public function send( array $answers, float $seconds = 10.0, bool $in_pauses = false ): void {
		$post = function ( string $url, array $head, string $body ) use ( &$answers ): array {
			$this->sent[]  = $body;
			$this->heads[] = $head;
			$answer        = 1 < count( $answers ) ? array_shift( $answers ) : $answers[0];
			$answer        = is_callable( $answer ) ? $answer( $body ) : $answer;
			return array(
				'status' => $answer[0],
				'body'   => $answer[1],
			);
		};
		( new Sender( $this->config, new Spool( $this->config ), $post ) )->run( $seconds, $in_pauses );
	}

	/**
	 * Lines that wait in the spool.
	 *
	 * @return array<int, array<string, mixed>>
	 */
	public function spooled(): array {
		return self::events_in( PrivateFile::read( $this->folder . '/spool.php' ) );
	}

	/**
	 * Lines that are being sent.
	 *
	 * @return array<int, array<string, mixed>>
	 */
	public function outbox(): array {
		$record = $this->record();
		$all    = is_file( $this->folder . '/outbox.php' ) ? file_get_contents( $this->folder . '/outbox.php' ) : '';
		$begin  = max( strlen( PrivateFile::FIRST_LINE ), $record['position'] );
		return self::events_in( (string) substr( $all, $begin, max( 0, $record['end'] - $begin ) ) );
	}

	/**
	 * What DeliveryRecord keeps.
	 *
	 * @return array<string, mixed>
	 */
	public function record(): array {
		return ( new DeliveryRecord( $this->config ) )->values();
	}

	/**
	 * Ids of the events in the n-th request.
	 *
	 * @return string[]
	 */
	public function ids_sent( int $n ): array {
		return array_column( json_decode( $this->sent[ $n ], true )['events'], 'event_id' );
	}

	public function remove(): void {
		chmod( $this->folder, 0700 );
		foreach ( (array) glob( $this->folder . '/{,.}[!.]*', GLOB_BRACE ) as $file ) {
			is_dir( $file ) ? rmdir( $file ) : unlink( $file );
		}
		rmdir( $this->folder );
	}

	private static function events_in( string $lines ): array {
		return array_map(
			static function ( string $line ): array {
				return (array) json_decode( $line, true );
			},
			array_values( array_filter( explode( "\n", $lines ) ) )
		);
	}
}

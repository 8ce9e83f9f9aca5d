<?php
/**
 * Routes ask who comes [REST permission_callback], redirects stay on the site, and nothing is called that the directory refuses.
 */

use PhpParser\Node;
use PhpParser\Node\Expr;

final class Restraint extends Rule {

	/** By whom they are refused: Plugin Check, its forbidden functions, and WordPress' coding standard. */
	private const REFUSED = array(
		'eval',
		'create_function',
		'extract',
		'compact',
		'error_log',
		'var_dump',
		'print_r',
		'debug_backtrace',
		'phpinfo',
		'shell_exec',
		'exec',
		'system',
		'passthru',
		'proc_open',
		'popen',
		'curl_init',
		'curl_exec',
		'fsockopen',
		'pfsockopen',
		'stream_socket_client',
		'set_time_limit',
		'error_reporting',
		'move_uploaded_file',
		'unserialize',
		'wp_redirect',
		'query_posts',
		'load_plugin_textdomain',
		'date_default_timezone_set',
		'ini_set',
		'mail',
		'setcookie',
		'header_remove',
		'session_start',
	);

	public function __construct() {
		parent::__construct( 'WordPress.' );
	}

	public function enterNode( Node $node ) {
		$called = self::function_called( $node );
		if ( in_array( $called, self::REFUSED, true ) || $node instanceof Expr\Eval_ || $node instanceof Expr\ShellExec || $node instanceof Node\Stmt\Goto_ || $node instanceof Node\Stmt\Global_ && ! self::is_of_wordpress( $node ) ) {
			$this->found( $node );
		}
		if ( 'register_rest_route' === $called && ! self::asks_who_comes( self::arguments( $node )[2] ?? null ) ) {
			$this->found( $node );
		}
		return null;
	}

	private static function is_of_wordpress( Node\Stmt\Global_ $statement ): bool {
		$names = array_map( static fn( $variable ) => $variable->name, $statement->vars );
		return array() === array_diff( $names, array( 'wpdb', 'wp_query' ) );
	}

	private static function asks_who_comes( ?Node $options ): bool {
		foreach ( $options instanceof Expr\Array_ ? $options->items : array() as $item ) {
			if ( $item->key instanceof Node\Scalar\String_ && 'permission_callback' === $item->key->value ) {
				return true;
			}
		}
		return false;
	}
}

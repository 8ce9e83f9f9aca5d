<?php
/**
 * What of WP-CLI the plugin uses (make.wordpress.org/cli/handbook/references/internal-api): commands are registered, what they
 * say is recorded, and an error ends them.
 */

namespace {

	define( 'WP_CLI', true );

	final class Stand_In_Exit extends Exception {}

	final class WP_CLI {

		private static $commands = array();
		private static $said     = array();

		public static function add_command( $name, $command ) {
			self::$commands[ $name ] = $command;
		}

		public static function log( $message ) {
			self::$said[] = $message;
		}

		public static function success( $message ) {
			self::$said[] = "Success: $message";
		}

		public static function warning( $message ) {
			self::$said[] = "Warning: $message";
		}

		public static function error( $message ) {
			self::$said[] = "Error: $message";
			throw new Stand_In_Exit( '', 1 );
		}

		/** What `wp <name> <subcommand> --<option>=…` does; prints what was said and the exit code as JSON. */
		public static function run( $name, $subcommand, array $options = array() ) {
			$code = 0;
			try {
				self::$commands[ $name ]->$subcommand( array(), $options );
			} catch ( Stand_In_Exit $exit ) {
				$code = $exit->getCode();
			}
			echo wp_json_encode( array( 'code' => $code, 'said' => self::$said ) );
		}
	}
}

namespace WP_CLI\Utils {

	function format_items( $format, $items, $fields ) {
		$rows = array_map( static fn( $item ) => array_map( static fn( $field ) => $item[ $field ], $fields ), $items );
		\WP_CLI::log( array( 'format' => $format, 'rows' => $rows ) );
	}
}

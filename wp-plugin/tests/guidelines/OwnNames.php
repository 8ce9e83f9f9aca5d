<?php
/**
 * What WordPress shares among plugins bears this plugin's name [prefix_all_globals]; settings that pages do not need are not loaded with each.
 */

use PhpParser\Node;
use PhpParser\Node\Expr;

final class OwnNames extends Rule {

	/** Function -> which argument is a name. */
	private const NAMED = array(
		'do_action'                => 0,
		'apply_filters'            => 0,
		'get_option'               => 0,
		'update_option'            => 0,
		'delete_option'            => 0,
		'get_transient'            => 0,
		'set_transient'            => 0,
		'delete_transient'         => 0,
		'wp_schedule_event'        => 2,
		'wp_schedule_single_event' => 1,
		'wp_unschedule_hook'       => 0,
		'wp_next_scheduled'        => 0,
		'wp_enqueue_script'        => 0,
		'wp_enqueue_style'         => 0,
		'add_meta_box'             => 0,
		'wp_add_dashboard_widget'  => 0,
		'add_menu_page'            => 3,
		'add_options_page'         => 3,
		'define'                   => 0,
		'add_user_meta'            => 1,
		'update_user_meta'         => 1,
		'get_user_meta'            => 1,
		'delete_user_meta'         => 1,
	);

	/** WordPress' own options, which are only read. */
	private const READ = array( 'home', 'siteurl', 'permalink_structure', 'start_of_week', 'woocommerce_default_country' );

	/** Carries notices over to the next screen, as WordPress' own settings screens do. */
	private const NOTICES = 'settings_errors';

	/** Of these no value may be loaded with every page, except the one small row. */
	private const KEEPS = array( 'update_option', 'add_option' );

	/** @var array<string, string> Constants of all classes, by class::name. */
	private $constants;

	/** @param array<string, string> $constants */
	public function __construct( array $constants ) {
		parent::__construct( 'WordPress.NamingConventions' );
		$this->constants = $constants;
	}

	public function enterNode( Node $node ) {
		if ( $node instanceof Node\Stmt\Function_ || ( $node instanceof Node\Stmt\ClassLike && 0 !== strpos( (string) ( $node->namespacedName ?? 'Warp\\' ), 'Warp\\' ) ) ) {
			$this->found( $node );
		}
		$called = self::function_called( $node );
		$place  = self::NAMED[ $called ] ?? null;
		if ( null !== $place && ! $this->is_own( self::arguments( $node )[ $place ] ?? null, $called ) ) {
			$this->found( $node );
		}
		if ( in_array( $called, self::KEEPS, true ) && ! $this->is_kept_apart( self::arguments( $node ) ) ) {
			$this->found( $node );
		}
		return null;
	}

	private function is_own( ?Node $name, string $called ): bool {
		$text = null === $name ? null : $this->text_beginning( $name );
		// A variable holds a name that was looked at where it was made, or a random one.
		return null === $text || 1 === preg_match( '/^_?warp[_-]/', $text ) || ( 'get_option' === $called && in_array( $text, self::READ, true ) ) || ( 'set_transient' === $called && self::NOTICES === $text );
	}

	/** How a name begins; null: not known from here. */
	private function text_beginning( Node $name ): ?string {
		if ( $name instanceof Node\Scalar\String_ ) {
			return $name->value;
		}
		if ( $name instanceof Expr\BinaryOp\Concat ) {
			return $this->text_beginning( $name->left );
		}
		if ( $name instanceof Node\Scalar\Encapsed ) {
			return $name->parts[0] instanceof Node\Scalar\EncapsedStringPart ? $name->parts[0]->value : null;
		}
		return $name instanceof Expr\ClassConstFetch ? $this->constant( $name ) : null;
	}

	private function constant( Expr\ClassConstFetch $fetch ): ?string {
		$class = $fetch->class instanceof Node\Name ? $fetch->class->toString() : '';
		if ( 'self' === $class ) {
			for ( $node = $fetch; $node instanceof Node && ! $node instanceof Node\Stmt\ClassLike; ) {
				$node = $node->getAttribute( 'parent' );
			}
			$class = $node instanceof Node ? $node->namespacedName->toString() : '';
		}
		return $this->constants[ $class . '::' . $fetch->name->toString() ] ?? null;
	}

	/** @param Expr[] $arguments */
	private function is_kept_apart( array $arguments ): bool {
		$autoload = $arguments[2] ?? null;
		$is_off   = $autoload instanceof Expr\ConstFetch && 'false' === $autoload->name->toLowerString();
		return $is_off || 'warp_settings' === $this->text_beginning( $arguments[0] );
	}
}

<?php
/**
 * What is printed is made safe where it is printed [late_escaping].
 */

use PhpParser\Node;
use PhpParser\Node\Expr;

final class EscapedOutput extends Rule {

	/** Functions whose result may be printed. */
	private const SAFE = '/^(esc_\w+|wp_kses\w*|absint|intval|count|checked|selected|disabled|wp_nonce_url)$/';

	/** Own functions that give HTML made of what they have escaped. */
	private const GIVES_HTML = array( 'Warp\Admin\Mark::html' );

	/** Functions that put texts together: safe when all of them are. */
	private const JOINING = array( 'sprintf', 'implode', 'str_repeat' );

	public function __construct() {
		parent::__construct( 'WordPress.Security' );
	}

	public function enterNode( Node $node ) {
		foreach ( self::printed_by( $node ) as $expression ) {
			if ( ! self::is_safe( $expression ) ) {
				$this->found( $expression );
			}
		}
		return null;
	}

	/** @return Expr[] */
	private static function printed_by( Node $node ): array {
		if ( $node instanceof Node\Stmt\Echo_ ) {
			return $node->exprs;
		}
		if ( $node instanceof Expr\Print_ ) {
			return array( $node->expr );
		}
		if ( $node instanceof Expr\Exit_ ) {
			return null === $node->expr ? array() : array( $node->expr );
		}
		switch ( self::function_called( $node ) ) {
			case 'printf':
			case 'vprintf':
				return self::arguments( $node );
			case '_e':
				return array( $node );
			case 'wp_die':
				return array_slice( self::arguments( $node ), 0, 2 );
			default:
				return array();
		}
	}

	private static function is_safe( Expr $expression ): bool {
		if ( $expression instanceof Node\Scalar && ! $expression instanceof Node\Scalar\Encapsed ) {
			return true;
		}
		if ( $expression instanceof Expr\Cast\Int_ || $expression instanceof Expr\Cast\Double ) {
			return true;
		}
		if ( $expression instanceof Expr\BinaryOp\Concat ) {
			return self::is_safe( $expression->left ) && self::is_safe( $expression->right );
		}
		if ( $expression instanceof Expr\Ternary ) {
			return self::is_safe( $expression->if ?? $expression->cond ) && self::is_safe( $expression->else );
		}
		if ( $expression instanceof Expr\StaticCall && $expression->class instanceof Node\Name ) {
			return in_array( $expression->class->toString() . '::' . $expression->name->toString(), self::GIVES_HTML, true );
		}
		$name = self::function_called( $expression );
		return 1 === preg_match( self::SAFE, $name ) || ( in_array( $name, self::JOINING, true ) && ! in_array( false, array_map( array( self::class, 'is_safe' ), self::arguments( $expression ) ), true ) );
	}
}

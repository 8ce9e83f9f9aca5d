<?php
/**
 * What is put into a query is put there by $wpdb->prepare() [DB.PreparedSQL].
 */

use PhpParser\Node;
use PhpParser\Node\Expr;

final class PreparedQueries extends Rule {

	private const QUERIES = array( 'query', 'get_results', 'get_row', 'get_col', 'get_var', 'prepare' );

	/** Own functions that give names and numbers. */
	private const GIVES_SQL = array( 'table', 'ids', 'get_charset_collate' );

	/** @var array<string, true> Variables of this function that hold a prepared query. */
	private $prepared = array();

	public function __construct() {
		parent::__construct( 'WordPress.DB' );
	}

	public function enterNode( Node $node ) {
		if ( $node instanceof Node\FunctionLike ) {
			$this->prepared = array();
		}
		if ( $node instanceof Expr\Assign && $node->var instanceof Expr\Variable && 'prepare' === self::query_called( $node->expr ) ) {
			$this->prepared[ $node->var->name ] = true;
		}
		if ( in_array( self::query_called( $node ), self::QUERIES, true ) || 'dbdelta' === self::function_called( $node ) ) {
			$sql = self::arguments( $node )[0];
			if ( ! $this->is_fixed( $sql ) ) {
				$this->found( $sql );
			}
		}
		return null;
	}

	private function is_fixed( Node $sql ): bool {
		if ( 'prepare' === self::query_called( $sql ) || ( $sql instanceof Expr\Variable && isset( $this->prepared[ $sql->name ] ) ) ) {
			return true;
		}
		if ( $sql instanceof Expr\BinaryOp\Concat ) {
			return $this->is_fixed( $sql->left ) && $this->is_fixed( $sql->right );
		}
		if ( $sql instanceof Node\Scalar\Encapsed ) {
			return ! in_array( false, array_map( array( $this, 'is_fixed' ), $sql->parts ), true );
		}
		if ( $sql instanceof Expr\PropertyFetch ) {
			return $sql->var instanceof Expr\Variable && 'wpdb' === $sql->var->name;
		}
		if ( $sql instanceof Expr\StaticCall || $sql instanceof Expr\MethodCall ) {
			return $sql->name instanceof Node\Identifier && in_array( $sql->name->toString(), self::GIVES_SQL, true );
		}
		return $sql instanceof Node\Scalar;
	}
}

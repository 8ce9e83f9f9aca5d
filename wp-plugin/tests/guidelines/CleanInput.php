<?php
/**
 * What a request brings is unslashed and made what it must be, where it is read [sanitization].
 */

use PhpParser\Node;
use PhpParser\Node\Expr;

final class CleanInput extends Rule {

	private const FROM_OUTSIDE = array( '_GET', '_POST', '_REQUEST', '_COOKIE', '_SERVER', '_FILES', '_ENV' );

	private const CLEANERS = '/^(sanitize_\w+|absint|intval|floatval|esc_url_raw|wp_kses\w*|check_\w+_referer|wp_verify_nonce)$/';

	/** As for a number no slash matters. */
	private const NUMBERS = '/^(absint|intval|floatval)$/';

	public function __construct() {
		parent::__construct( 'WordPress.Security' );
	}

	public function enterNode( Node $node ) {
		if ( $node instanceof Expr\Variable && in_array( $node->name, self::FROM_OUTSIDE, true ) && ! $this->is_clean( $node ) ) {
			$this->found( $this->statement_part( $node ) );
		}
		return null;
	}

	private function is_clean( Node $node ): bool {
		$is_unslashed = false;
		$is_cleaned   = false;
		for ( $child = $node, $parent = $node->getAttribute( 'parent' ); $parent instanceof Node; $child = $parent, $parent = $parent->getAttribute( 'parent' ) ) {
			if ( $parent instanceof Expr\Isset_ || $parent instanceof Expr\Empty_ || ( $parent instanceof Expr\BinaryOp && ! $parent instanceof Expr\BinaryOp\Coalesce && ! $parent instanceof Expr\BinaryOp\Concat ) ) {
				return true;
			}
			$called       = self::function_called( $parent );
			$is_unslashed = $is_unslashed || 'wp_unslash' === $called || 1 === preg_match( self::NUMBERS, $called );
			$is_cleaned   = $is_cleaned || 1 === preg_match( self::CLEANERS, $called ) || self::maps_by_cleaner( $parent );
			if ( $parent instanceof Node\Stmt ) {
				break;
			}
		}
		return $is_unslashed && $is_cleaned;
	}

	/** Whether it is array_map( 'sanitize_…', … ). */
	private static function maps_by_cleaner( Node $node ): bool {
		$by = 'array_map' === self::function_called( $node ) ? self::arguments( $node )[0] : null;
		return $by instanceof Node\Scalar\String_ && 1 === preg_match( self::CLEANERS, $by->value );
	}

	private function statement_part( Node $node ): Node {
		$parent = $node->getAttribute( 'parent' );
		return $parent instanceof Expr\ArrayDimFetch ? $parent : $node;
	}
}

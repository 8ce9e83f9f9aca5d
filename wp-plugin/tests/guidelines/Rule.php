<?php
/**
 * A rule of the plugin directory, held against the plugin's syntax trees.
 */

use PhpParser\Node;
use PhpParser\NodeVisitorAbstract;

abstract class Rule extends NodeVisitorAbstract {

	/** @var array<int, string> What breaks the rule: file, line, code. */
	private $findings = array();

	/** @var array<int, string> What breaks it with a reason, given by a comment on its line or the one before: file, code. */
	private $exemptions = array();

	/** @var string Path in the plugin. */
	private $file = '';

	/** @var string[] */
	private $lines = array();

	/** @var PhpParser\PrettyPrinter\Standard */
	private $printer;

	/** @param string $exempts What `phpcs:ignore` must name to be a reason. */
	public function __construct( private string $exempts ) {
		$this->printer = new PhpParser\PrettyPrinter\Standard();
	}

	public function open( string $file, string $code ): void {
		$this->file  = $file;
		$this->lines = explode( "\n", $code );
	}

	protected function file(): string {
		return $this->file;
	}

	protected function found( Node $node ): void {
		for ( $line = $node->getStartLine(); $line <= $node->getEndLine(); $line++ ) {
			if ( 1 === preg_match( '/phpcs:ignore [^*]*' . preg_quote( $this->exempts, '/' ) . '/', $this->line( $line ) . $this->line( $line - 1 ) ) ) {
				$this->exemptions[] = $this->file . ': ' . $this->text_of( $node );
				return;
			}
		}
		$this->findings[] = $this->file . ':' . $node->getStartLine() . ': ' . $this->text_of( $node );
	}

	protected function line( int $number ): string {
		return $this->lines[ $number - 1 ] ?? '';
	}

	/** Code on one line, cut. */
	protected function text_of( Node $node ): string {
		$code = $node instanceof Node\Expr ? $this->printer->prettyPrintExpr( $node ) : $this->printer->prettyPrint( array( $node ) );
		return mb_substr( (string) preg_replace( '/\s+/', ' ', $code ), 0, 120 );
	}

	/** @return array{broken: string[], exempt: string[]} */
	public function result(): array {
		return array(
			'broken' => array_values( array_unique( $this->findings ) ),
			'exempt' => array_values( array_unique( $this->exemptions ) ),
		);
	}

	/** Name of the function that is called; empty: another kind of node, or a name that is worked out. */
	protected static function function_called( Node $node ): string {
		return $node instanceof Node\Expr\FuncCall && $node->name instanceof Node\Name ? strtolower( $node->name->getLast() ) : '';
	}

	/** Name of the method that is called of `$wpdb`. */
	protected static function query_called( Node $node ): string {
		$is_one = $node instanceof Node\Expr\MethodCall && $node->var instanceof Node\Expr\Variable && 'wpdb' === $node->var->name;
		return $is_one && $node->name instanceof Node\Identifier ? $node->name->toString() : '';
	}

	/** @return Node\Expr[] */
	protected static function arguments( Node $call ): array {
		return array_map( static fn( $argument ) => $argument->value, array_filter( $call->args, static fn( $argument ) => $argument instanceof Node\Arg ) );
	}
}

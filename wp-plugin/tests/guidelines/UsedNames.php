<?php
/**
 * What the code expects to be there: functions, classes, methods, constants, and how many arguments it gives them.
 */

use PhpParser\Node;
use PhpParser\Node\Expr;
use PhpParser\NodeVisitorAbstract;

final class UsedNames extends NodeVisitorAbstract {

	/** @var array<string, array<string, mixed>> */
	private $uses = array();

	/** @var string */
	private $file = '';

	/** @var string Class that is being read. */
	private $class = '';

	/** @var string What it extends. */
	private $parent = '';

	public function open( string $file ): void {
		$this->file  = $file;
		$this->class = '';
	}

	public function enterNode( Node $node ) {
		if ( $node instanceof Node\Stmt\ClassLike && isset( $node->namespacedName ) ) {
			$this->class  = $node->namespacedName->toString();
			$this->parent = $node instanceof Node\Stmt\Class_ && null !== $node->extends ? $node->extends->toString() : '';
		}
		if ( $node instanceof Expr\FuncCall && $node->name instanceof Node\Name ) {
			// Without a namespace PHP falls back to the global one.
			$this->expect( 'function', $node->name->isFullyQualified() ? $node->name->toString() : $node->name->getLast(), '', $node->args );
		} elseif ( $node instanceof Expr\New_ && $node->class instanceof Node\Name ) {
			$this->expect( 'method', $this->class_named( $node->class ), '__construct', $node->args );
		} elseif ( $node instanceof Expr\StaticCall && $node->class instanceof Node\Name && $node->name instanceof Node\Identifier ) {
			$this->expect( 'method', $this->class_named( $node->class ), $node->name->toString(), $node->args );
		} elseif ( $node instanceof Expr\MethodCall && $node->var instanceof Expr\Variable && 'this' === $node->var->name && $node->name instanceof Node\Identifier ) {
			$this->expect( 'method', $this->class, $node->name->toString(), $node->args );
		} elseif ( $node instanceof Expr\ClassConstFetch && $node->class instanceof Node\Name && 'class' !== $node->name->toString() ) {
			$this->expect( 'constant', $this->class_named( $node->class ), $node->name->toString() );
		} elseif ( $node instanceof Expr\ConstFetch && ! in_array( $node->name->toLowerString(), array( 'true', 'false', 'null' ), true ) ) {
			$this->expect( 'constant', '', $node->name->getLast() );
		} elseif ( $node instanceof Node\Name\FullyQualified && ! $node->getAttribute( 'parent' ) instanceof Expr\FuncCall && ! $node->getAttribute( 'parent' ) instanceof Expr\ConstFetch && ! $node->getAttribute( 'parent' ) instanceof Node\Stmt\Namespace_ ) {
			$this->expect( 'class', $node->toString() );
		}
		return null;
	}

	/** @return array<int, array<string, mixed>> */
	public function result(): array {
		return array_values( $this->uses );
	}

	private function class_named( Node\Name $name ): string {
		$known = array(
			'self'   => $this->class,
			'static' => $this->class,
			'parent' => $this->parent,
		);
		return $known[ $name->toLowerString() ] ?? $name->toString();
	}

	/** @param Node[]|null $arguments */
	private function expect( string $kind, string $name, string $member = '', ?array $arguments = null ): void {
		$is_counted = null !== $arguments && array() === array_filter( $arguments, static fn( $argument ) => ! $argument instanceof Node\Arg || $argument->unpack );
		$use        = array(
			'kind'      => $kind,
			'name'      => $name,
			'member'    => $member,
			'arguments' => $is_counted ? count( $arguments ) : null,
		);

		$this->uses[ implode( ' ', $use ) ] = $use + array( 'file' => $this->file );
	}
}

<?php
/**
 * Holds the rules of this folder against a plugin folder: php inspect.php <folder>. Prints what breaks each, and what the code
 * expects of WordPress, as JSON.
 *
 * Reads the code as PHPUnit does when it measures coverage, by nikic/php-parser.
 */

use PhpParser\Node;
use PhpParser\NodeTraverser;
use PhpParser\NodeVisitor\NameResolver;
use PhpParser\NodeVisitor\ParentConnectingVisitor;
use PhpParser\ParserFactory;

require 'PhpParser/autoload.php';
spl_autoload_register( static fn( $name ) => is_file( __DIR__ . "/$name.php" ) && require __DIR__ . "/$name.php" );

$folder  = rtrim( $argv[1], '/' );
$factory = new ParserFactory();
$parser  = method_exists( $factory, 'createForNewestSupportedVersion' ) ? $factory->createForNewestSupportedVersion() : $factory->create( ParserFactory::PREFER_PHP7 );
$trees   = array();
$codes   = array();
foreach ( new RegexIterator( new RecursiveIteratorIterator( new RecursiveDirectoryIterator( $folder ) ), '/\.php$/' ) as $file ) {
	$name           = substr( (string) $file, strlen( $folder ) + 1 );
	$codes[ $name ] = (string) file_get_contents( (string) $file );
	$traverser      = new NodeTraverser();
	$traverser->addVisitor( new NameResolver() );
	$traverser->addVisitor( new ParentConnectingVisitor() );
	$trees[ $name ] = $traverser->traverse( (array) $parser->parse( $codes[ $name ] ) );
}
ksort( $trees );

$constants = array();
foreach ( ( new PhpParser\NodeFinder() )->findInstanceOf( array_merge( ...array_values( $trees ) ), Node\Stmt\ClassLike::class ) as $class ) {
	foreach ( $class->getConstants() as $group ) {
		foreach ( $group->consts as $constant ) {
			if ( $constant->value instanceof Node\Scalar\String_ ) {
				$constants[ $class->namespacedName->toString() . '::' . $constant->name->toString() ] = $constant->value->value;
			}
		}
	}
}

$rules = array(
	'output'       => new EscapedOutput(),
	'input'        => new CleanInput(),
	'queries'      => new PreparedQueries(),
	'names'        => new OwnNames( $constants ),
	'translations' => new Translations(),
	'restraint'    => new Restraint(),
);
$uses  = new UsedNames();
foreach ( $trees as $name => $tree ) {
	foreach ( $rules as $rule ) {
		$rule->open( $name, $codes[ $name ] );
		$traverser = new NodeTraverser();
		$traverser->addVisitor( $rule );
		$traverser->traverse( $tree );
	}
	$uses->open( $name );
	$traverser = new NodeTraverser();
	$traverser->addVisitor( $uses );
	$traverser->traverse( $tree );
}
$results = array_map( static fn( Rule $rule ) => $rule->result(), $rules );
echo json_encode( array( 'files' => count( $trees ), 'rules' => $results, 'uses' => $uses->result(), 'texts' => $rules['translations']->texts() ), JSON_UNESCAPED_SLASHES );

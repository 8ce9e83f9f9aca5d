<?php
/**
 * Texts can be translated: literal, in the plugin's own text domain, with a word to translators where something is filled in [i18n_usage].
 */

use PhpParser\Node;

final class Translations extends Rule {

	/** Function -> how many of its first arguments are texts. The domain comes last. */
	private const TEXTS = array(
		'__'         => 1,
		'_e'         => 1,
		'esc_html__' => 1,
		'esc_html_e' => 1,
		'esc_attr__' => 1,
		'esc_attr_e' => 1,
		'_n'         => 2,
		'_x'         => 2,
		'esc_html_x' => 2,
		'esc_attr_x' => 2,
		'_nx'        => 2,
	);

	/** @var string[] First text of each call. */
	private $texts = array();

	public function __construct() {
		parent::__construct( 'WordPress.WP.I18n' );
	}

	/** @return string[] */
	public function texts(): array {
		return array_values( array_unique( $this->texts ) );
	}

	public function enterNode( Node $node ) {
		$texts = self::TEXTS[ self::function_called( $node ) ] ?? null;
		if ( null !== $texts ) {
			$arguments = self::arguments( $node );
			$literal   = array_filter( array_merge( array_slice( $arguments, 0, $texts ), array( end( $arguments ) ) ), static fn( $argument ) => $argument instanceof Node\Scalar\String_ );
			$is_well   = count( $literal ) === $texts + 1 && 'warp' === end( $literal )->value && ( ! $this->is_filled_in( $literal[0]->value ) || $this->has_word( $node ) );
			if ( ! $is_well ) {
				$this->found( $node );
				return null;
			}
			$this->texts[] = $literal[0]->value;
		}
		return null;
	}

	private function is_filled_in( string $text ): bool {
		return 1 === preg_match( '/%(\d+\$)?[sd]/', $text );
	}

	/** A comment on one of the lines before, up to the beginning of the statement. */
	private function has_word( Node $node ): bool {
		for ( $line = $node->getStartLine(); $line >= $node->getStartLine() - 3; $line-- ) {
			if ( false !== strpos( $this->line( $line ), 'translators:' ) ) {
				return true;
			}
		}
		return false;
	}
}

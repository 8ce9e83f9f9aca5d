<?php
/**
 * Views beside posts.
 *
 * @package Warp
 */

namespace Warp\Panels;

use WP_Post;

defined( 'ABSPATH' ) || exit;

/**
 * A column in the lists of public posts, and a box in the editor, for the last 30 days. Both are drawn with a dash and filled by
 * the browser, so that no list waits for the core.
 */
final class PostFigures {

	private const COLUMN = 'warp_views';

	/**
	 * Adds the column to the lists of every public type.
	 */
	public function hook_columns(): void {
		foreach ( get_post_types( array( 'public' => true ) ) as $type ) {
			if ( 'attachment' === $type ) {
				continue;
			}
			add_filter( "manage_{$type}_posts_columns", array( $this, 'add_column' ) );
			add_action( "manage_{$type}_posts_custom_column", array( $this, 'render_column' ), 10, 2 );
		}
	}

	/**
	 * Adds the column.
	 *
	 * @param array<string, string> $columns Titles by name.
	 * @return array<string, string>
	 */
	public function add_column( array $columns ): array {
		$columns[ self::COLUMN ] = __( 'Views, 30 days', 'warp' );
		return $columns;
	}

	/**
	 * A cell.
	 *
	 * @param string $column  Name of the column.
	 * @param int    $post_id Whose row.
	 */
	public function render_column( string $column, int $post_id ): void {
		if ( self::COLUMN === $column ) {
			self::render_figure( $post_id, 'views' );
		}
	}

	/**
	 * Adds the box, for posts that can have been looked at.
	 *
	 * @param string  $type Post type.
	 * @param WP_Post $post The post.
	 */
	public function add_box( string $type, WP_Post $post ): void {
		if ( is_post_type_viewable( $type ) && 'publish' === $post->post_status ) {
			add_meta_box( 'warp_post', __( 'Visits, last 30 days', 'warp' ), array( $this, 'render_box' ), $type, 'side' );
		}
	}

	public function render_box( WP_Post $post ): void {
		echo '<p>' . esc_html__( 'Views', 'warp' ) . ': ';
		self::render_figure( $post->ID, 'views' );
		echo '<br>' . esc_html__( 'Visitors', 'warp' ) . ': ';
		self::render_figure( $post->ID, 'visitors' );
		echo '</p>';
	}

	private static function render_figure( int $post_id, string $figure ): void {
		$path = 'publish' === get_post_status( $post_id ) ? PagePath::of( (string) get_permalink( $post_id ) ) : null;
		if ( ! is_string( $path ) ) {
			echo '–';
			return;
		}
		printf( '<span data-warp-path="%s" data-warp-figure="%s">–</span>', esc_attr( $path ), esc_attr( $figure ) );
	}
}

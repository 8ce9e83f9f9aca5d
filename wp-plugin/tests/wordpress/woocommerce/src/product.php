<?php
/**
 * Products: posts of the type product, or product_variation below one.
 */

class WC_Product extends Stand_In_Strict {

	protected $post;

	public function __construct( WP_Post $post ) {
		$this->post = $post;
	}

	public function get_id() {
		return $this->post->ID;
	}

	public function get_parent_id() {
		return 0;
	}

	public function is_type( $type ) {
		return in_array( 'simple', (array) $type, true );
	}

	public function get_title() {
		return $this->post->post_title;
	}

	public function get_name() {
		return $this->post->post_title;
	}

	public function get_price() {
		return get_post_meta( $this->post->ID, '_price', true );
	}

	public function needs_shipping() {
		return 'yes' !== get_post_meta( $this->post->ID, '_virtual', true );
	}
}

class WC_Product_Variation extends WC_Product {

	public function get_parent_id() {
		return $this->post->post_parent;
	}

	public function is_type( $type ) {
		return in_array( 'variation', (array) $type, true );
	}

	public function get_title() {
		return get_post( $this->post->post_parent )->post_title;
	}

	public function get_attribute_summary() {
		return $this->post->post_excerpt;
	}
}

function wc_get_product( $the_product = false ) {
	$post = get_post( $the_product );
	if ( ! $post instanceof WP_Post ) {
		return false;
	}
	if ( 'product_variation' === $post->post_type ) {
		return new WC_Product_Variation( $post );
	}
	return 'product' === $post->post_type ? new WC_Product( $post ) : false;
}

function wc_get_price_to_display( $product, $args = array() ) {
	return (float) $product->get_price();
}

function wc_get_formatted_variation( $variation, $flat = false, $include_names = true, $skip_attributes_in_name = false ) {
	return $variation->get_attribute_summary();
}

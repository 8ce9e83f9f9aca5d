<?php
/**
 * Where orders are kept: in tables of their own (HPOS), or as posts, by the option that WooCommerce has for it.
 */

final class Stand_In_Order_Store {

	public static function has_own_tables() {
		return 'yes' === get_option( 'woocommerce_custom_orders_table_enabled', 'yes' );
	}

	public static function make_tables() {
		global $wpdb;
		$wpdb->query( "CREATE TABLE IF NOT EXISTS {$wpdb->prefix}wc_orders (id bigint(20) NOT NULL, type varchar(20) NOT NULL, data longtext NOT NULL, PRIMARY KEY (id))" );
		$wpdb->query( "CREATE TABLE IF NOT EXISTS {$wpdb->prefix}wc_orders_meta (id bigint(20) NOT NULL AUTO_INCREMENT, order_id bigint(20) NOT NULL, meta_key varchar(255) NOT NULL, meta_value longtext NOT NULL, PRIMARY KEY (id))" );
	}

	/** Posts give the numbers in both cases, as in WooCommerce, where a placeholder post holds the number. */
	public static function insert( $type, array $data ) {
		global $wpdb;
		$id = wp_insert_post(
			array(
				'post_type'   => self::has_own_tables() ? 'shop_order_placehold' : $type,
				'post_status' => 'publish',
				'post_title'  => 'Order',
			)
		);
		if ( self::has_own_tables() ) {
			$wpdb->insert( $wpdb->prefix . 'wc_orders', array( 'id' => $id, 'type' => $type, 'data' => serialize( $data ) ) );
		}
		self::update( $id, $data );
		return $id;
	}

	public static function update( $id, array $data ) {
		global $wpdb;
		if ( self::has_own_tables() ) {
			$wpdb->update( $wpdb->prefix . 'wc_orders', array( 'data' => serialize( $data ) ), array( 'id' => $id ) );
		} else {
			update_post_meta( $id, '_stand_in_data', wp_slash( $data ) );
		}
	}

	/** @return array{type: string, data: array}|null */
	public static function read( $id ) {
		global $wpdb;
		if ( self::has_own_tables() ) {
			$row = $wpdb->get_row( $wpdb->prepare( "SELECT type, data FROM {$wpdb->prefix}wc_orders WHERE id = %d", $id ), ARRAY_A );
			return $row ? array( 'type' => $row['type'], 'data' => unserialize( $row['data'] ) ) : null;
		}
		$post = get_post( $id );
		$is   = $post && in_array( $post->post_type, array( 'shop_order', 'shop_order_refund', 'shop_subscription' ), true );
		return $is ? array( 'type' => $post->post_type, 'data' => get_post_meta( $id, '_stand_in_data', true ) ) : null;
	}

	public static function delete( $id ) {
		global $wpdb;
		if ( self::has_own_tables() ) {
			$wpdb->delete( $wpdb->prefix . 'wc_orders', array( 'id' => $id ) );
			$wpdb->delete( $wpdb->prefix . 'wc_orders_meta', array( 'order_id' => $id ) );
		}
		wp_delete_post( $id, true );
	}

	public static function read_meta( $id ) {
		global $wpdb;
		$meta = array();
		if ( self::has_own_tables() ) {
			foreach ( $wpdb->get_results( $wpdb->prepare( "SELECT meta_key, meta_value FROM {$wpdb->prefix}wc_orders_meta WHERE order_id = %d", $id ) ) as $row ) {
				$meta[ $row->meta_key ] = maybe_unserialize( $row->meta_value );
			}
			return $meta;
		}
		foreach ( get_post_meta( $id ) as $key => $values ) {
			$meta[ $key ] = maybe_unserialize( $values[0] );
		}
		unset( $meta['_stand_in_data'] );
		return $meta;
	}

	public static function write_meta( $id, array $meta ) {
		global $wpdb;
		foreach ( $meta as $key => $value ) {
			if ( ! self::has_own_tables() ) {
				null === $value ? delete_post_meta( $id, $key ) : update_post_meta( $id, $key, wp_slash( $value ) );
				continue;
			}
			$wpdb->delete( $wpdb->prefix . 'wc_orders_meta', array( 'order_id' => $id, 'meta_key' => $key ) );
			if ( null !== $value ) {
				$wpdb->insert( $wpdb->prefix . 'wc_orders_meta', array( 'order_id' => $id, 'meta_key' => $key, 'meta_value' => maybe_serialize( $value ) ) );
			}
		}
	}

	public static function ids( $type ) {
		global $wpdb;
		$ids = self::has_own_tables()
			? $wpdb->get_col( $wpdb->prepare( "SELECT id FROM {$wpdb->prefix}wc_orders WHERE type = %s ORDER BY id", $type ) )
			: get_posts( array( 'post_type' => $type, 'fields' => 'ids', 'posts_per_page' => -1, 'orderby' => 'ID', 'order' => 'ASC', 'post_status' => 'any' ) );
		return array_map( 'intval', $ids );
	}
}

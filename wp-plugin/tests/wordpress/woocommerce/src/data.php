<?php
/**
 * The base of orders and items: data by getters and setters, and meta data.
 */

abstract class WC_Data extends Stand_In_Strict {

	/** Values by name. */
	protected $data = array();

	/** Meta data by key; null: not read yet. */
	protected $meta = array();

	protected $id = 0;

	public function get_id() {
		return $this->id;
	}

	public function get_meta( $key = '', $single = true, $context = 'view' ) {
		return $this->meta[ $key ] ?? '';
	}

	public function update_meta_data( $key, $value, $meta_id = 0 ) {
		$this->meta[ $key ] = $value;
	}

	public function delete_meta_data( $key ) {
		$this->meta[ $key ] = null;
	}

	/** Getters and setters of the names that a class lists in DATA, and no others. */
	public function __call( $name, $arguments ) {
		$field = substr( $name, 4 );
		if ( 0 === strpos( $name, 'get_' ) && array_key_exists( $field, $this->data ) ) {
			return $this->data[ $field ];
		}
		if ( 0 === strpos( $name, 'set_' ) && array_key_exists( $field, $this->data ) ) {
			$this->data[ $field ] = $arguments[0];
			return null;
		}
		return parent::__call( $name, $arguments );
	}
}

class WC_DateTime extends DateTime {}

<?php
/**
 * What all classes of the stand-in share: nothing that is not there is quietly accepted.
 */

abstract class Stand_In_Strict {

	public function __call( $name, $arguments ) {
		throw new BadMethodCallException( static::class . "::$name is not in the stand-in: is it in WooCommerce's public API?" );
	}

	public function __get( $name ) {
		throw new BadMethodCallException( static::class . "->$name is not in the stand-in: is it in WooCommerce's public API?" );
	}

	public function __isset( $name ) {
		throw new BadMethodCallException( static::class . "->$name is not in the stand-in: is it in WooCommerce's public API?" );
	}
}

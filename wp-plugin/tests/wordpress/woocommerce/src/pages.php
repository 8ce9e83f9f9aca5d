<?php
/**
 * The shop's pages, as far as scripts meet them: names of fields, classes and events as in WooCommerce.
 */

add_filter(
	'the_content',
	static function ( $content ) {
		if ( is_product() && in_the_loop() ) {
			$id = get_the_ID();
			return "<form class='cart' method='post'><input name='quantity' value='1'><button name='add-to-cart' value='$id'>Add to cart</button></form>
				<a class='ajax_add_to_cart' href='?add-to-cart=$id' data-product_id='$id' data-quantity='2'>Add two</a>";
		}
		if ( is_cart() ) {
			$rows = '';
			foreach ( WC()->cart->get_cart() as $key => $line ) {
				$rows .= "<p class='cart_item'>{$line['data']->get_name()} × {$line['quantity']} <a class='remove' href='?remove_item=$key' data-key='$key'>Remove</a></p>";
			}
			return "<form class='woocommerce-cart-form'>$rows</form>";
		}
		if ( is_checkout() && ! is_order_received_page() ) {
			return "<form class='checkout woocommerce-checkout' novalidate>
				<input name='billing_email' value='buyer@example.test'>
				<label><input type='radio' name='shipping_method[0]' value='flat_rate:1' checked> Parcel</label>
				<label><input type='radio' name='shipping_method[0]' value='local_pickup:2'> Pickup</label>
				<label><input type='radio' name='payment_method' value='card' checked> Card</label>
				<label><input type='radio' name='payment_method' value='cod'> On delivery</label>
				<button id='place_order'>Place order</button></form>";
		}
		return $content;
	}
);

add_action(
	'wp_footer',
	static function () {
		?>
		<script>
			document.addEventListener( 'click', ( event ) => {
				const button = event.target.closest( '.ajax_add_to_cart' );
				if ( ! button ) return;
				event.preventDefault();
				const { product_id, quantity } = button.dataset;
				const request = new XMLHttpRequest();
				request.open( 'POST', '/?wc-ajax=add_to_cart' );
				request.setRequestHeader( 'content-type', 'application/x-www-form-urlencoded' );
				request.onload = () => document.body.classList.add( 'added' );
				request.send( new URLSearchParams( { product_id, quantity } ) );
			} );
			document.addEventListener( 'submit', ( event ) => {
				if ( ! event.target.matches( 'form.checkout' ) ) return;
				event.preventDefault();
				const body = new URLSearchParams( new FormData( event.target ) );
				body.set( 'billing_email', 'buyer@example.test' );
				fetch( '/?wc-ajax=checkout', { method: 'POST', body } ).then( ( answer ) => answer.json() ).then( ( { redirect } ) => location.assign( redirect ) );
			} );
		</script>
		<?php
	},
	5
);

/** The order's screen with own order tables: admin.php?page=wc-orders. */
add_action(
	'admin_menu',
	static function () {
		if ( ! Stand_In_Order_Store::has_own_tables() ) {
			return;
		}
		add_menu_page( 'WooCommerce', 'WooCommerce', 'edit_shop_orders', 'woocommerce', '__return_null' );
		$screen = add_submenu_page(
			'woocommerce',
			'Orders',
			'Orders',
			'edit_shop_orders',
			'wc-orders',
			static function () {
				$order = wc_get_order( (int) $_GET['id'] );
				echo '<div class="wrap"><h1>Order</h1><div id="side-sortables">';
				do_meta_boxes( get_current_screen(), 'side', $order );
				echo '</div></div>';
			}
		);
		add_action(
			"load-$screen",
			static function () use ( $screen ) {
				$order = wc_get_order( (int) $_GET['id'] );
				do_action( 'add_meta_boxes', $screen, $order );
				do_action( "add_meta_boxes_$screen", $order );
			}
		);
	}
);

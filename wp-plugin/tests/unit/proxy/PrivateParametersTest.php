<?php
/**
 * What is taken out of addresses.
 *
 * @package Warp
 */

use PHPUnit\Framework\TestCase;
use Warp\Proxy\Endpoint\Address;
use Warp\Proxy\Endpoint\PrivateParameters;

require_once __DIR__ . '/EndpointSite.php';

final class PrivateParametersTest extends TestCase {

	/**
	 * @dataProvider addresses
	 */
	public function test_an_address_keeps_nothing_private( string $address, string $expected ): void {
		$this->assertSame( $expected, PrivateParameters::known( array( 'danke' ) )->without( $address ) );
	}

	/**
	 * Forms are WordPress' and WooCommerce's own (wp-login.php, WC_Order::get_checkout_order_received_url, WC_Download_Handler).
	 *
	 * @return array<string, string[]>
	 */
	public static function addresses(): array {
		$gone = '[redacted]';
		return array(
			'the page that thanks for an order'       => array( 'https://shop.example/checkout/order-received/1001/?key=wc_order_AbCdEfGh12345', "https://shop.example/checkout/order-received/?key=$gone" ),
			'another order is the same page'          => array( 'https://shop.example/checkout/order-received/7/?key=wc_order_ZzZzZzZz12345', "https://shop.example/checkout/order-received/?key=$gone" ),
			'without pretty permalinks'               => array( 'https://shop.example/?page_id=8&order-received=1001&key=wc_order_AbCdEfGh12345', "https://shop.example/?page_id=8&order-received=$gone&key=$gone" ),
			'a page the shop has named itself'        => array( 'https://shop.example/kasse/danke/1001/?key=wc_order_AbCdEfGh12345', "https://shop.example/kasse/danke/?key=$gone" ),
			'an order in the account'                 => array( 'https://shop.example/my-account/view-order/1001/', 'https://shop.example/my-account/view-order/' ),
			'a download'                              => array( 'https://shop.example/?download_file=12&order=wc_order_AbCdEfGh12345&email=ada%40example.com&key=9d1c', "https://shop.example/?download_file=$gone&order=$gone&email=$gone&key=$gone" ),
			'a new password'                          => array( 'https://shop.example/wp-login.php?action=rp&key=Q1w2E3r4&login=ada', "https://shop.example/wp-login.php?action=rp&key=$gone&login=$gone" ),
			'a nonce, escaped as in HTML'             => array( 'https://shop.example/cart/?remove_item=a1&amp;_wpnonce=0a1b2c3d4e', "https://shop.example/cart/?remove_item=a1&amp;_wpnonce=$gone" ),
			'an e-mail in any parameter'              => array( 'https://shop.example/?u=ada.lovelace%2Bshop%40example.co.uk&x=1', "https://shop.example/?u=$gone&x=1" ),
			'a field in brackets'                     => array( 'https://shop.example/?billing%5Bemail%5D=x&billing[first_name]=Ada', "https://shop.example/?billing%5Bemail%5D=$gone&billing[first_name]=$gone" ),
			'a name in capitals'                      => array( 'https://shop.example/?Email=ada&TOKEN=1', "https://shop.example/?Email=$gone&TOKEN=$gone" ),
			'a password before the host'              => array( 'https://ada:secret@shop.example/', 'https://shop.example/' ),
			'a token in the fragment'                 => array( 'https://shop.example/#access=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.sig', "https://shop.example/#access=$gone" ),
			'what is not private'                     => array( 'https://shop.example/a-b/?p=12&utm_source=news&gclid=EAIaIQobChMI_1-2&color=red#top', 'https://shop.example/a-b/?p=12&utm_source=news&gclid=EAIaIQobChMI_1-2&color=red#top' ),
			'a download page of the site itself'      => array( 'https://shop.example/downloads/warp-1.2/', 'https://shop.example/downloads/warp-1.2/' ),
			'an empty parameter'                      => array( 'https://shop.example/?key=&email', 'https://shop.example/?key=&email' ),
			'an address without a host'               => array( '/checkout/order-pay/9/?pay_for_order=true&key=wc_order_AbCdEfGh12345', "/checkout/order-pay/?pay_for_order=true&key=$gone" ),
			'no address'                              => array( '', '' ),
		);
	}

	public function test_the_spool_holds_no_secret_of_a_page(): void {
		$site  = new EndpointSite();
		$event = array(
			'event_type' => 'page_view',
			'event_id'   => 'a',
			'page_url'   => 'https://shop.example/checkout/order-received/1001/?key=wc_order_AbCdEfGh12345',
			'referrer'   => 'https://shop.example/my-account/?email=ada@example.com',
			'page_title' => 'Thank you, ada@example.com',
			'event_data' => array( 'link_url' => 'https://shop.example/?key=wc_order_AbCdEfGh12345' ),
		);
		$site->hit( EndpointSite::body( array( $event ) ) );
		$kept = json_encode( $site->spooled() );
		$site->remove();
		$this->assertStringContainsString( 'order-received', $kept );
		$this->assertStringNotContainsString( 'wc_order_', $kept );
		$this->assertStringNotContainsString( 'example.com', $kept );
		$this->assertStringNotContainsString( '1001', $kept );
	}

	/**
	 * @dataProvider forms
	 */
	public function test_a_network_address_is_read_in_every_form( string $text, string $expected ): void {
		$this->assertSame( $expected, Address::plain( $text ) );
	}

	/**
	 * @return array<int, string[]>
	 */
	public static function forms(): array {
		return array(
			array( '203.0.113.7', '203.0.113.7' ),
			array( '203.0.113.7:49152', '203.0.113.7' ),
			array( ' 203.0.113.7 ', '203.0.113.7' ),
			array( '2001:DB8:0:0::5', '2001:db8::5' ),
			array( '[2001:db8::5]:443', '2001:db8::5' ),
			array( '"[2001:db8::5]"', '2001:db8::5' ),
			array( '::ffff:203.0.113.7', '203.0.113.7' ),
			array( '::ffff:cb00:7107', '203.0.113.7' ),
			array( 'fe80::1%eth0', 'fe80::1' ),
			array( '203.0.113.07', '' ),
			array( '0xcb007107', '' ),
			array( '203.0.113.7:x', '' ),
			array( 'unix:', '' ),
			array( '', '' ),
		);
	}

	public function test_a_visitor_whose_server_writes_ports_is_one_sender(): void {
		$site = new EndpointSite( array( 'hits_per_visitor' => 3 ) );
		for ( $port = 50000; $port < 50020; $port++ ) {
			$last = $site->visit( array(), array( 'REMOTE_ADDR' => "192.0.2.7:$port" ) );
		}
		$kept = count( $site->spooled() );
		$site->remove();
		$this->assertLessThanOrEqual( 3, $kept );
	}
}

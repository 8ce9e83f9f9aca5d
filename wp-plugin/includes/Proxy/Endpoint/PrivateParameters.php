<?php
/**
 * What must not stay in addresses and titles.
 *
 * @package Warp
 */

namespace Warp\Proxy\Endpoint;

defined( 'ABSPATH' ) || exit;

/**
 * Takes people's data and secrets out of addresses, as the core does: an order's key opens the order, a reset key the account. Here it is
 * done too, so that neither leaves this server. scripts/private-parameters.js writes private_parameters.php from the core's table.
 */
final class PrivateParameters {

	/**
	 * WooCommerce's own names of pages that show one order, subscription or card of somebody (WC_Query::init_query_vars). Shops may name them
	 * otherwise; then those names come beside these.
	 */
	public const PAGES = array( 'order-received', 'order-pay', 'view-order', 'view-subscription', 'subscription-payment-method', 'delete-payment-method', 'set-default-payment-method' );

	/**
	 * Parameters of an address, as name=value or a name alone, with what stands before them.
	 */
	private const PARAMETER = '/([?&;]|&amp;)([^=&;#]+)=([^&;#]*)/';

	/**
	 * Longer addresses are cut before they are looked at; the core keeps 2,048 characters.
	 */
	private const MAX_BYTES = 8192;

	/**
	 * What stands where something private stood.
	 *
	 * @var string
	 */
	private $replacement;

	/**
	 * Names of parameters -> true, in lower case.
	 *
	 * @var array<string, bool>
	 */
	private $names;

	/**
	 * Regular expression of private texts.
	 *
	 * @var string
	 */
	private $texts;

	/**
	 * Regular expression of what follows the name of a page that is somebody's.
	 *
	 * @var string
	 */
	private $pages;

	/**
	 * Takes the table.
	 *
	 * @param array{replacement: string, names: string[], patterns: string[]} $table As in private_parameters.php.
	 * @param string[]                                                        $pages Names of pages of one order, account or download.
	 */
	public function __construct( array $table, array $pages ) {
		$quoted            = array();
		$this->replacement = $table['replacement'];
		$this->names       = array_fill_keys( $table['names'], true );
		$this->texts       = '~' . implode( '|', $table['patterns'] ) . '~i';
		foreach ( array_unique( array_merge( self::PAGES, $pages ) ) as $page ) {
			$quoted[]             = preg_quote( $page, '~' );
			$this->names[ $page ] = true;
		}
		$this->pages = '~/(' . implode( '|', $quoted ) . ')/[^?#]+~';
	}

	/**
	 * Those of the table.
	 *
	 * @param string[] $pages Names of pages, beside WooCommerce's own.
	 */
	public static function known( array $pages = array() ): self {
		return new self( require __DIR__ . '/private_parameters.php', $pages );
	}

	/**
	 * The table, for the script.
	 *
	 * @param string[] $pages Names of pages, beside WooCommerce's own.
	 * @return array{replacement: string, names: string[], patterns: string[], pages: string[]}
	 */
	public static function table( array $pages ): array {
		return ( require __DIR__ . '/private_parameters.php' ) + array( 'pages' => array_values( array_unique( array_merge( self::PAGES, $pages ) ) ) );
	}

	/**
	 * An address without what is private in it. All pages of single orders become one, and so do those of accounts and downloads.
	 *
	 * @param string $address With or without a host.
	 */
	public function without( string $address ): string {
		$address = (string) preg_replace( $this->pages, '/$1/', substr( $address, 0, self::MAX_BYTES ) );
		$address = (string) preg_replace_callback(
			self::PARAMETER,
			function ( array $found ): string {
				return '' !== $found[3] && $this->is_private( $found[2] ) ? $found[1] . $found[2] . '=' . $this->replacement : $found[0];
			},
			$address
		);
		// A name and a password before the host.
		$address = (string) preg_replace( '~^([a-z][a-z0-9+.-]*://)[^/?#@]*@~i', '$1', $address );
		return $this->without_texts( $address );
	}

	/**
	 * A text without what looks private in it.
	 *
	 * @param string $text Such as a title.
	 */
	public function without_texts( string $text ): string {
		// What is not UTF-8 or too much for PCRE is rather lost than told.
		return (string) preg_replace( $this->texts, $this->replacement, $text );
	}

	/**
	 * Whether a parameter's value is private; of `billing[email]` the last part tells.
	 *
	 * @param string $name As it stands in the address.
	 */
	private function is_private( string $name ): bool {
		$name = strtolower( rawurldecode( $name ) );
		if ( 1 === preg_match( '/\[([^\[\]]+)\](?:\[\d*\])*\z/', $name, $found ) ) {
			$name = $found[1];
		}
		return isset( $this->names[ (string) preg_replace( '/\[\d*\]\z/', '', $name ) ] );
	}
}

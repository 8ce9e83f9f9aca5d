<?php
/**
 * Whether page views are counted, and by what address.
 *
 * @package Warp
 */

namespace Warp\Loss;

use Warp\Events\EventGroups;
use Warp\Proxy\Addresses;
use Warp\Proxy\Rung;
use Warp\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Only where the generated file takes events: a count is a request for every page, and one that starts WordPress would cost
 * more than it tells.
 */
final class Counting {

	/**
	 * Keeps the address.
	 *
	 * @var Settings
	 */
	private $settings;

	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Goes by the way that events take. Pages and script read what is kept here, so that both count or none.
	 *
	 * @param string $path What the script sends to: a path on this site; empty: the core.
	 */
	public function follow( string $path ): void {
		$is_on = '' !== $path && $this->settings->records( EventGroups::LOSS ) && ( new Addresses( $this->settings ) )->path( Rung::FILE ) === $path;
		$this->settings->keep_view_path( $is_on ? $path . '?' . $this->settings->proxy_name( 'view_mark' ) . '=' : '' );
	}
}

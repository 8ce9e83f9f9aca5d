<?php
/**
 * The way of an order's purchase and refunds, step by step.
 *
 * @package Warp
 */

namespace Warp\WooCommerce;

use Warp\Connection\Receipt;
use Warp\Connection\SiteApi;
use Warp\Events\QueueSender;
use Warp\Settings\Settings;
use WC_Abstract_Order;
use WC_Order;
use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Puts together what this site noted on an order and what the core says of it.
 */
final class OrderReceipt {

	/**
	 * Holds the connection.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Asks the core.
	 *
	 * @var SiteApi
	 */
	private $core;

	public function __construct( Settings $settings, SiteApi $core ) {
		$this->settings = $settings;
		$this->core     = $core;
	}

	/**
	 * The steps of each event of an order.
	 *
	 * @param WC_Order $order The order.
	 * @return array<int, array{title: string, steps: array<int, array{mark: string, name: string, sentence: string}>}> Mark: done, waiting, failed or none.
	 */
	public function of( WC_Order $order ): array {
		$connection = $this->settings->connection();
		if ( null === $connection ) {
			return array();
		}
		$events   = new OrderEvents( $connection->script_id() );
		$subjects = array( $events->purchase_id( $order->get_id() ) => $order );
		foreach ( $order->get_refunds() as $refund ) {
			$subjects[ $events->refund_id( $refund->get_id() ) ] = $refund;
		}
		$receipts = $this->core->receipts( $connection, array_keys( $subjects ) );
		$parts    = array();
		foreach ( $subjects as $event_id => $subject ) {
			$receipt = is_wp_error( $receipts ) ? $receipts : ( $receipts[ $event_id ] ?? null );
			$steps   = array( $this->site_step( $subject ), $this->core_step( $receipt, $subject ) );
			if ( $subject === $order ) {
				array_unshift( $steps, $this->browser_step( $order ) );
			}
			$parts[] = array(
				'title' => $subject === $order ? __( 'Purchase', 'warp' ) : self::refund_title( $subject ),
				'steps' => array_merge( $steps, $receipt instanceof Receipt ? array_map( array( self::class, 'delivery_step' ), $receipt->deliveries() ) : array() ),
			);
		}
		return $parts;
	}

	/**
	 * What the buyer's browser did.
	 *
	 * @param WC_Order $order The order.
	 * @return array{mark: string, name: string, sentence: string}
	 */
	private function browser_step( WC_Order $order ): array {
		$record = new OrderRecord( $order );
		$visit  = $record->visit();
		$shown  = $record->shown_at();
		if ( null === $visit ) {
			return self::step( 'none', __( 'Browser', 'warp' ), __( 'The order was not made in a checkout of this site, so no visit belongs to it.', 'warp' ) );
		}
		$consent = $visit->consent();
		if ( ! $consent->analytics() ) {
			$agreed = __( 'The buyer did not agree to statistics.', 'warp' );
		} else {
			$agreed = $consent->marketing() ? __( 'The buyer agreed to statistics and marketing.', 'warp' ) : __( 'The buyer agreed to statistics, not to marketing.', 'warp' );
		}
		return null === $shown
			? self::step( 'none', __( 'Browser', 'warp' ), $agreed . ' ' . __( 'Their browser was not given the purchase: they have not come back from paying, or too late. The server tells of it.', 'warp' ) )
			/* translators: %s: duration, such as "5 minutes". */
			: self::step( 'done', __( 'Browser', 'warp' ), $agreed . ' ' . sprintf( __( 'Their browser was given the purchase %s ago.', 'warp' ), human_time_diff( $shown ) ) );
	}

	/**
	 * What this site did.
	 *
	 * @param WC_Abstract_Order $subject The order or refund.
	 * @return array{mark: string, name: string, sentence: string}
	 */
	private function site_step( WC_Abstract_Order $subject ): array {
		$event = ( new OrderRecord( $subject ) )->event();
		/* translators: %s: duration, such as "5 minutes". */
		$ago   = sprintf( __( '%s ago', 'warp' ), human_time_diff( $event['at'] ) );
		$steps = array(
			''                     => array( 'none', __( 'Nothing was sent: the order is not paid, or it was paid before this site was connected.', 'warp' ) ),
			/* translators: %s: such as "5 minutes ago". */
			OrderRecord::QUEUED    => array( 'waiting', sprintf( __( 'Waits to be sent since it was paid, %s.', 'warp' ), $ago ) ),
			OrderRecord::WITHHELD  => array( 'none', __( 'Not sent: the buyer did not agree, or a filter of this site held it back.', 'warp' ) ),
			/* translators: %s: such as "5 minutes ago". */
			QueueSender::DELIVERED => array( 'done', sprintf( __( 'Sent to the Warp server %s.', 'warp' ), $ago ) ),
			/* translators: %s: reason. */
			QueueSender::REFUSED   => array( 'failed', sprintf( __( 'The Warp server refused it: %s', 'warp' ), $event['reason'] ) ),
			QueueSender::GAVE_UP   => array( 'failed', __( 'The Warp server could not be reached for a week.', 'warp' ) ),
		);
		list( $mark, $sentence ) = $steps[ $event['state'] ] ?? $steps[''];
		return self::step( $mark, __( 'This site', 'warp' ), $sentence );
	}

	/**
	 * What the core has.
	 *
	 * @param Receipt|WP_Error|null $receipt Its answer; null: it does not have the event.
	 * @param WC_Abstract_Order     $subject The order or refund.
	 * @return array{mark: string, name: string, sentence: string}
	 */
	private function core_step( $receipt, WC_Abstract_Order $subject ): array {
		$name = __( 'Warp server', 'warp' );
		if ( is_wp_error( $receipt ) ) {
			return self::step( 'failed', $name, $receipt->get_error_message() );
		}
		if ( null === $receipt ) {
			$was_sent = QueueSender::DELIVERED === ( new OrderRecord( $subject ) )->event()['state'];
			return self::step( $was_sent ? 'waiting' : 'none', $name, $was_sent ? __( 'Not stored yet.', 'warp' ) : __( 'Not received.', 'warp' ) );
		}
		$at = strtotime( $receipt->received_at() );
		/* translators: %s: duration, such as "5 minutes". */
		return self::step( 'done', $name, false === $at ? __( 'Received.', 'warp' ) : sprintf( __( 'Received %s ago.', 'warp' ), human_time_diff( $at ) ) );
	}

	/**
	 * What became of it at a destination.
	 *
	 * @param array{name: string, state: string, sentence: string, attempts: int, delivered_at: string} $delivery As Receipt gives it.
	 * @return array{mark: string, name: string, sentence: string}
	 */
	private static function delivery_step( array $delivery ): array {
		$marks    = array(
			'delivered' => 'done',
			'dead'      => 'failed',
			'skipped'   => 'none',
		);
		$sentence = $delivery['sentence'];
		if ( 'retrying' === $delivery['state'] ) {
			/* translators: %d: number of attempts. */
			$sentence .= ' ' . sprintf( _n( '%d attempt so far.', '%d attempts so far.', $delivery['attempts'], 'warp' ), $delivery['attempts'] );
		}
		return self::step( $marks[ $delivery['state'] ] ?? 'waiting', $delivery['name'], $sentence );
	}

	/**
	 * One step.
	 *
	 * @param string $mark     done, waiting, failed or none.
	 * @param string $name     Where.
	 * @param string $sentence What happened.
	 * @return array{mark: string, name: string, sentence: string}
	 */
	private static function step( string $mark, string $name, string $sentence ): array {
		return array(
			'mark'     => $mark,
			'name'     => $name,
			'sentence' => $sentence,
		);
	}

	/**
	 * Names a refund by its sum.
	 *
	 * @param WC_Abstract_Order $refund The refund.
	 */
	private static function refund_title( WC_Abstract_Order $refund ): string {
		/* translators: %s: sum of money with currency. */
		return sprintf( __( 'Refund of %s', 'warp' ), number_format_i18n( $refund->get_amount(), wc_get_price_decimals() ) . ' ' . $refund->get_currency() );
	}
}

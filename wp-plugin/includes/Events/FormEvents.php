<?php
/**
 * Forms that the server accepted.
 *
 * @package Warp
 */

namespace Warp\Events;

use Warp\Script\Audience;

defined( 'ABSPATH' ) || exit;

/**
 * Each form plugin says in its own way that a form was accepted: valid, no spam, and dealt with. That a form was sent at
 * all, the script records as form_submit. Nothing of what was filled in is recorded.
 */
final class FormEvents {

	/**
	 * Action of a plugin -> method here, number of its arguments. Sources: the plugins' code and developer pages
	 * (contactform7.com, wpforms.com/developers, docs.gravityforms.com, developer.ninjaforms.com,
	 * developers.elementor.com/docs/hooks/forms).
	 */
	public const ACTIONS = array(
		'wpcf7_mail_sent'              => array( 'contact_form_7', 1 ),
		'wpforms_process_complete'     => array( 'wpforms', 3 ),
		'gform_after_submission'       => array( 'gravity_forms', 2 ),
		'ninja_forms_after_submission' => array( 'ninja_forms', 1 ),
		'elementor_pro/forms/new_record' => array( 'elementor', 1 ),
		'comment_post'                 => array( 'comment', 3 ),
	);

	/**
	 * Records them.
	 *
	 * @var ServerEvents
	 */
	private $events;

	/**
	 * Knows whose events count.
	 *
	 * @var Audience
	 */
	private $audience;

	public function __construct( ServerEvents $events, Audience $audience ) {
		$this->events   = $events;
		$this->audience = $audience;
	}

	/**
	 * Contact Form 7: the mail was sent.
	 *
	 * @param object $form WPCF7_ContactForm.
	 */
	public function contact_form_7( $form ): void {
		$this->record( 'contact-form-7', $form->id(), $form->title() );
	}

	/**
	 * WPForms: fields are valid and the form is done.
	 *
	 * @param array<mixed> $fields    Not looked at.
	 * @param array<mixed> $entry     Not looked at.
	 * @param array<mixed> $form_data The form.
	 */
	public function wpforms( $fields, $entry, $form_data ): void {
		$this->record( 'wpforms', $form_data['id'] ?? '', $form_data['settings']['form_title'] ?? '' );
	}

	/**
	 * Gravity Forms: an entry was made; it may be spam.
	 *
	 * @param array<mixed> $entry The entry.
	 * @param array<mixed> $form  The form.
	 */
	public function gravity_forms( $entry, $form ): void {
		if ( 'spam' !== ( $entry['status'] ?? '' ) ) {
			$this->record( 'gravityforms', $form['id'] ?? '', $form['title'] ?? '' );
		}
	}

	/**
	 * Ninja Forms: the form's actions have run.
	 *
	 * @param array<mixed> $form_data The form and what was sent.
	 */
	public function ninja_forms( $form_data ): void {
		$this->record( 'ninja-forms', $form_data['form_id'] ?? '', $form_data['settings']['title'] ?? '' );
	}

	/**
	 * Elementor Pro: the form is valid.
	 *
	 * @param object $record Form_Record.
	 */
	public function elementor( $record ): void {
		$this->record( 'elementor', $record->get_form_settings( 'id' ), $record->get_form_settings( 'form_name' ) );
	}

	/**
	 * WordPress: a comment was kept.
	 *
	 * @param int          $comment_id Not looked at.
	 * @param int|string   $approved   1, 0, spam or trash.
	 * @param array<mixed> $comment    The comment.
	 */
	public function comment( $comment_id, $approved, $comment ): void {
		// The shop's own comments are product reviews and notes on orders.
		$type = (string) ( $comment['comment_type'] ?? '' );
		if ( ! in_array( $approved, array( 'spam', 'trash' ), true ) && in_array( $type, array( '', 'comment', 'review' ), true ) && $this->counts() ) {
			$this->events->record( 'comment', array( 'comment_type' => 'review' === $type ? 'review' : 'comment' ) );
		}
	}

	/**
	 * Records an accepted form by GA4's name for it.
	 *
	 * @param string     $plugin Slug of the form plugin.
	 * @param int|string $id     The form's.
	 * @param mixed      $name   The form's.
	 */
	private function record( string $plugin, $id, $name ): void {
		if ( $this->counts() ) {
			$this->events->record(
				'generate_lead',
				array(
					'form_plugin' => $plugin,
					'form_id'     => (string) $id,
					'form_name'   => (string) $name,
				)
			);
		}
	}

	private function counts(): bool {
		return VisitReader::is_by_visitor() && ! $this->audience->excludes( wp_get_current_user() );
	}
}

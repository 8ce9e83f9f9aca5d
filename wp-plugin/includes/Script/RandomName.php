<?php
/**
 * Names for what visitors' browsers get to see.
 *
 * @package Warp
 */

namespace Warp\Script;

defined( 'ABSPATH' ) || exit;

/**
 * Blocklists match words in addresses and names. These names are written with sixteen consonants that spell none:
 * neither whole words nor the short forms (ad, ga, fb, px, trk, tag, stat) that plain hexadecimal or letters can hit.
 */
final class RandomName {

	private const HEXADECIMAL = '0123456789abcdef';
	private const CONSONANTS  = 'cdfghjkmnqrvwxyz';
	private const LENGTH      = 12;

	/**
	 * A name nobody can guess (48 bits).
	 */
	public static function make(): string {
		return self::spell( bin2hex( random_bytes( self::LENGTH / 2 ) ) );
	}

	/**
	 * The name of a content: the same content has the same name.
	 *
	 * @param string $content Bytes.
	 */
	public static function of_content( string $content ): string {
		return self::spell( substr( hash( 'sha256', $content ), 0, self::LENGTH ) );
	}

	private static function spell( string $hexadecimal ): string {
		return strtr( $hexadecimal, self::HEXADECIMAL, self::CONSONANTS );
	}
}

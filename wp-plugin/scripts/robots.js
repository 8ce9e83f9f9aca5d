// Writes the expression by which the core tells robots (core-api/src/pipeline/bot.ts) as PHP reads it: in its place, or in the
// file given. To be run when isbot has changed; a test says so.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const plugin = join(import.meta.dirname, '..');
const file = resolve(process.argv[2] ?? join(plugin, 'includes/Proxy/Endpoint/robot_names.php'));
// The core's own copy, so that both go by the same list.
const core = createRequire(join(plugin, '..', 'core-api', 'package.json'));
const { list } = core('isbot');
const { version, license } = core('isbot/package.json');

/** PCRE takes a hyphen behind \w, \d or \s in a class for a broken range; to JavaScript it is a hyphen. Its $ also matches before a last line break, without D. */
const inPcre = (pattern) => pattern.replace(/(\\[wds])-(?=[^\]]*\])/g, '$1\\-');

const expression = `~${list.map(inPcre).join('|').replaceAll('~', '\\~')}~iD`;
const php = `<?php
/**
 * User agents of robots, libraries and headless browsers: isbot ${version} (isbot.js.org, ${license}), the list that the Warp server uses.
 *
 * @package Warp
 */

defined( 'ABSPATH' ) || exit;

return '${expression.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}';
`;
writeFileSync(file, php);

// Writes what must not stay in addresses and titles (plugins/contracts/data/private-parameters.json) as PHP reads it: in its place,
// or in the file given. To be run when the table has changed; a test says so.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const plugin = join(import.meta.dirname, '..');
const file = resolve(process.argv[2] ?? join(plugin, 'includes/Proxy/Endpoint/private_parameters.php'));
const table = JSON.parse(readFileSync(join(plugin, '../plugins/contracts/data/private-parameters.json'), 'utf8'));

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const list = (texts) => texts.map((text) => `\t\t${quoted(text)},\n`).join('');

const php = `<?php
/**
 * What must not stay in addresses and titles: names of query parameters whose values are private, and how private texts look.
 * As of ${table.date}; the Warp server has the same table.
 *
 * @package Warp
 */

defined( 'ABSPATH' ) || exit;

return array(
\t'replacement' => ${quoted(table.replacement)},
\t'names'       => array(
${list([...new Set(table.parameters.flatMap(({ names }) => names))])}\t),
\t'patterns'    => array(
${list(table.patterns.map(({ pattern }) => pattern))}\t),
);
`;
writeFileSync(file, php);

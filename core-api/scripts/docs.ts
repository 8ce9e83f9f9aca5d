import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DROP_REASONS, FORMATS, ISSUE_RULES, LIMITS, MONEY_BOUNDS, REASONS, REJECTION_RULES, TRACK_ERRORS, trackedEventSchema } from '@warp/contracts';
import { REPOSITORY_ROOT } from '../src/config/repository-root.js';
import { printApi } from './print-api.js';
import { VARIABLES, type Variable } from '../src/config/variables.js';

/** Writes the pages of docs/ that are drawn from the code's own tables: `npm run docs`. CI fails when they are stale. */
const PAGES: Readonly<Record<string, () => string>> = { 'configuration.md': configurationPage, 'events.md': eventsPage };

for (const [file, page] of Object.entries(PAGES)) writeFileSync(join(REPOSITORY_ROOT, 'docs', file), page());
await printApi();

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function configurationPage(): string {
  const rows = VARIABLES.map((variable: Variable) => [
    `\`${variable.name}\``,
    `\`${variable.default || 'none'}\`${variable.unit === undefined ? '' : ` ${variable.unit}`}`,
    variable.meaning,
  ]);
  return `# Configuration\n\nEvery environment variable, read and checked once at the start. A wrong one stops the start with a sentence that names it.\n\n${table(['variable', 'default', 'meaning'], rows)}\n\nPrinted from \`core-api/src/config/variables.ts\`.\n`;
}

interface Field {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly additionalProperties?: Field | false;
  readonly maxProperties?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly anyOf?: readonly Field[];
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly maxItems?: number;
}

function fieldRows(properties: Readonly<Record<string, Field>>, prefix = ''): string[][] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const inner = field.properties ?? field.items?.properties;
    const own = [[`\`${path}\``, formOf(field)]];
    return inner === undefined ? own : [...own, ...fieldRows(inner, field.items === undefined ? `${path}.` : `${path}[].`)];
  });
}

function formOf(field: Field): string {
  if (field.anyOf !== undefined) return field.anyOf.map(formOf).join(', or ');
  // A list of types leaves out null alone.
  const type = typeof field.type === 'string' ? field.type : 'any';
  const values = field.properties === undefined && field.additionalProperties ? [`each value: ${formOf(field.additionalProperties)}`] : [];
  const rules = [
    field.format === undefined ? '' : `\`${field.format}\``,
    field.maxLength === undefined ? '' : `up to ${field.maxLength} characters`,
    field.maxItems === undefined ? '' : `up to ${field.maxItems}`,
    field.maxProperties === undefined ? '' : `up to ${field.maxProperties}`,
    field.minimum === undefined ? '' : `from ${field.minimum}`,
    field.maximum === undefined ? '' : `up to ${field.maximum}`,
    field.pattern === undefined ? '' : `\`${field.pattern}\``,
    ...values,
  ].filter((rule) => rule !== '');
  return [type, ...rules].join(', ');
}

function moneyRows(): string[][] {
  return MONEY_BOUNDS.map(({ max, units_per_dollar, currencies }) => [
    currencies.length === 0 ? 'all others, and where none is known' : currencies.join(', '),
    units_per_dollar,
    max.toLocaleString('en-US'),
  ]);
}

function eventsPage(): string {
  const kilobytes = (bytes: number): string => `${bytes / 1024} KB`;
  return `# Event reference

An event is JSON, alone or with others in \`events\`, sent to \`POST /api/track\` with the site's \`script_id\` beside it. Names follow
GA4's recommended events (\`page_view\`, \`view_item\`, \`add_to_cart\`, \`begin_checkout\`, \`purchase\`, \`refund\`, \`generate_lead\`, \`sign_up\`, …);
any other name is an event of your own.

## Fields

${table(['field', 'form'], fieldRows(trackedEventSchema.properties))}

Only \`event_type\` is required. \`ip_address\` and \`user_agent\` are read only from an API key's holder or a site's signed proxy.
Text without a format is cut at its length. \`event_data\` and its items also keep parameters of your own, as they come.

${table(['format', 'means'], Object.entries(FORMATS).map(([format, meaning]) => [`\`${format}\``, meaning]))}

## Bad form costs no event

What has another form is read as far as it can be read in one way only: numbers as text (\`"29.90"\`, \`" 19 "\`, \`"29,90"\`, \`"1e3"\`, full-width
digits), ids as numbers, \`"granted"\`, \`"yes"\` or \`1\` for \`true\`, objects and lists as JSON text, a single item for a list of one, lists within
lists, PHP's \`{"0": …, "2": …}\` for a list. \`null\` and blank text count as absent. What could be two things, or none, costs its field: the event
is stored without it, with \`issues: [{field, rule, was}]\`, and the site's data quality shows it. What is said about marketing and cannot be read
counts as a refusal. An \`event_id\` that cannot be read is made by the server.

${table(['rule', 'means'], Object.entries(ISSUE_RULES).map(([rule, sentence]) => [`\`${rule}\``, sentence]))}

### Amounts

Amounts beyond the bound of their currency (the event's, else the site's) are set aside with the issue \`too_large\` and not summed.

${table(['currencies', 'units per US dollar', 'bound'], moneyRows())}

## Rejected

Only for one of these is an event rejected. Those of a known site are kept for 30 days, encrypted and without the sender's address, counted, and can
be mended and taken again.

${table(['rule', 'means'], Object.entries(REJECTION_RULES).map(([rule, sentence]) => [`\`${rule}\``, `It ${sentence}`]))}

## Limits

${table(
  ['what', 'limit'],
  [
    ['events in a request', String(LIMITS.eventsPerRequest)],
    ['a request', kilobytes(LIMITS.requestBytes)],
    ['an event', kilobytes(LIMITS.eventBytes)],
    ['its `event_data`', kilobytes(LIMITS.eventDataBytes)],
    ['age of an event without an API key', `${LIMITS.pastMs / 86_400_000} days`],
    ['ahead of time', `${LIMITS.futureMs / 60_000} minutes`],
    ['the same `event_id` counts once in', `${LIMITS.dedupeMs / 3_600_000} hours`],
    ['a session ends after idling', `${LIMITS.sessionIdleMs / 60_000} minutes`],
  ],
)}

## Errors

${table(['code', 'means'], Object.entries(TRACK_ERRORS).map(([code, sentence]) => [`\`${code}\``, sentence]))}

## Left out on purpose

Answered 202 with \`X-Warp-Dropped\`, and counted for the site's owner.

${table(['reason', 'means'], Object.entries(DROP_REASONS).map(([code, sentence]) => [`\`${code}\``, sentence]))}

## Delivered, or why not

${table(['reason', 'state', 'means'], Object.entries(REASONS).map(([code, { state, sentence }]) => [`\`${code}\``, state, sentence]))}

A plugin adds reasons of its own, such as \`ga4_reserved_name\`.

Printed from \`plugins/contracts\`.
`;
}

import { escaped } from '../../http/html.js';
import type { Content, Schema } from '../operations.js';

export const schemaId = (name: string): string => `schema-${name}`;

const nameOf = ($ref: string): string => $ref.slice($ref.lastIndexOf('/') + 1);

const link = ($ref: string): string => `<a href="#${escaped(schemaId(nameOf($ref)))}">${escaped(nameOf($ref))}</a>`;

const code = (text: string): string => `<code>${escaped(text)}</code>`;

/** Descriptions are plain text, with code between grave accents. */
export const prose = (text = ''): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** What a value is, in words and links: `array of Site`, `string (date-time) or null`. */
export function typeHtml(schema: Schema): string {
  const { $ref, allOf, anyOf, oneOf, enum: values, const: value, items, additionalProperties, type, format } = schema;
  if ($ref !== undefined) return link($ref);
  if (value !== undefined) return code(JSON.stringify(value));
  if (values !== undefined) return values.map((one) => code(JSON.stringify(one))).join(' ');
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return choices.map(typeHtml).join(' or ');
  if (allOf !== undefined) return allOf.map(typeHtml).join(' with ');
  const types = type === undefined ? ['any'] : [type].flat();
  return types
    .map((one) => {
      if (one === 'array') return items === undefined ? 'array' : `array of ${typeHtml(items)}`;
      if (one === 'object' && typeof additionalProperties === 'object' && schema.properties === undefined) return `object of ${typeHtml(additionalProperties)}`;
      if (one === 'string') return format === undefined ? 'string' : `string (${escaped(format)})`;
      return one;
    })
    .join(' or ');
}

const boundsOf = ({ default: fallback, minimum, maximum, maxLength, maxItems }: Schema): string =>
  [
    fallback === undefined ? '' : `Default ${code(JSON.stringify(fallback))}.`,
    minimum === undefined ? '' : `At least ${minimum}.`,
    maximum === undefined ? '' : `At most ${maximum}.`,
    maxLength === undefined ? '' : `Up to ${maxLength} characters.`,
    maxItems === undefined ? '' : `Up to ${maxItems} entries.`,
  ]
    .filter((bound) => bound !== '')
    .join(' ');

/** A row of a table of fields or parameters. @param mark said beside the name, such as that it may be left out */
export const row = (name: string, schema: Schema, mark: string, description = schema.description): string =>
  `<tr><td>${code(name)}${mark === '' ? '' : ` <span class="none">${mark}</span>`}</td><td>${typeHtml(schema)}</td><td>${[prose(description), boundsOf(schema)].filter((text) => text !== '').join(' ')}</td></tr>`;

export const table = (head: readonly string[], rows: readonly string[]): string =>
  rows.length === 0 ? '' : `<div class="scroll"><table><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;

/** Fields of an object, those of objects within it too. */
function fieldRows({ properties = {}, required = [] }: Schema, prefix = ''): readonly string[] {
  return Object.entries(properties).flatMap(([name, field]) => [row(`${prefix}${name}`, field, required.includes(name) ? '' : 'optional'), ...fieldRows(field, `${prefix}${name}.`), ...fieldRows(field.items ?? {}, `${prefix}${name}[].`)]);
}

export const schemaHtml = (name: string, schema: Schema): string =>
  `<div class="schema" id="${escaped(schemaId(name))}"><strong>${code(name)}</strong>${schema.description === undefined ? '' : `<p class="lead">${prose(schema.description)}</p>`}${
    schema.properties === undefined ? `<p>${typeHtml(schema)}</p>` : table(['Field', 'Type', 'Description'], fieldRows(schema))
  }</div>`;

/** What a body is, by media type. */
export const contentHtml = (content: Content = {}): string =>
  Object.entries(content)
    .map(([type, { schema }]) => `${schema === undefined ? '' : typeHtml(schema)} <span class="none">${escaped(type)}</span>`)
    .join(', ');

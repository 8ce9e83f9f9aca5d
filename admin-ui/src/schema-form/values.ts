import type { FieldSchema } from '../api/types.js';

export type Values = Readonly<Record<string, unknown>>;

/** What a form begins with: the stored values, else the schema's defaults. */
export const initialValues = (schema: FieldSchema, values: Values = {}): Values =>
  Object.fromEntries(
    Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
      const value = values[name] ?? field.default ?? (field.type === 'boolean' ? false : undefined);
      return value === undefined ? [] : [[name, value]];
    }),
  );

export const label = (name: string, field: FieldSchema): string => field.title ?? name.replaceAll('_', ' ');

/** A value as its input shows it; lists separated by commas. */
export const toText = (value: unknown, field: FieldSchema): string =>
  field.type === 'array' && Array.isArray(value) ? value.join(', ') : typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** What was typed as the schema wants it; undefined for nothing. */
export function fromText(text: string, field: FieldSchema): unknown {
  if (field.type === 'array')
    return text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  if (field.type === 'number' || field.type === 'integer') return text === '' ? undefined : Number(text);
  return text === '' ? undefined : text;
}

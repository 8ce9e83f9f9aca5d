import type { FieldSchema } from '../api/field-schema.js';

export type Values = Readonly<Record<string, unknown>>;

/** Where a field is: `['rules', 0, 'event']`, which the core calls `rules.0.event`. */
export type Path = readonly (string | number)[];

/** What stands for a stored secret; whatever is typed takes its place as a whole. */
export const SECRET_MASK = '********';

/** What a form begins with: the stored values, else the schema's defaults, in groups as well. */
export function initialValues(schema: FieldSchema, values: Values = {}): Values {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).flatMap(([name, field]): [string, unknown][] => {
      if (field.properties !== undefined) return [[name, initialValues(field, asValues(values[name] ?? field.default))]];
      const value = values[name] ?? field.default ?? (field.type === 'boolean' ? false : undefined);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

export const asValues = (value: unknown): Values => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {});

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Values with one of them changed; undefined takes it away. */
export function withValue(values: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') return asList(values).map((item, index) => (index === step ? withValue(item, rest, value) : item));
  const next = { ...asValues(values), [step]: withValue(asValues(values)[step], rest, value) };
  if (next[step] === undefined) delete next[step];
  return next;
}

/** What was typed as the schema wants it; undefined for nothing. A number that is none stays text, for the core to say so. */
export function fromText(text: string, field: FieldSchema): unknown {
  if (text === '') return undefined;
  if (field.type !== 'number' && field.type !== 'integer') return text;
  const number = Number(text.trim().replace(',', '.'));
  return Number.isFinite(number) ? number : text;
}

export const toText = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Several values typed or pasted at once: parted by commas or lines. */
export const partsOf = (text: string): readonly string[] =>
  text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

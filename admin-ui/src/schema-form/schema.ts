import type { FieldSchema } from '../api/field-schema.js';

/** What a field is drawn as. */
export type FieldKind = 'group' | 'items' | 'tokens' | 'checks' | 'switch' | 'choice' | 'radio' | 'long-text' | 'secret' | 'number' | 'text';

/** `x-control` of the schema to what this form draws. Others are drawn by whoever has the form, else as their type. */
const CONTROLS: Readonly<Record<string, FieldKind>> = { textarea: 'long-text', password: 'secret', secret: 'secret', select: 'choice', radio: 'radio', text: 'text' };

/** From this length on a text has several lines. */
const LONG_TEXT = 300;

export function kindOf(field: FieldSchema): FieldKind {
  const asked = CONTROLS[field['x-control'] ?? ''];
  if (asked !== undefined && ((asked !== 'choice' && asked !== 'radio') || choicesOf(field).length > 0)) return asked;
  if (field.writeOnly === true || field.format === 'password') return 'secret';
  if (field.type === 'boolean') return 'switch';
  if (field.properties !== undefined) return 'group';
  if (field.type === 'array') return field.items?.properties !== undefined ? 'items' : choicesOf(field.items ?? {}).length > 0 ? 'checks' : 'tokens';
  if (choicesOf(field).length > 0) return 'choice';
  if (field.type === 'number' || field.type === 'integer') return 'number';
  return (field.maxLength ?? 0) >= LONG_TEXT ? 'long-text' : 'text';
}

export interface Choice {
  readonly value: string | number;
  readonly label: string;
}

/** What may be chosen, by its name. */
export function choicesOf(field: FieldSchema): readonly Choice[] {
  if (field.enum !== undefined) return field.enum.map((value) => ({ value, label: field['x-enum-labels']?.[String(value)] ?? readable(String(value)) }));
  const named = field.oneOf ?? field.anyOf ?? [];
  return named.length > 0 && named.every((choice) => isWord(choice.const)) ? named.map((choice) => ({ value: choice.const as string | number, label: choice.title ?? readable(String(choice.const)) })) : [];
}

const isWord = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

export const labelOf = (name: string, field: FieldSchema): string => field.title ?? readable(name);

/** `api_key` as `Api key`. */
const readable = (name: string): string => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('_', ' ');

/** Whether a person has to fill a field in: what has a default, or is a switch, is never empty. */
export const isRequired = (name: string, parent: FieldSchema, field: FieldSchema): boolean =>
  field.default === undefined && field.type !== 'boolean' && field.properties === undefined && ((parent.required ?? []).includes(name) || (field.minItems ?? 0) > 0);

/** A default worth telling; switches and lists show theirs by themselves. */
export function defaultText(field: FieldSchema): string | undefined {
  const { default: value } = field;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '' || field.writeOnly === true) return undefined;
  return choicesOf(field).find((choice) => choice.value === value)?.label ?? value;
}

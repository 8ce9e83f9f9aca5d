/** JSON Schema as plugins declare their settings with it, and what a form reads of it. */
export interface FieldSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly const?: unknown;
  /** Choices with names: `{ const, title }`. */
  readonly oneOf?: readonly FieldSchema[];
  readonly anyOf?: readonly FieldSchema[];
  readonly writeOnly?: boolean;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
  readonly 'x-placeholder'?: string;
  /** A control other than the type's usual one. */
  readonly 'x-control'?: string;
  /** What the words of `enum` are called. */
  readonly 'x-enum-labels'?: Readonly<Record<string, string>>;
}

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

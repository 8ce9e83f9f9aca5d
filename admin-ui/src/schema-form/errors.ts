import { __ } from '@wordpress/i18n';
import type { FieldError } from '../api/types.js';
import type { FieldSchema } from '../api/field-schema.js';
import { kindOf } from './schema.js';

/** What is wrong with a form, by the path of the field it is shown at; `''` for what no field shows. */
export type FormErrors = ReadonlyMap<string, readonly string[]>;

/** Each error at the field nearest to what it is about: that of a list's third word at the list, that of a hidden field at the form. */
export function errorsByField(schema: FieldSchema, errors: readonly FieldError[], prefix: string, hidden: readonly string[]): FormErrors {
  const found = new Map<string, string[]>();
  for (const error of errors) {
    if (!error.field.startsWith(prefix)) continue;
    const path = error.field.slice(prefix.length);
    const place = hidden.includes(path.split('.')[0] ?? '') ? '' : shownAt(schema, path === '' ? [] : path.split('.'), []);
    const sentence = sentenceOf(error);
    found.set(place, [...(found.get(place) ?? []), sentence]);
  }
  return found;
}

function shownAt(schema: FieldSchema, [step, ...rest]: readonly string[], above: readonly string[]): string {
  const here = above.join('.');
  if (step === undefined) return here;
  const below = schema.properties?.[step] ?? (schema.type === 'array' && /^\d+$/.test(step) ? schema.items : undefined);
  if (below === undefined) return here;
  const kind = kindOf(schema);
  return schema.type === 'array' && kind !== 'items' ? here : shownAt(below, rest, [...above, step]);
}

/** What the core says of a field, in the words of a form where its own name a field of the API. */
function sentenceOf(error: FieldError): string {
  switch (error.rule) {
    case 'enter_again':
      return __('Enter this again. A secret is only for the place it was entered for, and you are changing where this destination sends.', 'warp');
    case 'vendor_address':
      return __('Only an admin may send to an address that is not the platform’s own.', 'warp');
    default:
      return error.message;
  }
}

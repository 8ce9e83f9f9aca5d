import type { Static, TObject } from '@sinclair/typebox';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { faultsOf, type SettingFault } from './setting-faults.js';

export type CheckedSettings<S extends TObject> =
  | { readonly ok: true; readonly value: Static<S> }
  | { readonly ok: false; readonly errors: readonly SettingFault[] };

// The package is CommonJS; under some loaders its function sits on `default`.
const addFormats = ((formats as { default?: unknown }).default ?? formats) as (ajv: Ajv) => void;

const ajv = new Ajv({ allErrors: true, useDefaults: true, strict: false, verbose: true });
addFormats(ajv);
// Marks an input as a password field; any text is one.
ajv.addFormat('password', true);

const compiled = new WeakMap<TObject, ValidateFunction>();

/** Checks settings against a plugin's schema; defaults are filled into a copy. What is wrong is said in sentences for a person. */
export function validateSettings<S extends TObject>(schema: S, given: unknown): CheckedSettings<S> {
  let validate = compiled.get(schema);
  // A copy without `$id`: the same id may be compiled once only.
  if (validate === undefined) compiled.set(schema, (validate = ajv.compile({ ...schema, $id: undefined, additionalProperties: false })));
  const value: unknown = structuredClone(given ?? {});
  return validate(value) ? { ok: true, value: value as Static<S> } : { ok: false, errors: faultsOf(schema, validate.errors ?? []) };
}

import { Type, type Static, type StringOptions, type TObject, type TString } from '@sinclair/typebox';

export { Type, type Static, type TObject };

/** What a settings field may say beyond JSON Schema, for the form that is drawn from it. */
export interface FieldOptions extends StringOptions {
  /** The sentence a person reads when the value does not fit: what it looks like and where it is found. A `pattern` must have one. */
  errorMessage?: string;
  /** An input other than the type's usual one: `textarea`, `select-site-event`, … */
  'x-control'?: string;
  /** Shown in the empty field. */
  'x-placeholder'?: string;
  /** Whether a change of it demands the secrets anew; see `recipientFields`. */
  'x-recipient'?: boolean;
  /** Hosts of the vendor's own, `api.example.com` or `*.example.com`, besides the default's. Other ones take the right to choose any. */
  'x-vendor-hosts'?: readonly string[];
}

/** A text the owner types in. */
export const text = (title: string, options: FieldOptions = {}): TString => Type.String({ title, ...options });

/**
 * A text that is stored encrypted, never sent back to a browser and never logged
 * (JSON Schema `writeOnly` with the format `password`).
 */
export const secret = (title: string, options: FieldOptions = {}): TString =>
  Type.String({ title, ...options, writeOnly: true, format: 'password' });

/** A switch. */
export const toggle = (title: string, options: { default: boolean; description?: string }) =>
  Type.Boolean({ title, ...options });

/** One of a few words. */
export const choice = <const V extends readonly string[]>(
  title: string,
  values: V,
  options: { default: V[number]; description?: string },
) => Type.Unsafe<V[number]>({ type: 'string', enum: [...values], title, ...options });

/** A `migrate` that forgets settings a plugin no longer has. */
export const withoutSettings =
  (...names: readonly string[]) =>
  (saved: unknown): Record<string, unknown> =>
    Object.fromEntries(Object.entries(saved as Record<string, unknown>).filter(([name]) => !names.includes(name)));

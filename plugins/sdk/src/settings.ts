import { Type, type Static, type StringOptions, type TObject, type TString } from '@sinclair/typebox';

export { Type, type Static, type TObject };

/** What a settings field may say beyond JSON Schema, for the form that is drawn from it. */
export interface FieldOptions extends StringOptions {
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

/** Names of a settings schema's secret fields. */
export const secretFields = (settings: TObject): readonly string[] =>
  Object.entries(settings.properties)
    .filter(([, field]) => field['writeOnly'] === true)
    .map(([name]) => name);

/**
 * Names of the settings that decide where secrets go, or whose account they act for: a host, an account, an audience. When one
 * changes, the host demands the secrets anew, because a secret is only for the place it was entered for. Whatever can hold free
 * text is one, unless it says `x-recipient: false`; of words to choose from, switches and secrets only those that say `true`. (The host adds secrets that hold an address.)
 */
export const recipientFields = (settings: TObject): readonly string[] =>
  Object.entries(settings.properties)
    .filter(([, field]) => (typeof field['x-recipient'] === 'boolean' ? field['x-recipient'] : isFree(field)))
    .map(([name]) => name);

const isFree = (field: Readonly<Record<string, unknown>>): boolean =>
  field['writeOnly'] !== true && field['type'] !== 'boolean' && field['enum'] === undefined && field['const'] === undefined;

/**
 * Settings whose secrets are their names, `<api_key>`, for showing requests: done before a plugin builds one, because a secret may
 * be part of an address or a signature.
 */
export const withSecretPlaceholders = (schema: TObject, settings: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...settings,
  ...Object.fromEntries(secretFields(schema).map((name) => [name, `<${name}>`])),
});

/** Settings over the schema's defaults: those nobody gave, and those that a newer version of the plugin has added. */
export const withDefaults = (schema: TObject, settings: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...Object.fromEntries(
    Object.entries(schema.properties).flatMap(([name, field]): [string, unknown][] => (field.default === undefined ? [] : [[name, structuredClone(field.default)]])),
  ),
  ...settings,
});

/** A `migrate` that forgets settings a plugin no longer has. */
export const withoutSettings =
  (...names: readonly string[]) =>
  (saved: unknown): Record<string, unknown> =>
    Object.fromEntries(Object.entries(saved as Record<string, unknown>).filter(([name]) => !names.includes(name)));

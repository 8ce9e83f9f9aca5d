import type { TObject } from '../author/settings.js';

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

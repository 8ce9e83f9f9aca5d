import type { Manifest, TObject } from '@warp/plugin-sdk';
import { secretFields, validateSettings, withDefaults } from '@warp/plugin-sdk/host';
import { type FieldError, invalid } from '../../http/problem.js';
import type { KeyRing } from '../../secrets/key-ring.js';
import { changedRecipients } from './destination-recipients.js';

type Json = Readonly<Record<string, unknown>>;

/** Stands for a secret in every answer; sent back, it keeps the secret that is there. */
export const SECRET_MASK = '********';

/** Purpose under which a destination's secrets are sealed. */
export const destinationSecrets = (destinationId: string): string => `destination-secrets:${destinationId}`;

/** Settings as they are stored: what may be read, and what is sealed. */
export interface StoredSettings {
  readonly settings: Json;
  readonly secrets: Json;
}

/**
 * Checks settings by the plugin's schema and takes the secrets out.
 *
 * @param given as somebody sent them; a masked secret takes its value from `before`, unless where it would go has changed
 * @throws Problem 400 naming every wrong field as `settings.…` and its rule; never repeats a value
 */
export function settingsToStore(schema: TObject, given: Json, before: StoredSettings = NOTHING): StoredSettings {
  const after = settingsMeant(schema, given, before);
  const checked = validateSettings(schema, { ...after.settings, ...after.secrets });
  const faults = checked.ok ? [] : checked.errors.map((fault) => ({ ...fault, field: `settings.${fault.field}` }));
  const kept = Object.keys(after.secrets).filter((field) => given[field] === SECRET_MASK);
  const again = secretsToEnterAgain(schema, changedRecipients(schema, before, after), kept);
  if (faults.length + again.length > 0) throw invalid([...faults, ...again]);
  return after;
}

/** What somebody's settings come to when masked secrets take their values from `before`; nothing is checked yet. */
export function settingsMeant(schema: TObject, given: Json, before: StoredSettings = NOTHING): StoredSettings {
  const isSecret = new Set(secretFields(schema));
  const secrets = Object.entries(given).flatMap(([field, value]): [string, unknown][] => {
    if (!isSecret.has(field)) return [];
    if (value !== SECRET_MASK) return [[field, value]];
    return field in before.secrets ? [[field, before.secrets[field]]] : [];
  });
  return { settings: pick(given, (field) => !isSecret.has(field)), secrets: Object.fromEntries(secrets) };
}

const NOTHING: StoredSettings = { settings: {}, secrets: {} };

/** Whoever may change where a destination sends must not learn its secrets by that. */
const secretsToEnterAgain = (schema: TObject, changed: readonly string[], kept: readonly string[]): readonly FieldError[] =>
  changed.length === 0
    ? []
    : kept.map((field) => ({
        field: `settings.${field}`,
        rule: 'enter_again',
        message: `${titleOf(schema, field)} must be entered again, because ${changed.map((name) => titleOf(schema, name)).join(' and ')} changed: a secret is only for the place it was entered for.`,
      }));

/** A setting as the form calls it. */
const titleOf = (schema: TObject, name: string): string => `“${schema.properties[name]?.title ?? name}”`;

/** Settings as they are shown. */
export const maskedSettings = ({ settings, secrets }: StoredSettings): Json => ({
  ...settings,
  ...Object.fromEntries(Object.keys(secrets).map((field) => [field, SECRET_MASK])),
});

export const sealSecrets = (keyRing: KeyRing, destinationId: string, secrets: Json): Buffer | null =>
  Object.keys(secrets).length === 0 ? null : keyRing.seal(JSON.stringify(secrets), destinationSecrets(destinationId));

export const openSecrets = (keyRing: KeyRing, destinationId: string, sealed: Buffer | null): Json =>
  sealed === null ? {} : (JSON.parse(keyRing.open(sealed, destinationSecrets(destinationId)).toString()) as Json);

/** A destination's settings with the secret ones in the clear, as today's version of its plugin wants them; never logged. */
export function clearSettings(
  keyRing: KeyRing,
  plugin: Pick<Manifest<TObject>, 'migrate' | 'settings'>,
  { id, settings, secrets }: { readonly id: string; readonly settings: Json; readonly secrets: Buffer | null },
): Record<string, unknown> {
  const stored = { ...settings, ...openSecrets(keyRing, id, secrets) };
  return withDefaults(plugin.settings, (plugin.migrate?.(stored) ?? stored) as Record<string, unknown>);
}

const pick = (settings: Json, wanted: (field: string) => boolean): Json =>
  Object.fromEntries(Object.entries(settings).filter(([field]) => wanted(field)));

import type { TObject } from '@sinclair/typebox';
import { secretFields } from './stored-settings.js';

/**
 * What a new version's settings break for destinations saved with the old ones, in sentences. A plugin that has `migrate` turns
 * saved settings into today's and may change what it likes.
 */
export function checkSettingsChange(before: TObject, after: TObject): readonly string[] {
  const secretsBefore = new Set(secretFields(before));
  const required = new Set(after.required ?? []);
  const known = new Set(Object.keys(before.properties));
  const faults: string[] = [];
  for (const [name, field] of Object.entries(after.properties)) {
    const hasDefault = (field as { default?: unknown }).default !== undefined;
    const wasRequired = known.has(name) && (before.required ?? []).includes(name);
    if (required.has(name) && !wasRequired && !hasDefault) faults.push(`The setting ${name} became required: add a default or migrate.`);
    if (known.has(name) && secretFields(after).includes(name) && !secretsBefore.has(name))
      faults.push(`The setting ${name} became secret: migrate, so that what was saved in the clear is sealed.`);
  }
  for (const name of known) if (!(name in after.properties)) faults.push(`The setting ${name} is gone: saved destinations would be refused. Keep it or migrate.`);
  return faults;
}

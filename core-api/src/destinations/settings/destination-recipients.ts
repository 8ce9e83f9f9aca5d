import { isDeepStrictEqual } from 'node:util';
import type { TObject } from '@warp/plugin-sdk';
import { recipientFields, secretFields, withDefaults } from '@warp/plugin-sdk/host';

type Json = Readonly<Record<string, unknown>>;

interface Parts {
  readonly settings: Json;
  readonly secrets: Json;
}

/** An address of a destination that changed, without what may be secret in it. null: there was none, or there is none any more. */
export interface HostChange {
  readonly setting: string;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * What a destination's secrets are for: its settings that decide where they go. Of the secrets themselves those that say so, and
 * those that hold an address, such as that of an incoming webhook.
 */
export function recipientsOf(schema: TObject, { settings, secrets }: Parts): Json {
  const whole = withDefaults(schema, { ...settings, ...secrets });
  const names = new Set([...recipientFields(schema), ...secretFields(schema).filter((name) => originOf(whole[name]) !== null)]);
  // Left empty and left out are the same.
  return Object.fromEntries(Object.entries(whole).filter(([name, value]) => names.has(name) && value !== undefined && value !== null && value !== ''));
}

/** Names of the settings that sent the secrets somewhere else, or for somebody else. */
export function changedRecipients(schema: TObject, before: Parts, after: Parts): readonly string[] {
  const [was, is] = [recipientsOf(schema, before), recipientsOf(schema, after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => !isDeepStrictEqual(was[name], is[name]));
}

/** Addresses whose host is another now. */
export function changedHosts(schema: TObject, before: Parts, after: Parts): readonly HostChange[] {
  const [was, is] = [recipientsOf(schema, before), recipientsOf(schema, after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((setting) => ({ setting, from: originOf(was[setting]), to: originOf(is[setting]) }))
    .filter(({ from, to }) => from !== to);
}

/**
 * Whether an address is one of the vendor's own: that of the setting's default, or of the hosts its plugin names, by https. Where
 * the plugin knows neither, such as the address of a webhook, the owner's word is the only one there is.
 */
export function isVendors(schema: TObject, { setting, to }: HostChange): boolean {
  const field = schema.properties[setting];
  const patterns = Array.isArray(field?.['x-vendor-hosts']) ? (field['x-vendor-hosts'] as readonly unknown[]).map(String) : [];
  const usual = originOf(field?.default);
  if (to === null || to === usual || (usual === null && patterns.length === 0)) return true;
  const { protocol, host } = new URL(to);
  return protocol === 'https:' && patterns.some((pattern) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern));
}

/** Scheme, host and port, of a bare host name by https; null for what is no address. */
function originOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const address = BARE_HOST.test(value) ? `https://${value}` : value;
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(address) || !URL.canParse(address)) return null;
  const { protocol, host } = new URL(address);
  return host === '' ? null : `${protocol}//${host}`;
}

const BARE_HOST = /^([\w-]+\.)+[a-z]{2,}(:\d+)?(\/\S*)?$/i;

import { addressBytes, isPublicAddress } from '@warp/plugin-sdk';
import type { Api } from './settings.js';

/** What stands before an address in IPinfo's paths (ipinfo.io/developers/batch-enrichment-api, “URL Patterns”). */
const PREFIX: Readonly<Record<Api, string>> = { lite: 'lite/', core: 'lookup/', legacy: '' };

/**
 * The path to look up, so that answers of one API are never taken for another's. An IPv6 address is cut to its /64: that is
 * one line's network, within which a device changes its address by the day. Null for addresses that are not public.
 */
export function keyOf(address: string, api: Api): string | null {
  if (!isPublicAddress(address)) return null;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const bytes = addressBytes(plain)!;
  return PREFIX[api] + (bytes.length === 4 ? plain : network64(bytes));
}

export const addressOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

const network64 = (bytes: Uint8Array): string => [0, 2, 4, 6].map((at) => ((bytes[at]! << 8) | bytes[at + 1]!).toString(16)).join(':') + '::';

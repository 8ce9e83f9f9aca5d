import { startVendor, type Vendor } from '@warp/plugin-sdk/testing';
import type { OAuthProvider } from '../stand-ins/oauth-provider.js';

/** The platform behind the plugin `ledger`: takes events under a valid token of its provider. */
export interface Ledger extends Vendor {
  /** Ids of the events it took, in order. */
  readonly entries: readonly string[];
}

export async function startLedger(provider: OAuthProvider): Promise<Ledger> {
  const entries: string[] = [];
  const vendor = await startVendor(({ method, path, headers, body }) => {
    if (method !== 'POST' || path !== '/events') return { status: 404 };
    const token = /^Bearer (.+)$/.exec(String(headers['authorization']))?.[1] ?? '';
    if (!provider.isValid(token)) return { status: 401, body: { error: 'invalid_token' } };
    entries.push(...(JSON.parse(body) as { events: { id: string }[] }).events.map(({ id }) => id));
    return { status: 200, body: {} };
  });
  return { ...vendor, entries };
}

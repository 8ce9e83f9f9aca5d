import type { DestinationPlugin } from '@warp/plugin-sdk';
import { AccountError } from './account-error.js';

export interface Endpoints {
  readonly authorize: string;
  readonly token: string;
  readonly revoke?: string;
}

type Settings = Readonly<Record<string, unknown>>;

/**
 * The vendor's OAuth addresses for a destination's settings. They carry the client's secret and tokens, so TLS is a must
 * (RFC 6749, 3.1 and 3.2).
 * @param allowPlain takes http too, for development and tests
 * @throws AccountError when the plugin fails or an address will not do
 */
export function endpointsOf({ oauth }: Pick<DestinationPlugin, 'oauth'>, settings: Settings, allowPlain: boolean): Endpoints {
  const given = attempt(() => oauth?.endpoints(settings));
  const isUsable = (address: string | undefined): boolean =>
    address !== undefined && URL.canParse(address) && (/^https:/i.test(address) || (allowPlain && /^http:/i.test(address)));
  if (given === undefined || !isUsable(given.authorize) || !isUsable(given.token)) throw new AccountError('misconfigured');
  const { authorize, token, revoke } = given;
  return { authorize, token, ...(revoke !== undefined && isUsable(revoke) ? { revoke } : {}) };
}

/** A plugin that throws has no addresses. */
function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

/** The application the owner registered with the vendor. */
export interface Client {
  readonly id: string;
  /** Left out: a public client. */
  readonly secret?: string;
}

export function clientOf(settings: Settings): Client | undefined {
  const { client_id: id, client_secret: secret } = settings;
  if (typeof id !== 'string' || id === '') return undefined;
  return { id, ...(typeof secret === 'string' && secret !== '' ? { secret } : {}) };
}

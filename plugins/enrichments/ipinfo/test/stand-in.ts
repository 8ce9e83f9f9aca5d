import { isPublicAddress } from '@warp/plugin-sdk';
import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

type Json = Readonly<Record<string, unknown>>;

/** What a token's plan includes. */
export type IpinfoPlan = 'free' | 'core' | 'legacy';

export interface IpinfoAccount {
  readonly token: string;
  readonly plan: IpinfoPlan;
  /** Look-ups a month; the free API has no limit. */
  readonly limit: number;
}

export interface IpinfoStandIn extends Vendor {
  /** Addresses it looked up, in order; each counts one. */
  readonly lookedUp: readonly string[];
  /** What the account's owner changes. */
  change(account: Partial<IpinfoAccount>): void;
  /** Look-ups made elsewhere with the same token. */
  use(lookups: number): void;
  /** What it knows of an address, in the form of the account's API. */
  know(address: string, record: Json): void;
}

const REFUSED: VendorAnswer = { status: 403, body: { title: 'Unknown token', message: 'Please ensure you’ve entered your token correctly.' } };
const RETRY_AFTER_SECONDS = 2;
const LARGEST_BATCH = 1000;

/**
 * IPinfo on loopback, its rules written from its pages, not from the plugin: ipinfo.io/developers/lite-api, core-api, legacy,
 * batch-enrichment-api, and its OpenAPI document. Both of its hosts are this one, so the account's plan decides what a plain
 * address means.
 */
export async function startIpinfoStandIn(): Promise<IpinfoStandIn> {
  let account: IpinfoAccount = { token: 'right-token', plan: 'free', limit: 150_000 };
  let used = 0;
  const lookedUp: string[] = [];
  const known = new Map<string, Json>();

  const lookUp = (address: string): Json => {
    lookedUp.push(address);
    if (account.plan !== 'free') used += 1;
    if (!isPublicAddress(address)) return { ip: address, bogon: true };
    return { ip: address, ...(known.get(address) ?? unknownIn(account.plan)) };
  };
  const isOverLimit = (): boolean => account.plan !== 'free' && used >= account.limit;

  const handle = (request: VendorRequest): VendorAnswer => {
    const isAccount = request.path === '/me';
    if (tokenOf(request) !== account.token) return isAccount ? { status: 400, body: { error: 'Invalid API token' } } : REFUSED;
    if (isAccount) return { status: 200, body: { token: account.token, requests: { day: used, month: used, limit: account.limit, remaining: account.limit - used } } };
    const paths = pathsOf(request);
    if (typeof paths === 'string') return { status: 400, body: { title: 'Wrong input', message: paths } };
    if (!paths.every((path) => isIncluded(account.plan, path))) return REFUSED;
    if (isOverLimit()) return { status: 429, headers: { 'retry-after': String(RETRY_AFTER_SECONDS) }, body: { title: 'Rate limit exceeded', message: 'Upgrade to increase your usage limits.' } };
    const answers = paths.map((path) => [path.asked, lookUp(path.address)] as const);
    return { status: 200, body: request.method === 'POST' ? Object.fromEntries(answers) : answers[0]![1] };
  };

  const vendor = await startVendor(handle);
  return {
    ...vendor,
    lookedUp,
    change: (to) => (account = { ...account, ...to }),
    use: (lookups) => (used += lookups),
    know: (address, record) => known.set(address, record),
  };
}

interface Path {
  readonly api: 'lite' | 'lookup' | 'plain';
  readonly address: string;
  /** As it was written. */
  readonly asked: string;
}

const pathOf = (asked: string, fallback: Path['api']): Path => {
  const [, api, address] = /^(?:(lite|lookup)\/)?(.*)$/.exec(asked)!;
  return { api: (api as Path['api'] | undefined) ?? fallback, address: address!, asked };
};

/** What a request asks for; a sentence when it breaks a rule. */
function pathsOf({ method, path, headers, body }: VendorRequest): readonly Path[] | string {
  if (method === 'GET') return [pathOf(decodeURIComponent(path.slice(1)), 'plain')];
  if (method !== 'POST' || (path !== '/batch' && path !== '/batch/lite')) return 'There is no such endpoint.';
  if (!String(headers['content-type']).startsWith('application/json')) return 'A JSON array needs its content type.';
  const list: unknown = JSON.parse(body);
  if (!Array.isArray(list) || !list.every((one) => typeof one === 'string')) return 'A batch is an array of texts.';
  if (list.length === 0 || list.length > LARGEST_BATCH) return `A batch has up to ${LARGEST_BATCH} entries.`;
  return list.map((one: string) => pathOf(one, path === '/batch/lite' ? 'lite' : 'plain'));
}

/** `lookup` is for paid plans of today; a plain address is a look-up there, and the old form for older plans. */
const isIncluded = (plan: IpinfoPlan, { api }: Path): boolean => api === 'lite' || plan === 'core' || (plan === 'legacy' && api === 'plain');

function tokenOf({ headers, query }: VendorRequest): string | undefined {
  const [scheme, value = ''] = String(headers['authorization'] ?? '').split(' ');
  if (scheme === 'Bearer') return value;
  if (scheme === 'Basic') return Buffer.from(value, 'base64').toString().replace(/:$/, '');
  return query.get('token') ?? undefined;
}

const unknownIn = (plan: IpinfoPlan): Json =>
  ({
    free: { asn: 'AS64511', as_name: 'Nobody', as_domain: 'nobody.example', country_code: 'US', country: 'United States' },
    core: { geo: { country: 'United States', country_code: 'US' }, as: { asn: 'AS64511', name: 'Nobody', domain: 'nobody.example', type: 'isp' } },
    legacy: { country: 'US', org: 'AS64511 Nobody' },
  })[plan];

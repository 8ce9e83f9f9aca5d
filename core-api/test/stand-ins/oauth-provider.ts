import { createHash, randomBytes } from 'node:crypto';
import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

/** How the vendor has set up its OAuth. */
export interface ProviderPolicy {
  /** Of access tokens, in seconds; null: not said, and they last. */
  readonly expiresIn: number | null;
  /** Each refresh gives a new refresh token, and the old one may not come again. */
  readonly rotates: boolean;
  /** Fields beside the tokens, as Salesforce sends its `instance_url`. */
  readonly extra: Readonly<Record<string, string>>;
}

export interface OAuthProvider extends Vendor {
  readonly client: { readonly id: string; readonly secret: string };
  /** Why it refused, in order. */
  readonly refused: readonly string[];
  /** Refreshes it granted. */
  readonly refreshes: () => number;
  /** Every code and token it gave, an access token before its refresh token: what must not be seen anywhere else. */
  readonly given: readonly string[];
  set(policy: Partial<ProviderPolicy>): void;
  /** The person at its page says no from now on; or yes again. */
  decline(declines: boolean): void;
  isValid(accessToken: string): boolean;
  /** Access tokens die before their time, as when a password changes. */
  endAccessTokens(): void;
  /** The person takes back everything. */
  endGrants(): void;
}

interface Grant {
  isAlive: boolean;
  readonly scope: string;
}

interface Code {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scope: string;
  readonly expiresAt: number;
  grant?: Grant;
}

interface AccessToken {
  readonly grant: Grant;
  readonly expiresAt: number;
  isAlive: boolean;
}

const CODE_MS = 60_000;
const SCOPES = ['events.write', 'offline_access'];

/**
 * An OAuth 2.0 authorisation server on loopback, written from the RFCs and not from Warp: 6749 (authorisation code, refresh), 7636 (PKCE by
 * S256), 7009 (revocation), 9207 (`iss`), and of 9700 the exact redirect address, codes that end their tokens when they come a second
 * time, and refresh tokens that do so too. Whoever opens its page agrees at once.
 */
export async function startOAuthProvider(redirectUri: string): Promise<OAuthProvider> {
  const client = { id: 'warp-test-client', secret: 'the secret of the client' };
  const refused: string[] = [];
  const given: string[] = [];
  const codes = new Map<string, Code>();
  const accessTokens = new Map<string, AccessToken>();
  const refreshTokens = new Map<string, { readonly grant: Grant; isUsed: boolean }>();
  let policy: ProviderPolicy = { expiresIn: 3600, rotates: true, extra: {} };
  let declines = false;
  let refreshes = 0;

  const newToken = (): string => {
    const token = randomBytes(24).toString('base64url');
    given.push(token);
    return token;
  };
  const refuse = (error: string, why: string, status = 400): VendorAnswer => {
    refused.push(`${error}: ${why}`);
    return { status, headers: { 'cache-control': 'no-store' }, body: { error, error_description: `Refused: ${why}` } };
  };
  const endGrant = (grant: Grant): void => void (grant.isAlive = false);

  const authorize = ({ query }: VendorRequest): VendorAnswer => {
    // Nobody is sent to an address that is not the client's own (RFC 6749, 4.1.2.1).
    if (query.get('client_id') !== client.id) return refuse('invalid_client', 'unknown client');
    if (query.get('redirect_uri') !== redirectUri) return refuse('invalid_request', 'redirect_uri is not the registered one');
    const back = (answer: Readonly<Record<string, string>>): VendorAnswer => {
      const url = new URL(redirectUri);
      for (const [name, value] of Object.entries({ ...answer, state: query.get('state') ?? '', iss: vendor.url })) url.searchParams.set(name, value);
      return { status: 302, headers: { location: url.href } };
    };
    const fault = (error: string, why: string): VendorAnswer => {
      refuse(error, why);
      return back({ error, error_description: why });
    };
    if (query.get('response_type') !== 'code') return fault('unsupported_response_type', 'response_type');
    const challenge = query.get('code_challenge') ?? '';
    if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)) return fault('invalid_request', 'code_challenge');
    const scope = query.get('scope') ?? '';
    if (scope.split(' ').some((word) => !SCOPES.includes(word))) return fault('invalid_scope', 'scope');
    if (declines) return back({ error: 'access_denied', error_description: 'The person said <b>no</b>.' });
    const code = newToken();
    codes.set(code, { redirectUri, challenge, scope, expiresAt: Date.now() + CODE_MS });
    return back({ code });
  };

  const tokensFor = (grant: Grant, refreshToken?: string): VendorAnswer => {
    const accessToken = newToken();
    accessTokens.set(accessToken, { grant, isAlive: true, expiresAt: policy.expiresIn === null ? Infinity : Date.now() + policy.expiresIn * 1000 });
    const next = refreshToken === undefined || policy.rotates ? newToken() : undefined;
    if (next !== undefined) refreshTokens.set(next, { grant, isUsed: false });
    const body = {
      access_token: accessToken,
      token_type: 'Bearer',
      scope: grant.scope,
      ...(policy.expiresIn === null ? {} : { expires_in: policy.expiresIn }),
      ...(next === undefined ? {} : { refresh_token: next }),
      ...policy.extra,
    };
    return { status: 200, headers: { 'cache-control': 'no-store' }, body };
  };

  const byCode = (form: URLSearchParams): VendorAnswer => {
    const code = codes.get(form.get('code') ?? '');
    if (code === undefined || code.expiresAt < Date.now()) return refuse('invalid_grant', 'unknown or old code');
    if (code.grant !== undefined) {
      endGrant(code.grant);
      return refuse('invalid_grant', 'the code came a second time');
    }
    code.grant = { isAlive: true, scope: code.scope };
    const verifier = form.get('code_verifier') ?? '';
    if (form.get('redirect_uri') !== code.redirectUri) return refuse('invalid_grant', 'redirect_uri differs');
    if (createHash('sha256').update(verifier).digest('base64url') !== code.challenge) return refuse('invalid_grant', 'code_verifier does not fit');
    return tokensFor(code.grant);
  };

  const byRefresh = (form: URLSearchParams): VendorAnswer => {
    const token = form.get('refresh_token') ?? '';
    const known = refreshTokens.get(token);
    if (known === undefined || !known.grant.isAlive) return refuse('invalid_grant', 'unknown or ended refresh token');
    if (known.isUsed) {
      endGrant(known.grant);
      return refuse('invalid_grant', 'the refresh token came a second time');
    }
    known.isUsed = policy.rotates;
    refreshes += 1;
    return tokensFor(known.grant, token);
  };

  const revoke = (form: URLSearchParams): VendorAnswer => {
    const token = form.get('token') ?? '';
    const refresh = refreshTokens.get(token);
    const access = accessTokens.get(token);
    if (refresh !== undefined) endGrant(refresh.grant);
    if (access !== undefined) access.isAlive = false;
    return { status: 200 };
  };

  /** In the header or in the body, not in both (RFC 6749, 2.3). */
  const isAuthenticated = ({ headers }: VendorRequest, form: URLSearchParams): boolean => {
    const basic = /^Basic (.+)$/.exec(String(headers['authorization'] ?? ''))?.[1];
    const inBody = form.has('client_secret');
    if ((basic !== undefined) === inBody) return false;
    const [id, secret] = basic === undefined ? [form.get('client_id'), form.get('client_secret')] : Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
    return id === client.id && secret === client.secret;
  };

  const handle = (request: VendorRequest): VendorAnswer => {
    if (request.method === 'GET' && request.path === '/authorize') return authorize(request);
    if (request.method !== 'POST' || !['/token', '/revoke'].includes(request.path)) return { status: 404 };
    if (!String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded')) return refuse('invalid_request', 'content-type');
    const form = new URLSearchParams(request.body);
    if ([...form.keys()].some((name, index, all) => all.indexOf(name) !== index)) return refuse('invalid_request', 'a parameter came twice');
    if (!isAuthenticated(request, form)) return refuse('invalid_client', 'client authentication', 401);
    if (request.path === '/revoke') return revoke(form);
    const grants: Readonly<Record<string, typeof byCode>> = { authorization_code: byCode, refresh_token: byRefresh };
    return grants[form.get('grant_type') ?? '']?.(form) ?? refuse('unsupported_grant_type', 'grant_type');
  };

  const vendor = await startVendor(handle);
  return {
    ...vendor,
    client,
    refused,
    given,
    refreshes: () => refreshes,
    set: (changes) => (policy = { ...policy, ...changes }),
    decline: (to) => (declines = to),
    isValid: (token) => {
      const known = accessTokens.get(token);
      return known !== undefined && known.isAlive && known.grant.isAlive && known.expiresAt > Date.now();
    },
    endAccessTokens: () => accessTokens.forEach((token) => (token.isAlive = false)),
    endGrants: () => refreshTokens.forEach(({ grant }) => endGrant(grant)),
  };
}

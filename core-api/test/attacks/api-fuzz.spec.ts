import { Agent, request as send } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import { hashPassword } from '../../src/identity/passwords.js';
import { apiDocument } from '../../src/openapi/api-document.js';
import { ADMIN_PASSWORD, ConnectedSite } from '../api/connected-site.js';
import { startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { type FuzzRequest, type Known, requestsOf, routesOf } from './fuzz/requests.js';

/** At least; spread over all routes. */
const REQUESTS = 6_000;
const AT_ONCE = 24;
/** Another seed asks other questions: `WARP_FUZZ_SEED=7 npm test -- api-fuzz`. */
const SEED = Number(process.env['WARP_FUZZ_SEED'] ?? 20261128);

interface Answer {
  readonly asked: FuzzRequest;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

let warp: TestWarp;
let document: OpenAPIObject;
let tokens: Readonly<Record<string, string | undefined>>;
let known: Known;
let answers: readonly Answer[];

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD, WARP_DEMO: 'true' });
  document = apiDocument(warp.warp.app);
  await populate();
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const routes = routesOf(document);
  const each = Math.ceil(REQUESTS / routes.length);
  const requests = routes.flatMap((route, n) => fc.sample(requestsOf(route, document, whoFor(route.path), known), { numRuns: each, seed: SEED + n }));
  answers = await inTurn(shuffled(requests), (asked) => ask(agent, asked));
  agent.destroy();
}, 600_000);
afterAll(() => warp.stop());

/** Two agencies, sites with destinations and events, people of each role; what the fuzz is logged in as is named nowhere. */
async function populate(): Promise<void> {
  const connected = await ConnectedSite.of(warp);
  const sites: TestSite[] = [];
  for (let n = 0; n < 15; n++) sites.push(await warp.site({ domain: `shop-${n}.example` }));
  const person = async (email: string, role: string, agencyId: string | null): Promise<string> => {
    const [row] = await warp.database.query<{ id: string }>('insert into users (agency_id, email, name, role, password_hash) values ($1, $2, $2, $3, $4) returning id', [agencyId, email, role, await hashPassword(ADMIN_PASSWORD)]);
    return row!.id;
  };
  const client = await person('client@example.org', 'client_user', sites[0]!.agencyId);
  await warp.database.query('insert into user_sites (user_id, site_id) values ($1, $2)', [client, sites[0]!.id]);
  await person('second-client@example.org', 'client_user', sites[0]!.agencyId);
  await person('second-admin@example.org', 'super_admin', null);
  const disposable = await Promise.all(Array.from({ length: 8 }, (_, n) => person(`person-${n}@example.org`, 'agency_manager', sites[1]!.agencyId)));
  const destinations = [await connected.addWebhook('http://127.0.0.1:9/'), await connected.addWebhook('http://127.0.0.1:9/')];
  await connected.send([
    { event_type: 'page_view', event_id: 'seen-1', visitor_id: 'v', session_id: 's', page_url: 'https://shop.example/' },
    { event_type: 'purchase', event_id: 'seen-2', visitor_id: 'v', session_id: 's', event_data: { transaction_id: 'T1', value: 5, currency: 'EUR' } },
  ]);
  tokens = {
    anonymous: undefined,
    super_admin: await logIn(EMAILS['super_admin']!),
    client: await logIn(EMAILS['client']!),
    super_admin_on_auth: await logIn(EMAILS['super_admin_on_auth']!),
    client_on_auth: await logIn(EMAILS['client_on_auth']!),
    wordpress: connected.token,
  };
  const siteIds = sites.map(({ id }) => id);
  const ids: Readonly<Record<string, readonly string[]>> = {
    sites: siteIds,
    users: disposable,
    agencies: sites.slice(5).map(({ agencyId }) => agencyId),
    destinations,
  };
  known = {
    idsFor: (name, path) => {
      if (name === 'script_id') return sites.map(({ scriptId }) => scriptId);
      if (/event_id/.test(name)) return ['seen-1', 'seen-2'];
      if (/destination/.test(name) || (name === 'id' && /destinations\/\{id\}/.test(path))) return destinations;
      if (/site/.test(name)) return path.startsWith('/api/sites/{') ? [connected.site.id, ...siteIds.slice(0, 3)] : siteIds;
      if (/agency/.test(name)) return ids['agencies']!;
      if (/user/.test(name)) return disposable;
      if (name !== 'id') return [];
      return Object.entries(ids).find(([kind]) => path.includes(`/${kind}/{id}`))?.[1] ?? siteIds;
    },
  };
}

async function logIn(email: string): Promise<string> {
  const answer = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password: ADMIN_PASSWORD }) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const EMAILS: Readonly<Record<string, string>> = {
  super_admin: 'admin@warp.local',
  client: 'client@example.org',
  super_admin_on_auth: 'second-admin@example.org',
  client_on_auth: 'second-client@example.org',
};

/** Where people end their own log-ins they are others, so that the rest of the fuzz goes on logged in. */
const ownNameOf = ({ who, route }: FuzzRequest): string => (route.path.startsWith('/api/auth/') && `${who}_on_auth` in EMAILS ? `${who}_on_auth` : who);

const logIns = new Map<string, Promise<void>>();

function logInAgain(who: string): Promise<void> {
  const going =
    logIns.get(who) ??
    logIn(EMAILS[who]!).then((token) => {
      tokens = { ...tokens, [who]: token };
      logIns.delete(who);
    });
  logIns.set(who, going);
  return going;
}

/** Mostly such as have a right to the route, so that what is behind the guard is asked too. */
const whoFor = (path: string): readonly (readonly [string, number])[] =>
  path === '/api/site' || path.startsWith('/api/site/')
    ? [['wordpress', 6], ['super_admin', 1], ['client', 1], ['anonymous', 1]]
    : [['super_admin', 6], ['client', 2], ['anonymous', 2], ['wordpress', 1]];

/** By node:http, which leaves the address as it is. */
function ask(agent: Agent, asked: FuzzRequest): Promise<Answer> {
  const who = ownNameOf(asked);
  const token = tokens[who];
  const { hostname, port } = new URL(warp.url);
  const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...asked.headers, ...(asked.body === undefined ? {} : { 'content-length': String(asked.body.length) }) };
  return new Promise((resolve, reject) => {
    const going = send({ agent, hostname, port, method: asked.route.method, path: asked.url, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const answer = { asked, status: response.statusCode ?? 0, headers: response.headers, text };
        // Whoever logs themselves out on the way goes on as somebody who logged in again.
        if (answer.status === 401 && who in EMAILS && tokens[who] === token) logInAgain(who).then(() => resolve(answer), reject);
        else resolve(answer);
      });
      response.on('error', reject);
    });
    going.on('error', (error: NodeJS.ErrnoException) =>
      // A refused body closes the connection, and the next request on it is sent again by any client.
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(ask(agent, asked)) : reject(error),
    );
    going.end(asked.body);
  });
}

async function inTurn<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  const left = items.values();
  const one = async (): Promise<void> => {
    for (const item of left) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return results;
}

/** All routes side by side; DELETE of something comes neither first nor last. */
const shuffled = <T>(items: readonly T[]): readonly T[] => fc.sample(fc.shuffledSubarray([...items], { minLength: items.length }), { numRuns: 1, seed: SEED })[0]!;

/** As a person can try it again. */
const shown = ({ asked: { route, who, url, headers, body }, status, text }: Answer): string =>
  `${status} ${route.method} ${route.path} as ${who}: ${url.slice(0, 300)} ${JSON.stringify(headers).slice(0, 200)} ${(body ?? '').toString().slice(0, 400)}\n  -> ${text.slice(0, 300)}`;

const some = (wrong: readonly Answer[]): readonly string[] => {
  const ofEachRoute = [...Map.groupBy(wrong, ({ asked }) => `${asked.route.method} ${asked.route.path}`).values()];
  return ofEachRoute.flatMap((same) => same.slice(0, 2)).slice(0, 40).map(shown);
};

const isProblem = ({ headers }: Answer): boolean => String(headers['content-type']).startsWith('application/problem+json');

const isNamed = (errors: readonly { field: string; rule: string; message: string }[] = []): boolean =>
  errors.length > 0 && errors.every(({ field, rule, message }) => field !== '' && field !== '(unknown)' && rule !== '' && message !== '');

/** The page a person sees whom a vendor sent back. */
const isPage = ({ asked: { route } }: Answer): boolean => route.path === '/api/oauth/callback';

const json = ({ text }: Answer): { code?: string; status?: number; detail?: string; errors?: { field: string; rule: string; message: string }[] } => {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
};

describe('every route of the API’s document, asked anything by anybody', () => {
  it('was asked often enough, and often got past the checks', () => {
    expect(answers.length).toBeGreaterThanOrEqual(5_000);
    expect(answers.filter(({ status }) => status < 300).length).toBeGreaterThan(1_000);
  });

  it('never answers 5xx', () => {
    expect(some(answers.filter(({ status }) => status >= 500))).toEqual([]);
  });

  it('answers every error as problem+json with a code', () => {
    const wrong = answers.filter((answer) => answer.status >= 400 && !isPage(answer) && !(isProblem(answer) && json(answer).status === answer.status && /^[a-z][a-z0-9_]+$/.test(json(answer).code ?? '')));
    expect(some(wrong)).toEqual([]);
  });

  it('names field and rule of a request that it does not understand', () => {
    const wrong = answers.filter((answer) => json(answer).code === 'invalid_request' && !isNamed(json(answer).errors));
    expect(some(wrong)).toEqual([]);
  });

  it('lets nothing of it be kept by a cache', () => {
    const wrong = answers.filter(({ status, asked, headers }) => (status >= 400 || asked.who !== 'anonymous') && headers['cache-control'] !== 'no-store');
    expect(some(wrong)).toEqual([]);
  });
});

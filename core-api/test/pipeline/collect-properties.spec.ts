import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TRACK_ERRORS } from '@warp/contracts';
import fc from 'fast-check';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';

const RUNS = 400;

/** The statuses of the wire contract; a 503 would say that log and spool are both away, and they are not. */
const STATUSES = [202, 400, 401, 403, 413, 415, 429];

let warp: TestWarp;
let site: TestSite;

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect', WARP_IP_EVENTS_PER_MINUTE: '0' });
  site = await warp.site();
});
afterAll(() => warp.stop());

/** Bytes as they are: fetch would mend some of what must arrive broken. */
function post(body: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${warp.url}/api/track`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': body.length, ...headers } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

async function expectContract(body: Buffer, headers?: Readonly<Record<string, string>>): Promise<void> {
  const answer = await post(body, headers);
  expect(STATUSES).toContain(answer.status);
  const json = JSON.parse(answer.body) as { accepted?: number; rejected?: { index: number; code: string }[]; code?: string; status?: number };
  if (answer.status === 202) {
    expect(json.accepted).toBeGreaterThanOrEqual(0);
    for (const { code } of json.rejected ?? []) expect(Object.keys(TRACK_ERRORS)).toContain(code);
  } else {
    expect(json.status).toBe(answer.status);
    expect(Object.keys(TRACK_ERRORS)).toContain(json.code);
  }
}

const text = (value: unknown): Buffer => Buffer.from(JSON.stringify(value) ?? 'null');

/** An event with right and wrong values in the fields of the schema. */
const event = fc.record(
  {
    event_type: fc.oneof(fc.constantFrom('page_view', 'purchase', 'a.b-c'), fc.string(), fc.jsonValue()),
    event_id: fc.oneof(fc.uuid(), fc.string(), fc.jsonValue()),
    timestamp: fc.oneof(fc.date({ noInvalidDate: true }).map((date) => date.toISOString()), fc.integer(), fc.double(), fc.string()),
    page_url: fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string({ unit: 'binary' }), fc.jsonValue()),
    referrer: fc.oneof(fc.webUrl(), fc.string({ unit: 'binary' })),
    visitor_id: fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.jsonValue()),
    session_id: fc.oneof(fc.string(), fc.jsonValue()),
    consent: fc.oneof(fc.record({ analytics: fc.boolean(), marketing: fc.boolean() }), fc.jsonValue()),
    ids: fc.oneof(fc.dictionary(fc.constantFrom('fbp', 'fbc', 'gclid', 'ga_client_id', 'x'), fc.string()), fc.jsonValue()),
    user: fc.oneof(fc.dictionary(fc.constantFrom('email', 'phone', 'first_name', '__proto__'), fc.string()), fc.jsonValue()),
    event_data: fc.oneof(fc.record({ value: fc.double(), currency: fc.string(), items: fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 3 }) }), fc.jsonValue()),
    client: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ids of every form that is read, a different one for each number; the last are none, and the server makes one. */
const EVENT_IDS: readonly ((n: number) => unknown)[] = [
  (n) => `e${n}`,
  (n) => n + 1,
  (n) => ` s${n} `,
  (n) => `${'long-'.repeat(40)}${n}`,
  (n) => `\u0000z${n}\ud800`,
  () => null,
  () => ({}),
  () => '',
];

describe('POST /api/track', () => {
  it('answers any bytes by the contract', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), (bytes) => expectContract(Buffer.from(bytes))),
      { numRuns: RUNS },
    ));

  it('answers any JSON by the contract', () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), (value) => expectContract(text(value))),
      { numRuns: RUNS },
    ));

  it('answers any event of a known site by the contract', () =>
    fc.assert(
      fc.asyncProperty(event, fc.oneof(fc.constant(undefined), fc.integer(), fc.string()), (one, sent_at) => expectContract(text({ script_id: site.scriptId, sent_at, ...one }))),
      { numRuns: RUNS },
    ));

  it('answers any batch of a known site by the contract', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(event, fc.jsonValue()), { maxLength: 120 }), event, (events, shared) =>
        expectContract(text({ script_id: site.scriptId, ...shared, events })),
      ),
      { numRuns: 100 },
    ));

  it('answers any headers by the contract', () => {
    const value = fc.string({ unit: 'grapheme-ascii', maxLength: 200 });
    const headers = fc.dictionary(
      fc.constantFrom('authorization', 'origin', 'x-warp-signature', 'x-warp-timestamp', 'x-warp-client-ip', 'x-forwarded-for', 'user-agent', 'sec-ch-ua', 'dnt', 'content-type'),
      value,
    );
    return fc.assert(
      fc.asyncProperty(headers, (given) => expectContract(text({ script_id: site.scriptId, event_type: 'page_view' }), given)),
      { numRuns: RUNS },
    );
  });

  /*
   * What the answers say, held against what is stored: accepted = stored + dropped + set aside, and every rejected event is counted.
   * Event ids are different here; the same one would count once.
   */
  it('accounts for every event to the last one', async () => {
    const whole = await startTestWarp({ WARP_ROLES: 'collect,process', WARP_IP_EVENTS_PER_MINUTE: '0', WARP_SITE_EVENTS_PER_MINUTE: '0' });
    try {
      const own = await whole.site({ config: { disabled_events: ['a.b-c'] } });
      const said = { accepted: 0, dropped: 0, rejected: 0 };
      let sent = 0;
      const oneOf = fc.oneof({ weight: 9, arbitrary: event }, fc.jsonValue());
      await fc.assert(
        fc.asyncProperty(fc.array(oneOf, { minLength: 1, maxLength: 20 }), fc.oneof(fc.constant(undefined), fc.integer(), fc.string()), async (events, sent_at) => {
          const numbered = events.map((one) => (isRecord(one) && 'event_id' in one ? { ...one, event_id: EVENT_IDS[sent % EVENT_IDS.length]!(sent++) } : one));
          const answer = await whole.track({ script_id: own.scriptId, sent_at, events: numbered });
          const body = (await answer.json()) as { accepted: number; rejected?: unknown[] };
          expect([202, 400]).toContain(answer.status);
          said.accepted += body.accepted;
          said.dropped += Number(answer.headers.get('x-warp-dropped') ?? 0);
          said.rejected += body.rejected?.length ?? 0;
          expect(body.accepted + Number(answer.headers.get('x-warp-dropped') ?? 0) + (body.rejected?.length ?? 0)).toBe(numbered.length);
        }),
        { numRuns: RUNS },
      );
      const count = async (sql: string): Promise<number> => (await whole.database.query<{ n: number }>(`select ${sql} as n`))[0]!.n;
      const found = () =>
        Promise.all([
          count('(select count(*)::int from events)'),
          count('(select coalesce(sum(events), 0)::int from drops)'),
          count('(select coalesce(sum(events), 0)::int from failed_event_counts)'),
          count('(select count(*)::int from quarantine)'),
        ]);
      const expected = [said.accepted, said.dropped, said.rejected, 0];
      await eventually(found, (numbers) => numbers.reduce((sum, n) => sum + n, 0) >= said.accepted + said.dropped + said.rejected);
      expect(await found()).toEqual(expected);
      expect(Math.min(said.accepted, said.dropped, said.rejected)).toBeGreaterThan(0);
      expect(await count("(select count(*)::int from data_quality where rule <> '')")).toBeGreaterThan(10);
    } finally {
      await whole.stop();
    }
  });

  it.each([
    ['nested 200,000 deep', Buffer.from(`{"script_id":"S","event_type":"x","event_data":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)],
    ['nested deep, with an escape that must be mended', Buffer.from(`{"a":"\\u0000","event_data":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`)],
    ['one key a hundred thousand times', Buffer.from(`{${'"a":1,'.repeat(100_000)}"b":1}`)],
    ['with event_data nested deep', Buffer.from(`{"event_type":"x","event_data":${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}}`)],
    ['just below the limit', text({ event_type: 'x', event_data: { text: 'x'.repeat(1_000_000) } })],
    ['above the limit', text({ event_type: 'x', event_data: { text: 'x'.repeat(1_100_000) } })],
    ['empty', Buffer.alloc(0)],
  ])('answers a body %s by the contract', async (_, body) => {
    await expectContract(body);
    await expectContract(Buffer.from(body.toString().replace('{', `{"script_id":"${site.scriptId}",`).replace('"script_id":"S",', '')));
  });
});

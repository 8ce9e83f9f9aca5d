import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SealStored } from '../../src/pipeline/seal-stored.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { ADMIN_PASSWORD, ConnectedSite } from '../api/connected-site.js';

let warp: TestWarp;
let shop: ConnectedSite;
let site: TestSite;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD });
  shop = await ConnectedSite.of(warp);
  ({ site } = shop);
  // As the version before left them: plain hashes, and entries as a JSON string in the clear.
  await warp.database.query(
    `insert into events (site_id, event_id, event_type, visitor_id, session_id, consent, source, user_hashes, "timestamp")
     select $1, 'old-' || n, 'a', 'v' || n, 's' || n, '{}', '{}', jsonb_build_object('email', encode(sha256(convert_to('p' || n || '@example.com', 'UTF8')), 'hex')), now()
     from generate_series(1, 2500) as n`,
    [site.id],
  );
  const entry = { kind: 'event', site: site.id, receivedAt: 1, at: Date.now(), via: 'script', ip: '81.2.69.142', ua: null, event: { event_type: 'a', event_id: 'q', user_id: '42', user: { email: 'ada@example.com' } } };
  for (const kept of [JSON.stringify(entry), '{not json of ada@example.com'])
    await warp.database.query('insert into quarantine (site_id, entry, reason, attempts) values ($1, $2, $3, 3)', [site.id, JSON.stringify(kept), 'x']);
});
afterAll(() => warp.stop());

describe('what the version before stored in the clear', () => {
  it('is found by the hash a site knows before it is rewritten', async () => {
    const { json } = await shop.ask('GET', `/people?email_hash=${sha256('p7@example.com')}`);
    expect((json['events'] as { event_id: string }[]).map(({ event_id }) => event_id)).toEqual(['old-7']);
  });

  it('is rewritten: the HMAC of the old hash, the entry sealed and found by its person', async () => {
    expect(await warp.warp.app.get(SealStored, { strict: false }).rewrite()).toBe(2_502);
    const [secret] = await warp.database.query<{ sealed: Buffer }>("select sealed from installation_secrets where name = 'site-hashes'");
    const key = createHmac('sha256', warp.keyRing.open(secret!.sealed, 'site-hashes')).update(site.id).digest();
    const rows = await warp.database.query<{ event_id: string; email: string; keyed: boolean }>("select event_id, user_hashes->>'email' as email, user_hashes_keyed as keyed from events where site_id = $1", [site.id]);
    for (const { event_id, email, keyed } of rows)
      expect({ email, keyed }).toEqual({ email: createHmac('sha256', key).update(sha256(`${event_id.replace('old-', 'p')}@example.com`)).digest('hex'), keyed: true });
    const kept = await warp.database.query<Record<string, unknown>>('select * from quarantine order by id');
    expect(kept).toMatchObject([{ entry: null, event_id: 'q', user_id: '42', email_hash: createHmac('sha256', key).update(sha256('ada@example.com')).digest('hex') }, { entry: null, event_id: null }]);
    expect(JSON.stringify(kept)).not.toMatch(/ada@|81\.2\.69/);
  });

  it('is found and erased by the same hash afterwards; a second round finds nothing to do', async () => {
    expect(await warp.warp.app.get(SealStored, { strict: false }).rewrite()).toBe(0);
    const { json } = await shop.ask('GET', `/people?email_hash=${sha256('p7@example.com')}`);
    expect((json['events'] as { event_id: string }[]).map(({ event_id }) => event_id)).toEqual(['old-7']);
    expect((await shop.ask('DELETE', '/people', { email_hash: sha256('ada@example.com') })).status).toBe(200);
    await eventually(() => warp.database.query('select 1 from quarantine'), (rows) => rows.length === 1);
  });
});

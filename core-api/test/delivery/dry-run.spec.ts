import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { startHook, type Hook } from '../stand-ins/hook.js';

const ADMIN = { email: 'admin@warp.local', password: 'a dry run of events' };
const SECRET = 'a secret of the receiver';

let warp: TestWarp;
let site: TestSite;
let hook: Hook;
let token: string;
let destination: string;

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN.password });
  site = await warp.site();
  hook = await startHook();
  const login = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ADMIN) });
  token = ((await login.json()) as { access_token: string }).access_token;
  const made = await call('', { plugin: 'webhook', settings: { url: `${hook.url}/hook`, secret: SECRET }, events: { mode: 'selected', selected: ['purchase'] } });
  destination = String(made.json['id']);
  const order = (n: number) => ({ event_id: `order-${n}`, event_type: 'purchase', visitor_id: 'v', user: { email: 'jo@example.org' }, event_data: { value: n * 10, currency: 'EUR', transaction_id: `T${n}` } });
  await warp.track({ script_id: site.scriptId, events: [order(1), order(2), { event_id: 'view', event_type: 'page_view', visitor_id: 'v' }] });
  await eventually(() => warp.database.query('select 1 from events'), (rows) => rows.length === 3);
});
afterAll(async () => {
  await hook.stop();
  await warp.stop();
});

async function call(path: string, body: object, method = 'POST'): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await fetch(`${warp.url}/api/sites/${site.id}/destinations${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

describe('a preview', () => {
  it('shows the exact request of a stored event, without secrets, personal data, or anything being sent', async () => {
    const before = hook.requests.length;
    const { json } = await call(`/${destination}/preview`, { event_id: 'order-2' });
    expect(json).toMatchObject({ event_id: 'order-2', event_type: 'purchase', gives: { is: 'request', request: { method: 'POST', url: `${hook.url}/hook` } } });
    const { request } = json['gives'] as { request: { body: string } };
    expect(JSON.parse(request.body)).toMatchObject({ events: [{ event_id: 'order-2', event_data: { value: 20, currency: 'EUR', transaction_id: 'T2' } }] });
    expect(JSON.stringify(json)).not.toContain(SECRET);
    expect(JSON.stringify(json)).not.toContain('jo@example.org');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(hook.requests.slice(before).filter(({ body }) => body.includes('<secret>'))).toEqual([]);
  });

  it('says why an event is left out', async () => {
    expect((await call(`/${destination}/preview`, { event_id: 'view' })).json).toMatchObject({ gives: { is: 'skip', code: 'event_not_selected' } });
  });

  it('shows what proposed rules would do', async () => {
    const rules = [{ event: 'purchase', rename: 'order', set: [{ parameter: 'amount', from: 'event_data.value' }], remove: ['value'] }];
    const { json } = await call(`/${destination}/preview`, { event_id: 'order-1', events: { mode: 'all', rules } });
    const { request } = json['gives'] as { request: { body: string } };
    expect(JSON.parse(request.body)).toMatchObject({ events: [{ event_type: 'order', event_data: { amount: 10, currency: 'EUR' } }] });
  });

  it('refuses what is no rule, and names the field', async () => {
    const wrong = await call(`/${destination}/preview`, { events: { mode: 'all', rules: [{ event: 'purchase', when: [{ field: 'user.email', test: 'exists' }] }] } });
    expect(wrong.status).toBe(400);
    expect(JSON.stringify(wrong.json)).toContain('rules.0.when.0.field');
    expect((await call(`/${destination}/preview`, { event_id: 'nobody' })).status).toBe(404);
  });
});

describe('a shadow run', () => {
  it('compares a proposal with what is saved', async () => {
    const { json } = await call(`/${destination}/shadow`, { events: { mode: 'all', rules: [{ event: 'purchase', when: [{ field: 'event_data.value', test: 'less', value: 15 }], send: false }] } });
    expect(json).toMatchObject({
      events: 3,
      same: 1,
      changed: 2,
      left_out: { before: { event_not_selected: 1 }, after: { left_out_by_rule: 1 } },
      sentences: { event_not_selected: 'This destination is not set to receive this event.', left_out_by_rule: 'A rule of this destination leaves it out.' },
    });
    const differences = json['differences'] as { event_id: string; before: { is: string }; after: { is: string } }[];
    expect(Object.fromEntries(differences.map(({ event_id, before, after }) => [event_id, `${before.is} → ${after.is}`]))).toEqual({
      view: 'skip → request',
      'order-1': 'request → skip',
    });
  });
});

describe('saved rules', () => {
  it('are what the destination gets from then on', async () => {
    const rules = [{ event: 'purchase', rename: 'order' }];
    const saved = await call(`/${destination}`, { events: { mode: 'selected', selected: ['purchase'], rules } }, 'PUT');
    expect(saved.json).toMatchObject({ events: { rules } });
    await warp.track({ script_id: site.scriptId, event_id: 'order-3', event_type: 'purchase', visitor_id: 'v', event_data: { value: 30, currency: 'EUR', transaction_id: 'T3' } });
    await eventually(() => Promise.resolve(hook.accepted), (accepted) => accepted.includes('order-3'));
    expect(hook.requests.some(({ body }) => body.includes('"event_type":"order"'))).toBe(true);
  });
});

describe('the differences a shadow run shows', () => {
  it('are of every kind: what is rare is not lost behind what is frequent', async () => {
    const views = Array.from({ length: 30 }, (_, n) => ({ event_id: `view-${n}`, event_type: 'page_view', visitor_id: 'v' }));
    await warp.track({ script_id: site.scriptId, events: views });
    await eventually(() => warp.database.query('select 1 from events'), (rows) => rows.length === 34);
    const { json } = await call(`/${destination}/shadow`, { events: { mode: 'all', rules: [{ event: '*', set: [{ parameter: 'tier', value: 'gold' }] }] } });
    const differences = json['differences'] as { event_type: string }[];
    expect(differences).toHaveLength(20);
    expect(differences.slice(0, 2).map(({ event_type }) => event_type).sort()).toEqual(['page_view', 'purchase']);
    expect(differences.filter(({ event_type }) => event_type === 'purchase')).toHaveLength(3);
  });
});

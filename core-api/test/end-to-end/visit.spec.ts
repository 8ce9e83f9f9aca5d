import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { describeWith, programFor } from '../setup/capabilities.js';
import { BROWSER, eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { startGa4StandIn, type Ga4StandIn } from '../../../plugins/destinations/ga4/test/stand-in.js';

const PASSWORD = 'a long enough password';
const EMAIL = 'admin@warp.local';

/** From the click to the dashboard. */

describeWith(['chromium'], 'a visit to the demonstration shop', () => {
  let warp: TestWarp;
  let google: Ga4StandIn;
  let browser: Browser;
  let dashboard: Page;
  let shop: Page;
  let siteId: string;

  beforeAll(async () => {
    warp = await startTestWarp({ WARP_DEMO: 'true', WARP_ADMIN_EMAIL: EMAIL, WARP_ADMIN_PASSWORD: PASSWORD });
    google = await startGa4StandIn('google-secret', 'G-TEST12345');
    const [site] = await warp.database.query<{ id: string }>('select id from sites');
    siteId = site!.id;
    browser = await chromium.launch({
      executablePath: programFor('chromium')!,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // A headless browser names itself as one and would rightly be taken for a robot.
        `--user-agent=${BROWSER['user-agent']}`,
      ],
    });
    dashboard = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    const visitor = await browser.newContext();
    // Google's own cookies, as its tag would have set them.
    await visitor.addCookies([
      { name: '_ga', value: 'GA1.1.1234567890.1700000000', url: warp.url },
      { name: '_ga_TEST12345', value: 'GS2.1.s1763898600$o1$g1$t1763898700$j60$l0$h0', url: warp.url },
    ]);
    shop = await visitor.newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await google?.stop();
    await warp?.stop();
  });

  it('can be prepared on the dashboard: log in, and connect GA4 through the form its plugin declares', async () => {
    await dashboard.goto(warp.url);
    await dashboard.getByLabel('E-mail').fill(EMAIL);
    await dashboard.getByLabel('Password').fill('wrong password');
    await dashboard.getByRole('button', { name: 'Log in' }).click();
    await dashboard.getByRole('alert').waitFor();
    await dashboard.getByLabel('Password').fill(PASSWORD);
    await dashboard.getByRole('button', { name: 'Log in' }).click();
    await dashboard.getByRole('heading', { name: 'Overview' }).waitFor();

    await dashboard.getByRole('link', { name: 'Sites' }).click();
    await dashboard.getByRole('link', { name: 'Harbour Goods' }).click();
    await dashboard.getByRole('button', { name: 'Add destination' }).click();
    await dashboard.getByLabel('Measurement ID').fill('nonsense');
    await dashboard.getByLabel('API secret').fill('google-secret');
    await dashboard.getByLabel('Server').fill(google.url);
    await dashboard.getByRole('button', { name: 'Save' }).click();
    await dashboard.getByText('A Measurement ID looks like G-ABC123DEF4').waitFor();
    await dashboard.getByLabel('Measurement ID').fill('G-TEST12345');
    await dashboard.getByRole('button', { name: 'Save' }).click();
    await dashboard.getByText('Healthy').first().waitFor();
    await dashboard.getByRole('button', { name: 'Test' }).click();
    await dashboard.getByText('✓ The platform accepts it.').waitFor();
  });

  it('appears on the dashboard by itself, while the page stays open', async () => {
    await dashboard.getByRole('link', { name: 'Overview' }).click();
    await dashboard.getByTitle('Connected').waitFor();
    await shop.goto(`${warp.url}/demo?utm_source=news&utm_medium=email&utm_campaign=may`);
    await dashboard.locator('.feed li', { hasText: 'Page view' }).first().waitFor();
    await shop.getByText('Harbour Mug').click();
    await shop.waitForURL('**/harbour-mug');
    await shop.getByRole('button', { name: 'Add to cart' }).click();
    await dashboard.locator('.feed li', { hasText: 'Add to cart' }).first().waitFor();
  });

  it('is stored as one session with the right entry and exit page, and everything in order', async () => {
    await shop.getByRole('link', { name: 'Cart' }).click();
    await shop.getByRole('link', { name: 'Check out' }).click();
    await shop.getByRole('button', { name: 'Buy now' }).click();
    await shop.waitForURL('**/demo/thanks');
    const types = await eventually(
      () => warp.database.query<{ event_type: string }>('select event_type from events where site_id = $1 order by "timestamp", id', [siteId]),
      (rows) => rows.some(({ event_type }) => event_type === 'purchase'),
    );
    const counted = Map.groupBy(types, ({ event_type }) => event_type);
    expect(Object.fromEntries([...counted].map(([type, rows]) => [type, rows.length]))).toMatchObject({
      page_view: 5,
      view_item_list: 1,
      view_item: 1,
      add_to_cart: 1,
      view_cart: 1,
      begin_checkout: 1,
      purchase: 1,
    });
    const sessions = await warp.database.query('select * from sessions where site_id = $1', [siteId]);
    expect(sessions).toHaveLength(1);
    expect(sessions[0]).toMatchObject({
      entry_page: '/demo',
      exit_page: '/demo/thanks',
      page_views: 5,
      conversions: 1,
      revenue: '18.00',
      channel: 'email',
      source: 'news',
      campaign: 'may',
      browser: 'Chrome',
      is_bot: false,
    });
  });

  it('keeps the buyer’s e-mail address as a keyed hash only', async () => {
    const [purchase] = await warp.database.query("select * from events where site_id = $1 and event_type = 'purchase'", [siteId]);
    expect(purchase!['user_hashes']).toMatchObject({ email: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.stringify(purchase)).not.toContain('ada@example.com');
    // printf 'ada@example.com' | sha256sum: whoever knows an address must not be able to tell that it is this one.
    expect(JSON.stringify(purchase)).not.toContain('b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72');
  });

  it('shows in rollups that equal a plain count over the events', async () => {
    const [rollup] = await warp.database.query(
      `select sum(events)::int as events, sum(page_views)::int as page_views, sum(sessions)::int as sessions, sum(conversions)::int as conversions,
         sum(transactions)::int as transactions, sum(revenue)::float as revenue
       from rollups where site_id = $1 and dimension = 'total' and grain = 'hour'`,
      [siteId],
    );
    const [plain] = await warp.database.query(
      `select count(*)::int as events, count(*) filter (where event_type = 'page_view')::int as page_views, count(distinct session_id)::int as sessions,
         count(*) filter (where event_type = 'purchase')::int as conversions, count(*) filter (where event_type = 'purchase')::int as transactions,
         sum((event_data->>'value')::float) filter (where event_type = 'purchase') as revenue
       from events where site_id = $1`,
      [siteId],
    );
    expect(rollup).toEqual(plain);
    const pages = await warp.database.query(
      `select value, sum(page_views)::int as views from rollups where site_id = $1 and dimension = 'page' and grain = 'day' group by value order by value`,
      [siteId],
    );
    const plainPages = await warp.database.query(
      `select regexp_replace(regexp_replace(page_url, '^https?://[^/]+', ''), '[?#].*$', '') as value,
         count(*) filter (where event_type = 'page_view')::int as views
       from events where site_id = $1 group by 1 order by 1`,
      [siteId],
    );
    expect(pages).toEqual(plainPages);
  });

  it('reaches Google with the visitor’s own client and session, and what Google would ignore is not sent', async () => {
    const purchase = await eventually(
      async () => google.received.find(({ name }) => name === 'purchase'),
      (event) => event !== undefined,
      15_000,
    );
    expect(purchase).toMatchObject({
      clientId: '1234567890.1700000000',
      params: { session_id: '1763898600', currency: 'EUR', value: 18, items: [{ item_id: 'harbour-mug', item_name: 'Harbour Mug', price: 18, quantity: 1 }] },
    });
    expect(purchase!.params['engagement_time_msec']).toBeGreaterThan(0);
    expect(purchase!.params['transaction_id']).toMatch(/^D[0-9A-Z]+$/);
    expect(google.ignored).toEqual([]);
  });

  it('has a stored state for every event at the destination, and nothing left in the outbox', async () => {
    const states = await eventually(
      () => warp.database.query<{ state: string; count: number }>('select state, count(*)::int as count from deliveries where site_id = $1 group by state', [siteId]),
      (rows) => rows.every(({ state }) => ['delivered', 'skipped'].includes(state)),
    );
    const [events] = await warp.database.query<{ count: number }>('select count(*)::int as count from events where site_id = $1', [siteId]);
    expect(states.reduce((sum, { count }) => sum + count, 0)).toBe(events!.count);
    expect(await warp.database.query('select id from outbox')).toEqual([]);
    expect(states.find(({ state }) => state === 'delivered')!.count).toBe(google.received.length);
  });

  it('counts the order once when the thank-you page is loaded again', async () => {
    await shop.reload();
    await shop.waitForTimeout(1_500);
    const [purchases] = await warp.database.query<{ count: number }>("select count(*)::int as count from events where site_id = $1 and event_type = 'purchase'", [siteId]);
    expect(purchases!.count).toBe(1);
  });

  it('has its sale counted also where the page says price and order as text and numbers of its own kind', async () => {
    await shop.evaluate(() =>
      (window as unknown as { warp: (...call: unknown[]) => void }).warp('track', 'purchase', {
        value: '49.00',
        currency: 'eur',
        transaction_id: 1001,
        items: [{ item_id: 7, price: '49.00', quantity: '1', item_variant: null }],
      }),
    );
    const [purchase] = await eventually(
      () => warp.database.query("select event_data, issues from events where site_id = $1 and event_data->>'transaction_id' = '1001'", [siteId]),
      (rows) => rows.length === 1,
    );
    expect(purchase).toMatchObject({ event_data: { value: 49, currency: 'EUR', items: [{ item_id: 7, price: 49, quantity: 1 }] }, issues: null });
  });
});

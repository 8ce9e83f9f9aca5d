import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { buildPlugin } from './build-plugin.js';
import { AGREES, BILLING, buyerAt, USER_AGENT } from './buyer.js';
import { bootShop, type Shop } from './shop.js';

/** printf 'buyer@example.test' | openssl dgst -sha256 */
const EMAIL_HASH = 'f979a1713bf697bbbf1fc65fa352d2bb2376ee4ddf41d3bb07f9fb8f6126d1db';

interface Exported {
  readonly data: readonly { group_id: string; item_id: string; data: readonly { name: string; value: string }[] }[];
  readonly done: boolean;
}

/** What people may ask of a site: what it knows of them, and to forget it. WordPress' tools call the same. */
describeWith(['php'], 'Personal data', () => {
  let shop: Shop;
  let order: number;
  let asked: unknown[];

  const call = (tool: 'exporter' | 'eraser', page: number, email = BILLING.email): Promise<unknown> =>
    shop.json(`
      $tools = apply_filters('wp_privacy_personal_data_${tool}s', array());
      $answer = call_user_func($tools['warp']['callback'], '${email}', ${page});
      echo wp_json_encode(is_wp_error($answer) ? array('error' => $answer->get_error_message()) : $answer);`);
  const visit = () => shop.json(`echo wp_json_encode((new Warp\\WooCommerce\\OrderRecord(wc_get_order(${order})))->visit()->to_array());`);
  const waiting = async (): Promise<Record<string, unknown>[]> => {
    const bodies = (await shop.json("global $wpdb; echo wp_json_encode($wpdb->get_col(\"SELECT body FROM {$wpdb->prefix}warp_queue ORDER BY id\"));")) as string[];
    return bodies.map((body) => JSON.parse(body) as Record<string, unknown>);
  };
  const fieldsOf = (item: Exported['data'][number] | undefined): Record<string, string> =>
    Object.fromEntries(item?.data.map(({ name, value }) => [name, value]) ?? []);

  beforeAll(async () => {
    const plugin = await buildPlugin();
    shop = await bootShop(plugin);
    await plugin.remove();
  });
  afterAll(() => shop?.stop());

  beforeEach(async () => {
    asked = [];
    shop.core.isAway = false;
    await shop.cron('warp_send_events');
    const buyer = await buyerAt(shop, 'classic', AGREES);
    await buyer.add(shop.products.mug, 1);
    order = await buyer.checkOut('card');
    shop.core.siteRoutes.set('DELETE /api/site/people', ({ body }) => {
      asked.push(JSON.parse(body));
      return { events: 12, sessions: 2, deliveries: 1 };
    });
  });

  it('is exported: what waits here, and page by page what the core has; found by address, account and the browsers of orders', async () => {
    shop.core.siteRoutes.set('GET /api/site/people', ({ query }) => {
      asked.push(Object.fromEntries(query));
      return query.has('cursor')
        ? { sessions: [], events: [{ event_id: 'e2', event_type: 'search', event_data: { search_term: 'mug & "cup"' }, ip_address: null }], next_cursor: null }
        : { sessions: [{ session_id: 's1', page_views: 3, organisation: null }], events: [{ event_id: 'e1', event_type: 'page_view' }], next_cursor: 'next' };
    });
    const first = (await call('exporter', 1)) as Exported;
    const second = (await call('exporter', 2)) as Exported;
    expect([first.done, second.done]).toEqual([false, true]);
    expect([...first.data, ...second.data].map(({ item_id }) => item_id)).toEqual([
      `warp-waiting-purchase:shop4711:${order}`,
      'warp-sessions-s1',
      'warp-events-e1',
      'warp-events-e2',
    ]);
    expect(fieldsOf(first.data[0])).toMatchObject({
      visitor_id: 'visitor-1',
      user: expect.stringContaining('"email":"buyer@example.test"'),
      client: expect.stringContaining('203.0.113.9'),
    });
    expect(fieldsOf(first.data[1])).toEqual({ session_id: 's1', page_views: '3' });
    expect(fieldsOf(second.data[0])).toEqual({ event_id: 'e2', event_type: 'search', event_data: '{"search_term":"mug & \\"cup\\""}' });
    expect(asked).toEqual([
      { email_hash: EMAIL_HASH, visitor_ids: 'visitor-1' },
      { email_hash: EMAIL_HASH, visitor_ids: 'visitor-1', cursor: 'next' },
    ]);
  });

  it('is asked for of an account by its number, also in capitals, and of nobody else', async () => {
    shop.core.siteRoutes.set('GET /api/site/people', ({ query }) => {
      asked.push(Object.fromEntries(query));
      return { sessions: [], events: [], next_cursor: null };
    });
    const reader = await shop.json("echo get_user_by('login', 'reader')->ID;");
    expect(await call('exporter', 1, 'Reader@Example.test')).toEqual({ data: [], done: true });
    expect(asked).toEqual([{ email_hash: expect.stringMatching(/^[0-9a-f]{64}$/), user_id: String(reader) }]);
  });

  it('makes an export fail aloud when the core does not answer, instead of lacking a part', async () => {
    shop.core.isAway = true;
    expect(await call('exporter', 1)).toEqual({ error: 'The Warp server gave the unexpected answer 503.' });
    expect(await call('exporter', 2)).toEqual({ error: expect.stringContaining('interrupted: start it again') });
  });

  it('is erased at the core, from events that wait and from orders, before WooCommerce makes the orders unknowable', async () => {
    shop.core.siteRoutes.set('DELETE /api/site/people', ({ body }) => {
      asked.push(JSON.parse(body));
      return { events: 12, sessions: 2, deliveries: 1 };
    });
    expect(await shop.json("echo wp_json_encode(array_key_first(apply_filters('wp_privacy_personal_data_erasers', array('woocommerce-customer-orders' => array()))));")).toBe('warp');
    expect(await call('eraser', 1)).toEqual({
      items_removed: true,
      items_retained: false,
      messages: [expect.stringContaining('what other platforms, such as analytics and advertising, were told before stays with them')],
      done: true,
    });
    expect(asked).toEqual([{ email_hash: EMAIL_HASH, visitor_ids: ['visitor-1'], email: BILLING.email.toLowerCase() }]);
    expect(await visit()).toMatchObject({ consent: { analytics: true, marketing: false }, fields: [] });
    const [purchase, ...more] = await waiting();
    expect(more).toEqual([]);
    expect(purchase).toEqual({
      event_id: `purchase:shop4711:${order}`,
      event_type: 'purchase',
      timestamp: expect.any(Number),
      consent: { analytics: true, marketing: false },
      event_data: expect.objectContaining({ value: 17.4, currency: 'EUR' }),
    });
  });

  it('does not come back: an order that is sent again tells nothing of its buyer', async () => {
    await shop.cron('warp_send_events');
    await call('eraser', 1);
    shop.core.forget(`purchase:shop4711:${order}`);
    const before = shop.core.arrived.length;
    await shop.wordpress.php(`
      $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
      (new Warp\\WooCommerce\\Orders($settings, new Warp\\Events\\ServerEvents($settings, new Warp\\Events\\EventQueue($settings))))->send_again(wc_get_order(${order}));`);
    await shop.cron('warp_send_events');
    const again = shop.core.arrived.slice(before);
    expect(again).toHaveLength(1);
    expect(JSON.stringify(again)).not.toMatch(/visitor-1|buyer@example|203\.0\.113\.9|Mozilla/);
  });

  it.each([
    { fault: 'the core is away', sentence: 'The Warp server gave the unexpected answer 503.', before: async () => void (shop.core.isAway = true) },
    {
      fault: 'the core refuses',
      sentence: 'The Warp server gave the unexpected answer 404.',
      before: async () => void shop.core.siteRoutes.delete('DELETE /api/site/people'),
    },
  ])('is said to be kept, and is kept everywhere for another try, when $fault', async ({ sentence, before }) => {
    const noted = await visit();
    await before();
    expect(await call('eraser', 1)).toEqual({
      items_removed: false,
      items_retained: true,
      messages: [`Warp: nothing was erased, neither here nor on the Warp server. ${sentence} Try again.`],
      done: true,
    });
    expect(await visit()).toEqual(noted);
    expect(JSON.stringify(await waiting())).toContain(BILLING.email);
  });

  it('is kept while visits taken before still wait for the core, which could not erase what it does not have', async () => {
    await shop.cron('warp_test_proxy');
    const { collect_file: file } = (await shop.json("echo wp_json_encode(get_option('warp_settings'));")) as { collect_file: string };
    shop.core.isAway = true;
    await fetch(`${shop.wordpress.url}/${file}.php`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: shop.wordpress.url, 'user-agent': USER_AGENT },
      body: JSON.stringify({ script_id: shop.core.scriptId, event_type: 'page_view', visitor_id: 'visitor-1', consent: { analytics: true } }),
    });
    expect(await call('eraser', 1)).toMatchObject({ items_removed: false, messages: [expect.stringContaining('Visits taken before still wait to be sent to it.')] });
    shop.core.isAway = false;
    expect(await call('eraser', 1)).toMatchObject({ items_removed: true });
    expect(shop.core.counted('page_view').at(-1)).toMatchObject({ visitor_id: 'visitor-1' });
  });

  it('is erased here alone when there is no connection, and says where else to ask', async () => {
    await shop.wordpress.php('(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->keep_connection(null);');
    expect(await call('eraser', 1)).toEqual({
      items_removed: true,
      items_retained: false,
      messages: [expect.stringContaining('What a server was sent before has to be erased there.')],
      done: true,
    });
    expect(await visit()).toMatchObject({ fields: [] });
    expect(asked).toEqual([]);
    expect(await shop.wordpress.debugLog()).toEqual([]);
  });
});

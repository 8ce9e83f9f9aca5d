import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ADMIN_PASSWORD, ConnectedSite } from '../../../core-api/test/api/connected-site.js';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { BROWSER, eventually, startTestWarp, type TestWarp } from '../../../core-api/test/setup/running-warp.js';
import { buildPlugin } from './build-plugin.js';
import { connectionCode } from './stand-in-core.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

interface Exported {
  readonly data: readonly { item_id: string; data: readonly { name: string; value: string }[] }[];
  readonly done: boolean;
}

/** What the stand-ins of other tests say of these routes is true of the core. */
describeWith(['php'], 'With the core itself behind it, WordPress', () => {
  let warp: TestWarp;
  let shop: ConnectedSite;
  let wordpress: WordPressSite;
  let path: string;
  let mark: string;
  const json = async (code: string): Promise<unknown> => JSON.parse(await wordpress.php(code));
  const tool = (kind: 'exporter' | 'eraser', email: string): Promise<unknown> =>
    json(`echo wp_json_encode(call_user_func(apply_filters('wp_privacy_personal_data_${kind}s', array())['warp']['callback'], '${email}', 1));`);
  const visitors = async (): Promise<string[]> => {
    const rows = await warp.database.query<{ visitor_id: string }>('select visitor_id from events where site_id = $1 order by visitor_id', [shop.site.id]);
    return rows.map(({ visitor_id }) => visitor_id);
  };
  const send = async (event: object): Promise<void> => {
    const body = JSON.stringify({ script_id: shop.site.scriptId, sent_at: Date.now(), events: [{ consent: { analytics: true, marketing: true }, page_url: `${wordpress.url}/`, ...event }] });
    const answer = await fetch(wordpress.url + path, { method: 'POST', headers: { ...BROWSER, 'content-type': 'text/plain', origin: wordpress.url }, body });
    expect(answer.status).toBe(202);
  };

  beforeAll(async () => {
    const plugin = await buildPlugin();
    [warp, wordpress] = await Promise.all([startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD }), bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder } })]);
    await plugin.remove();
    shop = await ConnectedSite.of(warp, { domain: '127.0.0.1' });
    const code = connectionCode({ core: warp.url, script_id: shop.site.scriptId, secret: shop.site.secret.toString('base64url'), token: shop.token });
    await wordpress.php("activate_plugin('warp/warp.php');");
    [path, mark] = (await json(`
      $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
      $settings->keep_connection(Warp\\Connection\\ConnectionCode::parse('${code}'));
      do_action('warp_test_proxy');
      do_action('warp_refresh_script');
      echo wp_json_encode(array((new Warp\\Proxy\\Addresses($settings))->path('file'), $settings->kept_name('view_mark')));`)) as [string, string];
  });
  afterAll(async () => {
    await wordpress?.stop();
    await warp?.stop();
  });

  it('exports what the core has of a person, and of nobody else', async () => {
    await send({ event_type: 'page_view', event_id: 'a1', visitor_id: 'ada', session_id: 's-ada' });
    await send({ event_type: 'generate_lead', event_id: 'a2', visitor_id: 'ada', session_id: 's-ada', user: { email: 'Ada@example.test' } });
    await send({ event_type: 'page_view', event_id: 'b1', visitor_id: 'ben', session_id: 's-ben' });
    await wordpress.php("do_action('warp_send_waiting');");
    await eventually(visitors, ({ length }) => length === 3);
    const { data, done } = (await tool('exporter', 'ada@example.test')) as Exported;
    expect(done).toBe(true);
    expect(data.map(({ item_id }) => item_id)).toEqual(['warp-sessions-s-ada', 'warp-events-a1', 'warp-events-a2']);
    expect(data[2]?.data).toEqual(expect.arrayContaining([{ name: 'event_type', value: 'generate_lead' }, { name: 'visitor_id', value: 'ada' }]));
    expect(await tool('exporter', 'nobody@example.test')).toEqual({ data: [], done: true });
  });

  it('has the core erase that person', async () => {
    expect(await tool('eraser', 'ada@example.test')).toMatchObject({ items_removed: true, items_retained: false, done: true });
    expect(await visitors()).toEqual(['ben']);
    expect(await tool('eraser', 'ada@example.test')).toEqual({ items_removed: false, items_retained: false, messages: [], done: true });
  });

  it('tells the core how many pages were looked at, and reads the shares', async () => {
    for (const kind of ['v', 's', 'v', 'r', 'v']) {
      const { 'sec-fetch-mode': _, ...headers } = BROWSER;
      await fetch(`${wordpress.url}${path}?${mark}=${kind}`, { headers: { ...headers, referer: `${wordpress.url}/` } });
    }
    await wordpress.php("do_action('warp_report_views'); do_action('warp_report_views');");
    const { days } = (await json(`
      $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
      echo wp_json_encode((new Warp\\Connection\\SiteApi())->read($settings->connection(), '/loss', array()));`)) as { days: object[] };
    expect(days).toEqual([expect.objectContaining({ day: new Date().toISOString().slice(0, 10), renders: 3, script_page_views: 1, consent_declined: 1 })]);
    expect(await wordpress.debugLog()).toEqual([]);
  });
});

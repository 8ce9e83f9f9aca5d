import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { buildPlugin } from './build-plugin.js';
import { AGREES, buyerAt } from './buyer.js';
import { bootShop, type Shop } from './shop.js';

const WP_CLI = new URL('wp-cli.php', import.meta.url).pathname;
/** The shop's pages are served by another kind of PHP. */
const AT_A_TERMINAL = `if ('cli' === PHP_SAPI) { require '${WP_CLI}'; }`;
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

interface Run {
  readonly code: number;
  readonly said: readonly (string | { format: string; rows: readonly [field: string, value: string | number][] })[];
}

describeWith(['php'], 'wp warp', () => {
  let shop: Shop;
  const warp = async (subcommand: string, options: object = {}): Promise<Run> =>
    (await shop.json(`WP_CLI::run('warp', '${subcommand}', json_decode('${JSON.stringify(options)}', true));`)) as Run;
  const status = async (): Promise<Record<string, string | number>> => {
    const { said } = await warp('status');
    return Object.fromEntries((said[0] as Exclude<Run['said'][number], string>).rows);
  };
  const visit = async (): Promise<number> => {
    const name = (await shop.json("echo wp_json_encode(get_option('warp_settings')['collect_file']);")) as string;
    const answer = await fetch(`${shop.wordpress.url}/${name}.php`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: shop.wordpress.url, 'user-agent': CHROME },
      body: JSON.stringify({ script_id: shop.core.scriptId, event_type: 'page_view', page_url: `${shop.wordpress.url}/` }),
    });
    return answer.status;
  };

  beforeAll(async () => {
    const plugin = await buildPlugin();
    shop = await bootShop(plugin);
    await plugin.remove();
    await shop.cron('warp_test_proxy');
    await shop.wordpress.configure(AT_A_TERMINAL);
  });
  afterAll(() => shop?.stop());

  it('is not there outside of a terminal: its classes are not even loaded', async () => {
    const declared = `echo wp_json_encode(array_values(preg_grep('/Warp.Cli/', get_declared_classes())));`;
    await shop.wordpress.configure('');
    expect(await shop.json(declared)).toEqual([]);
    await shop.wordpress.configure(AT_A_TERMINAL);
    expect(await shop.json(declared)).toEqual(['Warp\\Cli\\Command']);
  });

  it('status: says how it is connected, which way events take and what waits, in the format asked for', async () => {
    expect(await status()).toEqual({
      connected: 'yes',
      server: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      site: 'shop4711',
      last_contact: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      problem: '',
      script: expect.stringMatching(/^[a-z]{12}\.js$/),
      way: 'file',
      tested: expect.stringMatching(/Z$/),
      waiting_visits: '0 B',
      last_sent: '',
      sending_problem: '',
      dropped_visits: 0,
      waiting_events: 0,
      orders: 'Not compared yet.',
    });
    expect((await warp('status', { format: 'json' })).said).toMatchObject([{ format: 'json' }]);
  });

  it('test: says what Site Health says, and ends with 1 only when something is critical', async () => {
    const well = await warp('test');
    expect(well.code).toBe(0);
    expect(well.said).toContain('good: Warp is connected. The Warp server answers, and its script is served from your own domain.');
    expect(well.said.at(-1)).toBe('Success: Nothing critical was found.');
    shop.core.isAway = true;
    const away = await warp('test');
    shop.core.isAway = false;
    expect(away.code).toBe(1);
    expect(away.said[0]).toBe('Warning: critical: Warp cannot reach its server. The Warp server runs, but says that it is not ready to take events.');
    expect(away.said.at(-1)).toBe('Error: Events of this site may not reach the Warp server.');
  });

  it('flush: sends spool and queue at once, also what waits for a later try, and ends with 1 while the core is away', async () => {
    expect((await warp('flush')).said).toEqual(['Success: Nothing waited.']);
    shop.core.isAway = true;
    expect(await visit()).toBe(202);
    await shop.wordpress.php("define('DOING_CRON', true); do_action('warp_track', 'generate_lead', array(), array('visit' => false));");
    const away = await warp('flush');
    expect(away.code).toBe(1);
    expect(away.said[0]).toMatch(/^Error: Not everything could be sent\. Still waiting: visits, \d+ B; events of the server, 1\.$/);
    expect(await status()).toMatchObject({ waiting_events: 1, sending_problem: 'http_503' });

    shop.core.isAway = false;
    const sent = shop.core.arrived.length;
    expect(await warp('flush')).toEqual({ code: 0, said: ['Success: Everything that waited was sent.'] });
    expect(shop.core.arrived.slice(sent).map(({ event_type }) => event_type).sort()).toEqual(['generate_lead', 'page_view']);
    expect(await status()).toMatchObject({ waiting_events: 0, waiting_visits: '0 B', sending_problem: '', last_sent: expect.stringMatching(/Z$/) });
  });

  it('reconcile: sends again what the core lacks, and says how much it has', async () => {
    const buyer = await buyerAt(shop, 'classic', AGREES);
    await buyer.add(shop.products.mug, 1);
    const order = await buyer.checkOut('card');
    await warp('flush');
    await shop.wordpress.php(`
      (new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->keep_orders_since(1);
      $order = wc_get_order(${order});
      $order->set_date_paid(new WC_DateTime('@' . (time() - DAY_IN_SECONDS)));
      $order->save();`);
    shop.core.forget(`purchase:shop4711:${order}`);
    const said = (known: number): string =>
      `Success: The Warp server has ${known} of 1 paid orders of the last seven days; 0 more were not sent, for lack of consent.`;
    expect(await warp('reconcile')).toEqual({ code: 0, said: [said(0)] });
    await warp('flush');
    expect(await warp('reconcile')).toEqual({ code: 0, said: [said(1)] });
    shop.core.isAway = true;
    expect(await warp('reconcile')).toEqual({ code: 1, said: ['Error: The Warp server gave the unexpected answer 503.'] });
    shop.core.isAway = false;
  });

  it('says what is missing when the site is not connected or has no shop', async () => {
    await shop.wordpress.php("deactivate_plugins('woocommerce/woocommerce.php');");
    expect(await warp('reconcile')).toEqual({ code: 1, said: ['Error: WooCommerce is not active on this site.'] });
    await shop.wordpress.php('(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->keep_connection(null);');
    expect(await status()).toEqual({ connected: 'no' });
    for (const subcommand of ['flush', 'reconcile']) {
      expect(await warp(subcommand)).toEqual({ code: 1, said: ['Error: This site is not connected to a Warp server.'] });
    }
    expect(await shop.wordpress.debugLog()).toEqual([]);
  });
});

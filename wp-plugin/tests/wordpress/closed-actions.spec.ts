import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type APIRequestContext, type BrowserContext, request } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { buildPlugin } from './build-plugin.js';
import { AGREES, buyerAt } from './buyer.js';
import { bootShop, type Shop } from './shop.js';

/** Actions that WordPress hands to the plugin, by who may ask: those with an account, and everybody. */
interface Actions {
  readonly post: readonly string[];
  readonly ajax: readonly string[];
  readonly nobody: readonly string[];
}

/** Hooks with a callback that is made in the plugin's folder. */
const ACTIONS = `
  global $wp_filter;
  require_once ABSPATH . 'wp-admin/includes/ajax-actions.php';
  $found = array('post' => array(), 'ajax' => array(), 'nobody' => array());
  foreach ($wp_filter as $name => $hook) {
    if (!preg_match('/^(admin_post|wp_ajax)_(nopriv_)?(.+)$/', $name, $parts)) continue;
    foreach (array_merge(...array_values($hook->callbacks)) as $callback) {
      $called = new ReflectionFunction(Closure::fromCallable($callback['function']));
      if (false !== strpos((string) $called->getFileName(), '/plugins/warp/')) {
        $found[$parts[2] ? 'nobody' : ('wp_ajax' === $parts[1] ? 'ajax' : 'post')][] = $parts[3];
      }
    }
  }
  echo wp_json_encode(array_map('array_unique', $found));`;

/** Comes back from the core's page, which knows no nonce of WordPress: what proves that it is wanted is its \`state\`. */
const CALLBACK = 'warp_connected';

describeWith(['php'], 'Every action that WordPress hands to the plugin', () => {
  let shop: Shop;
  let actions: Actions;
  let owner: APIRequestContext;
  let reader: APIRequestContext;
  const kept = (): Promise<unknown> => shop.json("echo wp_json_encode(get_option('warp_settings'));");
  const signedIn = async (who: 'owner' | 'reader'): Promise<APIRequestContext> => {
    const context = await request.newContext();
    await shop.wordpress.login({ request: context } as unknown as BrowserContext, who);
    return context;
  };
  const ask = async (who: APIRequestContext, kind: 'post' | 'ajax', action: string, form: Record<string, string> = {}): Promise<number> =>
    (await who.post(`${shop.wordpress.url}/wp-admin/admin-${kind}.php`, { form: { action, ...form }, maxRedirects: 0 })).status();

  beforeAll(async () => {
    const plugin = await buildPlugin();
    shop = await bootShop(plugin);
    await plugin.remove();
    const buyer = await buyerAt(shop, 'classic', AGREES);
    await buyer.add(shop.products.mug, 1);
    await buyer.checkOut('card');
    await shop.wordpress.configure("if ('cli' === PHP_SAPI) { define('WP_ADMIN', true); }");
    actions = (await shop.json(ACTIONS)) as Actions;
    await shop.wordpress.configure('');
    [owner, reader] = await Promise.all([signedIn('owner'), signedIn('reader')]);
  });
  afterAll(async () => {
    await Promise.all([owner?.dispose(), reader?.dispose()]);
    await shop?.stop();
  });

  it('is found, and nobody without an account has one, but to log in on the way back from the core', () => {
    expect(actions.post).toEqual(expect.arrayContaining(['warp_save_settings', 'warp_check_connection', 'warp_disconnect', CALLBACK]));
    expect(actions.ajax).toEqual(expect.arrayContaining(['warp_order_receipt', 'health-check-warp-connection']));
    expect(actions.nobody).toEqual([CALLBACK]);
  });

  it('is refused to those who may not, whatever nonce they bring, and changes nothing', async () => {
    const before = await kept();
    const asked = shop.core.requests.length;
    for (const kind of ['post', 'ajax'] as const) {
      for (const action of actions[kind]) {
        expect({ action, status: await ask(reader, kind, action) }).toEqual({ action, status: 403 });
        expect({ action, status: await ask(reader, kind, action, { _wpnonce: 'abcdef1234', order: '1' }) }).toEqual({ action, status: 403 });
      }
    }
    expect(await kept()).toEqual(before);
    expect(shop.core.requests).toHaveLength(asked);
  });

  it('is refused to the owner without a nonce: another site could have sent them', async () => {
    const before = await kept();
    const asked = shop.core.requests.length;
    for (const kind of ['post', 'ajax'] as const) {
      for (const action of actions[kind].filter((name) => name !== CALLBACK)) {
        expect({ action, status: await ask(owner, kind, action) }).toEqual({ action, status: 403 });
        expect({ action, status: await ask(owner, kind, action, { _wpnonce: 'abcdef1234', order: '1' }) }).toEqual({ action, status: 403 });
      }
    }
    expect(await ask(owner, 'post', CALLBACK)).toBe(302);
    expect(await kept()).toEqual(before);
    expect(shop.core.requests).toHaveLength(asked);
    expect(await shop.wordpress.debugLog()).toEqual([]);
  });
});

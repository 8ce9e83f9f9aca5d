import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { launchChromium } from './browser.js';
import { buildPlugin, type BuiltPlugin } from './build-plugin.js';
import { bootShop, type Shop } from './shop.js';

/** What a visitor of the shop does in Chromium, and which events of the shop that makes. */
describeWith(['php', 'chromium'], 'A shop in the browser', () => {
  let plugin: BuiltPlugin;
  let shop: Shop;
  let browser: Browser;
  let visitor: BrowserContext;
  let page: Page;
  let seen: number;
  let mug: object;
  let shirt: object;

  /** Types and parameters of this test's events, without the page views. */
  const told = async (): Promise<unknown[]> => {
    await page.waitForTimeout(1_000);
    return shop.core.arrived.slice(seen).flatMap(({ event_type, event_data }) => (event_type === 'page_view' ? [] : [[event_type, event_data]]));
  };
  const open = (path: string) => page.goto(shop.wordpress.url + path);
  const storeApi = (path: string, body: object): Promise<{ items: string[] }> =>
    page.evaluate(
      async ([url, content]): Promise<unknown> => {
        const answer = await fetch(`/wp-json/wc/store/v1/${url}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: content });
        return answer.json();
      },
      [path, JSON.stringify(body)] as const,
    ) as Promise<{ items: string[] }>;
  const cart = (value: number, ...items: object[]) => ({ currency: 'EUR', value, items });

  beforeAll(async () => {
    plugin = await buildPlugin();
    [shop, browser] = await Promise.all([bootShop(plugin), launchChromium()]);
    mug = { item_id: String(shop.products.mug), item_name: 'Mug', item_category: 'Kitchen', price: 12.5, quantity: 1 };
    shirt = { item_id: String(shop.products.shirt), item_name: 'Shirt & tie', item_category: 'Clothes', price: 20, quantity: 1 };
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
    await plugin?.remove();
  });
  beforeEach(async () => {
    visitor = await browser.newContext();
    page = await visitor.newPage();
    page.setDefaultTimeout(45_000);
    page.on('pageerror', (error) => {
      throw error;
    });
    seen = shop.core.arrived.length;
  });
  afterEach(() => visitor.close());

  it.each([
    { path: '/product/mug/', events: () => [['view_item', cart(12.5, mug)]] },
    {
      path: '/shop/',
      events: () => [['view_item_list', { item_list_id: 'shop', item_list_name: 'shop', currency: 'EUR', items: [{ ...mug, index: 0 }, { ...shirt, index: 1 }] }]],
    },
    {
      path: '/product-category/clothes/',
      events: () => [['view_item_list', { item_list_id: 'product_cat:clothes', item_list_name: 'Clothes', currency: 'EUR', items: [{ ...shirt, index: 0 }] }]],
    },
    { path: '/', events: () => [] },
    { path: '/cart/', events: () => [] },
    { path: '/checkout/', events: () => [] },
  ])('tells of $path, and of nothing where there is nothing', async ({ path, events }) => {
    await open(path);
    expect(await told()).toEqual(events());
  });

  it('tells of products the same to everybody, so that caches may keep the page', async () => {
    const pages = await Promise.all([1, 2].map(async () => (await fetch(`${shop.wordpress.url}/product/mug/`)).text()));
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]?.toLowerCase()).not.toContain('warp');
  });

  it('tells what a script of the shop put into the cart: the shop’s own, and the blocks’ by the Store API', async () => {
    await open('/product/mug/');
    await page.click('.ajax_add_to_cart');
    await page.waitForSelector('body.added');
    await storeApi('cart/add-item', { id: shop.products.mug, quantity: 1 });
    const { items } = await storeApi('cart/add-item', { id: shop.products.shirtRed, quantity: 1 });
    await storeApi('cart/update-item', { key: items[0], quantity: 1 });
    await storeApi('cart/remove-item', { key: items[1] });
    expect((await told()).slice(1)).toEqual([
      ['add_to_cart', cart(25, { ...mug, quantity: 2 })],
      ['add_to_cart', cart(12.5, mug)],
      ['add_to_cart', cart(20, { ...shirt, item_variant: 'Red' })],
      ['remove_from_cart', cart(25, { ...mug, quantity: 2 })],
      ['remove_from_cart', cart(20, { ...shirt, item_variant: 'Red' })],
    ]);
  });

  it('tells what a page put into the cart, also when it leads to another page, and keeps that page out of caches', async () => {
    await open('/product/mug/');
    await page.fill('[name=quantity]', '3');
    const [answer] = await Promise.all([page.waitForResponse((response) => response.request().method() === 'POST' && response.url().includes('/product/')), page.click('[name=add-to-cart]')]);
    expect(answer.headers()['cache-control']).toContain('no-cache');
    await open('/cart/');
    await page.click('.remove');
    expect(await told()).toEqual([
      ['view_item', cart(12.5, mug)],
      ['add_to_cart', cart(37.5, { ...mug, quantity: 3 })],
      ['view_item', cart(12.5, mug)],
      ['view_cart', cart(37.5, { ...mug, quantity: 3 })],
      ['remove_from_cart', cart(37.5, { ...mug, quantity: 3 })],
    ]);
    await open('/cart/');
    expect(await told()).toHaveLength(5);
  });

  it('tells the steps of the shortcode’s checkout once each, and the purchase that browser and server tell counts once, however often the page of thanks is opened', async () => {
    await open('/shop/');
    await storeApi('cart/add-item', { id: shop.products.mug, quantity: 2 });
    await told();
    seen = shop.core.arrived.length;
    await open('/checkout/');
    await page.check('[value="local_pickup:2"]');
    await page.check('[value="flat_rate:1"]');
    await page.click('#place_order');
    await page.waitForURL('**/order-received/**');
    const order = /order-received\/(\d+)/.exec(page.url())?.[1];
    await page.reload();
    await page.reload();
    await shop.cron('warp_send_events');
    const two = { ...mug, quantity: 2 };
    const purchase = {
      transaction_id: order,
      value: 29.9,
      currency: 'EUR',
      tax: 4.77,
      shipping: 4.12,
      payment_type: 'card',
      items: [two],
    };
    expect(await told()).toEqual([
      ['begin_checkout', cart(25, two)],
      ['add_shipping_info', { ...cart(25, two), shipping_tier: 'local_pickup:2' }],
      ['add_payment_info', { ...cart(25, two), payment_type: 'card' }],
      ['purchase', purchase],
      ['purchase', purchase],
    ]);
    const purchases = shop.core.arrived.slice(seen).filter(({ event_type }) => event_type === 'purchase');
    expect(purchases.map(({ via, event_id }) => [via, event_id])).toEqual([
      ['browser', `purchase:shop4711:${order}`],
      ['server', `purchase:shop4711:${order}`],
    ]);
    const [byBrowser, byServer] = purchases;
    expect(byServer).toMatchObject({ visitor_id: byBrowser?.['visitor_id'], session_id: byBrowser?.['session_id'], consent: byBrowser?.['consent'] });
    expect(shop.core.counted('purchase')).toHaveLength(1);
  });

  it('tells nothing on the page of thanks while the order is not paid, and nothing to whom does not hold its key', async () => {
    await open('/shop/');
    await storeApi('cart/add-item', { id: shop.products.mug, quantity: 1 });
    const { order_id, url } = await page.evaluate(async () => {
      const answer = await fetch('/wp-json/wc/store/v1/checkout', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"payment_method":"bacs","billing_address":{}}' });
      const { order_id: id, payment_result } = (await answer.json()) as { order_id: number; payment_result: { redirect_url: string } };
      return { order_id: id, url: payment_result.redirect_url };
    });
    await page.goto(url);
    await shop.wordpress.php(`wc_get_order(${order_id})->update_status('processing');`);
    await page.goto(url.replace(/key=.*/, 'key=wc_order_guessed'));
    await told();
    expect(shop.core.counted('purchase').filter(({ event_id }) => event_id.endsWith(`:${order_id}`))).toEqual([]);
    await page.goto(url);
    await told();
    expect(shop.core.counted('purchase').filter(({ event_id }) => event_id.endsWith(`:${order_id}`))).toMatchObject([{ via: 'browser' }]);
  });

  it('tells the steps of the checkout block by its own actions', async () => {
    await open('/shop/');
    await storeApi('cart/add-item', { id: shop.products.mug, quantity: 1 });
    await page.addInitScript(() => {
      // @wordpress/hooks and @wordpress/data, as far as the block and this script use them.
      const actions: Record<string, ((payload: object) => void)[]> = {};
      Object.assign(window, {
        wp: {
          hooks: {
            addAction: (name: string, _namespace: string, react: (payload: object) => void) => (actions[name] ??= []).push(react),
            doAction: (name: string, payload: object) => (actions[name] ?? []).forEach((react) => react(payload)),
          },
          data: { select: (store: string) => (store === 'wc/store/payment' ? { getActivePaymentMethod: () => 'stripe' } : undefined) },
        },
      });
    });
    await told();
    seen = shop.core.arrived.length;
    await open('/checkout/');
    const act = (event: string, payload: object) =>
      page.evaluate(([name, content]) => (window as unknown as { wp: { hooks: { doAction(name: string, payload: object): void } } }).wp.hooks.doAction(`experimental__woocommerce_blocks-checkout-${name}`, content), [event, payload] as const);
    await act('submit', { storeCart: { shippingRates: [{ shipping_rates: [{ rate_id: 'flat_rate:1', selected: true }] }] } });
    await act('set-active-payment-method', { paymentMethodSlug: 'cod' });
    expect(await told()).toEqual([
      ['begin_checkout', cart(12.5, mug)],
      ['add_shipping_info', { ...cart(12.5, mug), shipping_tier: 'flat_rate:1' }],
      ['add_payment_info', { ...cart(12.5, mug), payment_type: 'stripe' }],
    ]);
  });

  it('tells nothing of the shop where the owner does not want it', async () => {
    await shop.wordpress.php("(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->keep_groups_off(array('shop')); do_action('warp_refresh_script');");
    await open('/product/mug/');
    await page.click('.ajax_add_to_cart');
    await page.waitForSelector('body.added');
    await open('/checkout/');
    expect(await told()).toEqual([]);
  });

  it('declares to WooCommerce what it gets along with, and leaves both logs empty', async () => {
    expect(await shop.json('echo wp_json_encode(Automattic\\WooCommerce\\Utilities\\FeaturesUtil::$declared);')).toEqual({
      custom_order_tables: ['warp/warp.php', true],
      cart_checkout_blocks: ['warp/warp.php', true],
    });
    expect(await shop.faults()).toEqual([]);
    expect(await shop.wordpress.debugLog()).toEqual([]);
  });
});

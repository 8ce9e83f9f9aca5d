import type { Shop } from './shop.js';

/** What a buyer's browser tells of its visit, in the cookie that the script keeps. */
export interface BuyerVisit {
  readonly a: 0 | 1;
  readonly m: 0 | 1;
  readonly v?: string;
  readonly s?: string;
  readonly c?: Readonly<Record<string, readonly [id: string, at: number]>>;
}

export const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36';

/** Agrees to everything, and came by an ad. */
export const AGREES: BuyerVisit = { a: 1, m: 1, v: 'visitor-1', s: 'session-1', c: { gclid: ['Cj0KCQ', Date.now()], fbclid: ['IwAR1', 1764000000000] } };

export const BILLING = {
  email: 'buyer@example.test',
  phone: '+49 30 1234',
  first_name: 'Ada',
  last_name: 'Buyer',
  address_1: 'Street 1',
  city: 'Berlin',
  state: '',
  postcode: '10115',
  country: 'DE',
};

export interface Buyer {
  /** The next line of the cart. */
  add(product: number, quantity: number): Promise<void>;
  /** @returns number of the order */
  checkOut(payment: string): Promise<number>;
  get(path: string): Promise<string>;
}

/** A buyer without a browser: the requests that one would make, by the shortcode's checkout or by the block's. */
export async function buyerAt(shop: Shop, way: 'classic' | 'block', visit?: BuyerVisit): Promise<Buyer> {
  const { wordpress } = shop;
  const { visit_cookie } = (await shop.json("echo wp_json_encode(get_option('warp_settings'));")) as { visit_cookie: string };
  const cookies = new Map([
    ['_ga', 'GA1.1.111.222'],
    ['_ga_ABC', 'GS2.1.s1764000001$o1$g0'],
    ['_fbp', 'fb.1.1764000000000.333'],
  ]);
  if (visit !== undefined) cookies.set(visit_cookie, encodeURIComponent(JSON.stringify(visit)));
  async function send(path: string, init: RequestInit = {}): Promise<string> {
    const headers = {
      ...init.headers,
      cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
      'user-agent': USER_AGENT,
      'accept-language': 'de',
      'x-forwarded-for': '203.0.113.9',
      referer: `${wordpress.url}/checkout/#pay`,
    };
    const answer = await fetch(wordpress.url + path, { ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(/[=;]/);
      cookies.set(name, value);
    }
    return answer.text();
  }
  const post = (path: string, fields: object): Promise<string> =>
    send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) });
  const form = (path: string, fields: Record<string, string>): Promise<string> =>
    send(path, { method: 'POST', body: new URLSearchParams(fields) });
  return {
    get: send,
    add: async (product, quantity) => {
      await post('/wp-json/wc/store/v1/cart/add-item', { id: product, quantity });
    },
    checkOut: async (payment_method) => {
      const billing = Object.entries(BILLING).map(([field, value]) => [`billing_${field}`, value]);
      const answer =
        way === 'classic'
          ? await form('/?wc-ajax=checkout', { payment_method, ...(Object.fromEntries(billing) as Record<string, string>) })
          : await post('/wp-json/wc/store/v1/checkout', { payment_method, billing_address: BILLING });
      return (JSON.parse(answer) as { order_id: number }).order_id;
    },
  };
}

import { randomUUID } from 'node:crypto';
import { BENCH_SCRIPT_ID } from './warp-process.js';

/** What a browser says it is: a program's name would make the events a robot's. */
export const BROWSER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

const VISITORS = 5_000;

/** A page view as the browser sends it, about 600 bytes; in one of fifty an order. */
function event(n: number): object {
  const visitor = (n % VISITORS).toString().padStart(12, '0');
  const shared = {
    event_id: randomUUID(),
    page_url: `https://shop.example/products/${n % 500}?utm_source=newsletter&utm_medium=email&utm_campaign=spring`,
    referrer: 'https://www.google.com/',
    page_title: 'A product of the shop',
    visitor_id: `0198c0de-0000-7000-8000-${visitor}`,
    session_id: `0198c0df-0000-7000-8000-${visitor}`,
    screen: '1920x1080',
    language: 'en-GB',
    timezone: 'Europe/Berlin',
    consent: { analytics: true, marketing: false },
  };
  if (n % 50 > 0) return { event_type: 'page_view', ...shared, event_data: { engagement_time_msec: 1200 } };
  const items = [{ item_id: `sku-${n % 40}`, item_name: `Product ${n % 40}`, price: 19.5, quantity: 2 }];
  return { event_type: 'purchase', ...shared, event_data: { transaction_id: `T${n}`, value: 39, currency: 'EUR', items } };
}

/** Body of a request with one event. */
export const single = (n: number): string => JSON.stringify({ script_id: BENCH_SCRIPT_ID, sent_at: Date.now(), ...event(n) });

/** Body of a request with ten events. */
export const ten = (n: number): string =>
  JSON.stringify({ script_id: BENCH_SCRIPT_ID, sent_at: Date.now(), events: Array.from({ length: 10 }, (_, i) => event(n * 10 + i)) });

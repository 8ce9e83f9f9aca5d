import { createHmac, timingSafeEqual } from 'node:crypto';
import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

export interface WebhookEvent {
  readonly eventId: string;
  readonly event: Fields;
}

export interface WebhookRefused {
  readonly reason: string;
}

export interface WebhookStandIn extends Vendor {
  /** Events of the requests it believed, in order. */
  readonly received: readonly WebhookEvent[];
  readonly refused: readonly WebhookRefused[];
}

type Fields = Readonly<Record<string, unknown>>;

const EIGHT_DAYS_MS = 8 * 24 * 3600 * 1000;

/**
 * A receiver of webhooks that believes a request only with the right signature, as the plugin's README asks receivers to. It
 * takes an event as often as it comes, for that is what a receiver without a memory does.
 */
export async function startWebhookStandIn(secret: string): Promise<WebhookStandIn> {
  const received: WebhookEvent[] = [];
  const refused: WebhookRefused[] = [];

  const refuse = (status: number, reason: string): VendorAnswer => {
    refused.push({ reason });
    return { status, body: reason };
  };

  const handle = ({ method, path, headers, body }: VendorRequest): VendorAnswer => {
    if (method !== 'POST' || path !== '/hook') return { status: 404 };
    const timestamp = String(headers['x-warp-timestamp']);
    const expected = createHmac('sha256', secret).update(`${timestamp}\n${body}`).digest('hex');
    // Not counted as refused: that is what becomes of a wrong secret.
    if (!isEqual(String(headers['x-warp-signature']), expected)) return { status: 401, body: 'The signature is wrong.' };
    if (!/^\d{10}$/.test(timestamp) || Math.abs(Date.now() - Number(timestamp) * 1000) > EIGHT_DAYS_MS) return refuse(400, 'The timestamp is too old.');
    if (!String(headers['content-type']).startsWith('application/json')) return refuse(415, 'No JSON.');
    const { events } = JSON.parse(body) as { readonly events: readonly Fields[] };
    if (!events.every(isEvent)) return refuse(400, 'No event.');
    if (events.some((event) => 'user' in event)) return refuse(400, 'Personal fields nobody asked for.');
    received.push(...events.map((event) => ({ eventId: String(event['event_id']), event })));
    return { status: 200, body: 'ok' };
  };
  return { ...(await startVendor(handle)), received, refused };
}

const isEqual = (given: string, expected: string): boolean => given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));

const isEvent = (event: Fields): boolean =>
  typeof event['event_id'] === 'string' && typeof event['event_type'] === 'string' && !Number.isNaN(Date.parse(String(event['timestamp'])));

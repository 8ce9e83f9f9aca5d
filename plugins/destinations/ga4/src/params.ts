import type { Item, WarpEvent } from '@warp/plugin-sdk';
import { isUsableParameter } from './reserved.js';

/** Parameters per event, and items per event. */
const MAX_PARAMS = 25;
const MAX_ITEMS = 200;

/** Longest text of a parameter; three page fields may be longer (support.google.com/analytics/answer/9267744). */
const MAX_TEXT = 100;
const LONG_TEXTS: Readonly<Record<string, number>> = { page_location: 1000, page_referrer: 420, page_title: 300 };

type Value = string | number | readonly Readonly<Record<string, string | number>>[];
export type Params = Readonly<Record<string, Value>>;

/** Item fields GA4 knows (reference, “Event builder”: items). */
const ITEM_FIELDS = [
  'item_id', 'item_name', 'affiliation', 'coupon', 'discount', 'index', 'item_brand', 'item_category', 'item_category2',
  'item_category3', 'item_category4', 'item_category5', 'item_list_id', 'item_list_name', 'item_variant', 'location_id',
  'price', 'quantity',
] as const;

/**
 * An event's parameters: what reports need first, then the event's own, as many as Google takes. Text is cut to the
 * limit rather than refused: a cut title is worth more than a lost purchase.
 */
export function paramsOf(event: WarpEvent): Params {
  const { items, engagement_time_msec: engagement, ...own } = event.eventData;
  const params: Record<string, Value> = {
    session_id: sessionId(event),
    engagement_time_msec: typeof engagement === 'number' && engagement >= 1 ? Math.round(engagement) : 1,
  };
  const put = (name: string, value: unknown): void => {
    const usable = plain(value, LONG_TEXTS[name] ?? MAX_TEXT);
    if (usable !== undefined && !(name in params) && Object.keys(params).length < MAX_PARAMS) params[name] = usable;
  };
  if (items !== undefined && items.length > 0) params['items'] = items.slice(0, MAX_ITEMS).map(itemOf);
  for (const name of ['transaction_id', 'value', 'currency']) put(name, own[name]);
  put('page_location', event.pageUrl);
  put('page_referrer', event.referrer);
  put('page_title', event.pageTitle);
  for (const [name, value] of Object.entries(own)) if (isUsableParameter(name)) put(name, value);
  return params;
}

/** Google's own session when its cookie was there, so that server and browser events share it; else the start of ours. */
const sessionId = (event: WarpEvent): string =>
  /^\d+$/.test(event.ids.gaSessionId ?? '') ? event.ids.gaSessionId! : String(Math.floor(event.sessionStartedAtMs / 1000));

function itemOf(item: Item): Record<string, string | number> {
  const result: Record<string, string | number> = {};
  for (const field of ITEM_FIELDS) {
    const value = plain(item[field], MAX_TEXT);
    if (value !== undefined) result[field] = field === 'item_id' ? String(value) : value;
  }
  return result;
}

function plain(value: unknown, maxLength: number): string | number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value === 'string' && value !== '' ? value.slice(0, maxLength).toWellFormed() : undefined;
}

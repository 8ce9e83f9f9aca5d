import type { EventData, Item } from '@warp/plugin-sdk';
import type { PinterestSettings } from './settings.js';

interface Content {
  readonly id: string;
  readonly item_price?: string;
  readonly quantity?: number;
  readonly item_name?: string;
  readonly item_category?: string;
  readonly item_brand?: string;
}

/**
 * What an event was about, in Pinterest's keys; amounts are texts. Pinterest refuses any other key, and parameters of the
 * site's own may be personal, so they stay at home.
 */
export interface CustomData {
  readonly value?: string;
  readonly currency?: string;
  readonly content_ids?: readonly string[];
  readonly contents?: readonly Content[];
  readonly content_name?: string;
  readonly content_category?: string;
  readonly content_brand?: string;
  readonly num_items?: number;
  readonly order_id?: string;
  readonly search_string?: string;
  readonly opt_out_type?: 'LDP';
}

/** `custom_data` of developers.pinterest.com/docs/api/v5/events-create */
export function customData(name: string, data: EventData, settings: PinterestSettings): CustomData {
  const { value, currency, transaction_id: orderId, search_term: term } = data;
  const items = (data.items ?? []).filter((item) => idOf(item) !== '');
  const only = items.length === 1 ? items[0] : undefined;
  const count = items.reduce((sum, { quantity = 1 }) => sum + quantity, 0);
  return {
    // Without a currency Pinterest would take the ad account's.
    ...(isNumber(value) && currency ? { value: String(value), currency } : {}),
    ...(items.length > 0 && { content_ids: items.map(idOf), contents: items.map(contentOf) }),
    ...(only?.item_name && { content_name: only.item_name }),
    ...(only?.item_category && { content_category: only.item_category }),
    ...(only?.item_brand && { content_brand: only.item_brand }),
    ...(isCount(count) && { num_items: count }),
    ...(orderId && { order_id: orderId }),
    ...(name === 'search' && typeof term === 'string' && term !== '' && { search_string: term }),
    ...(settings.limited_data_processing && { opt_out_type: 'LDP' }),
  };
}

const idOf = (item: Item): string => String(item.item_id ?? '');

const contentOf = (item: Item): Content => ({
  id: idOf(item),
  ...(isNumber(item.price) && { item_price: String(item.price) }),
  ...(isCount(item.quantity) && { quantity: item.quantity }),
  ...(item.item_name && { item_name: item.item_name }),
  ...(item.item_category && { item_category: item.item_category }),
  ...(item.item_brand && { item_brand: item.item_brand }),
});

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

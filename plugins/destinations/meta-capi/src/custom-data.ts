import type { EventData, Item } from '@warp/plugin-sdk';

interface Content {
  readonly id: string;
  readonly quantity: number;
  readonly item_price?: number;
}

/** What an event was about, in Meta's keys. Parameters of the site's own stay at home: they may be personal. */
export interface CustomData {
  readonly value?: number;
  readonly currency?: string;
  readonly content_ids?: readonly string[];
  readonly contents?: readonly Content[];
  readonly content_type?: 'product';
  readonly content_name?: string;
  readonly content_category?: string;
  readonly order_id?: string;
  readonly num_items?: number;
  readonly search_string?: string;
}

/** developers.facebook.com/documentation/ads-commerce/conversions-api/parameters/custom-data */
export function customData(name: string, data: EventData): CustomData {
  const { value, currency, transaction_id: orderId, search_term: term } = data;
  const items = (data.items ?? []).filter((item) => idOf(item) !== '');
  const contents = items.flatMap(contentOf);
  const only = items.length === 1 ? items[0] : undefined;
  return {
    // An amount without its currency says nothing.
    ...(isNumber(value) && currency ? { value, currency } : {}),
    ...(items.length > 0 && { content_ids: items.map(idOf), content_type: 'product' }),
    ...(contents.length > 0 && { contents }),
    ...(only?.item_name && { content_name: only.item_name }),
    ...(only?.item_category && { content_category: only.item_category }),
    ...(orderId && { order_id: orderId }),
    ...(name === 'InitiateCheckout' && contents.length > 0 && { num_items: contents.reduce((sum, { quantity }) => sum + quantity, 0) }),
    ...(name === 'Search' && typeof term === 'string' && term !== '' && { search_string: term }),
  };
}

const idOf = (item: Item): string => String(item.item_id ?? '');

/** Contents come with a quantity; an item that names none counts once, as in the event reference that Warp's items follow. */
function contentOf(item: Item): readonly Content[] {
  const quantity = item.quantity ?? 1;
  if (!Number.isInteger(quantity) || quantity < 1) return [];
  return [{ id: idOf(item), quantity, ...(isNumber(item.price) && { item_price: item.price }) }];
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

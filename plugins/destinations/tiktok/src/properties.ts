import type { EventData, Item } from '@warp/plugin-sdk';

interface Content {
  readonly content_id: string;
  readonly content_name?: string;
  readonly content_category?: string;
  readonly brand?: string;
  readonly price?: number;
  readonly quantity?: number;
}

/** What an event was about, in TikTok's keys. Parameters of the site's own stay at home: they may be personal. */
export interface Properties {
  readonly value?: number;
  readonly currency?: string;
  readonly content_type?: 'product';
  readonly contents?: readonly Content[];
  readonly num_items?: number;
  readonly order_id?: string;
  readonly query?: string;
  readonly search_string?: string;
}

/** business-api.tiktok.com/portal/docs?id=1771100865818625 (Events API for web) */
export function propertiesOf(name: string, data: EventData): Properties {
  const { value, currency, transaction_id: orderId, search_term: term } = data;
  const contents = (data.items ?? []).flatMap(contentOf);
  return {
    // An amount without its currency says nothing.
    ...(isNumber(value) && currency ? { value, currency } : {}),
    ...(contents.length > 0 && { content_type: 'product', contents }),
    ...(name === 'InitiateCheckout' && contents.length > 0 && { num_items: contents.reduce((sum, { quantity = 1 }) => sum + quantity, 0) }),
    ...(orderId && { order_id: orderId }),
    // The API's reference calls it query, the list of standard events search_string.
    ...(name === 'Search' && typeof term === 'string' && term !== '' && { query: term, search_string: term }),
  };
}

function contentOf(item: Item): readonly Content[] {
  const id = String(item.item_id ?? '');
  if (id === '') return [];
  return [
    {
      content_id: id,
      ...(item.item_name && { content_name: item.item_name }),
      ...(item.item_category && { content_category: item.item_category }),
      ...(item.item_brand && { brand: item.item_brand }),
      ...(isNumber(item.price) && { price: item.price }),
      ...(Number.isInteger(item.quantity) && { quantity: item.quantity }),
    },
  ];
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

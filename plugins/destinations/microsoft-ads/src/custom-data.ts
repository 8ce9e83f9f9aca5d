import type { EventData, Item } from '@warp/plugin-sdk';

interface Product {
  readonly id: string;
  readonly name?: string;
  readonly price?: number;
  readonly quantity?: number;
}

type PageType = 'cart' | 'category' | 'product' | 'purchase' | 'searchresults';

/** What an event was about, in Microsoft's keys. Parameters of the site's own stay at home: they may be personal. */
export interface CustomData {
  readonly value?: number;
  readonly currency?: string;
  readonly transactionId?: string;
  readonly items?: readonly Product[];
  readonly itemIds?: readonly string[];
  readonly ecommTotalValue?: number;
  readonly pageType?: PageType;
  readonly searchTerm?: string;
}

/** Pages an event is sure to come from; dynamic remarketing sorts visitors by them. */
const PAGE_TYPES: ReadonlyMap<string, PageType> = new Map([
  ['view_item', 'product'],
  ['view_item_list', 'category'],
  ['search', 'searchresults'],
  ['view_search_results', 'searchresults'],
  ['view_cart', 'cart'],
  ['purchase', 'purchase'],
]);

/** `customData` of learn.microsoft.com/en-us/advertising/guides/uet-conversion-api-integration */
export function customData(eventType: string, data: EventData): CustomData {
  const { value, currency, transaction_id: transactionId, search_term: term } = data;
  const products = (data.items ?? []).flatMap(productOf);
  const pageType = PAGE_TYPES.get(eventType);
  const hasValue = isNumber(value) && currency;
  return {
    // Without a currency Microsoft would take the goal's.
    ...(hasValue ? { value, currency } : {}),
    ...(transactionId && { transactionId }),
    ...(products.length > 0 && { items: products, itemIds: products.map(({ id }) => id) }),
    // “In most cases, it makes sense to pass the same value for both.”
    ...(hasValue && products.length > 0 ? { ecommTotalValue: value } : {}),
    ...(pageType && { pageType }),
    ...(pageType === 'searchresults' && typeof term === 'string' && term !== '' && { searchTerm: term }),
  };
}

function productOf(item: Item): readonly Product[] {
  const id = String(item.item_id ?? '');
  if (id === '') return [];
  return [
    {
      id,
      ...(item.item_name && { name: item.item_name }),
      ...(isNumber(item.price) && { price: item.price }),
      ...(Number.isInteger(item.quantity) && { quantity: item.quantity }),
    },
  ];
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

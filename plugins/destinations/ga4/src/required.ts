import type { Params } from './params.js';

/**
 * What Google's event reference requires, by event (…/ga4/reference/events). Google answers 2xx without it and leaves the
 * event out of its reports, so it is checked here.
 */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  purchase: ['transaction_id', 'value', 'currency', 'items'],
  refund: ['transaction_id'],
  add_to_cart: ['items'],
  remove_from_cart: ['items'],
  view_cart: ['items'],
  view_item: ['items'],
  begin_checkout: ['items'],
  add_to_wishlist: ['items'],
  add_payment_info: ['items'],
  add_shipping_info: ['items'],
  view_item_list: ['items'],
  select_item: ['items'],
  search: ['search_term'],
};

/** The first required parameter that is missing. A value always needs its currency. */
export function missingParameter(name: string, params: Params): string | undefined {
  const required = [...(REQUIRED[name] ?? []), ...('value' in params ? ['currency'] : [])];
  return required.find((parameter) => !(parameter in params));
}

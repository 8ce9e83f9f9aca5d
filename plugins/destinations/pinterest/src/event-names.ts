import type { PinterestSettings } from './settings.js';

/** Pinterest's events by Warp's names (developers.pinterest.com/docs/api-features/conversion-overview). */
const STANDARD: Readonly<Record<string, string>> = {
  page_view: 'page_visit',
  view_item: 'page_visit',
  view_item_list: 'view_category',
  search: 'search',
  add_to_cart: 'add_to_cart',
  add_to_wishlist: 'add_to_wishlist',
  begin_checkout: 'initiate_checkout',
  add_payment_info: 'add_payment_info',
  purchase: 'checkout',
  generate_lead: 'lead',
  lead: 'lead',
  form_submit: 'lead',
  sign_up: 'signup',
  video_start: 'watch_video',
  contact: 'contact',
  customize_product: 'customize_product',
  find_location: 'find_location',
  schedule: 'schedule',
  start_trial: 'start_trial',
  submit_application: 'submit_application',
  subscribe: 'subscribe',
};

/** Measures of a visit that no advertisement is steered by. */
const WITHOUT_COUNTERPART: ReadonlySet<string> = new Set(['session_start', 'user_engagement']);

/** Pinterest's name for an event; undefined: it is left out. */
export function eventName(eventType: string, settings: PinterestSettings): string | undefined {
  if (Object.hasOwn(STANDARD, eventType)) return STANDARD[eventType];
  return settings.other_events === 'custom' && !WITHOUT_COUNTERPART.has(eventType) ? 'custom' : undefined;
}

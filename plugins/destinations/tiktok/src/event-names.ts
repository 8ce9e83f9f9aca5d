import type { TiktokSettings } from './settings.js';

/**
 * TikTok's standard events by Warp's names (ads.tiktok.com/help/article/supported-standard-events). Any other event keeps its
 * name and arrives as a custom event. A page view is named as the pixel in the browser names it.
 */
const STANDARD: Readonly<Record<string, string>> = {
  page_view: 'Pageview',
  view_item: 'ViewContent',
  view_item_list: 'ViewContent',
  search: 'Search',
  add_to_cart: 'AddToCart',
  add_to_wishlist: 'AddToWishlist',
  begin_checkout: 'InitiateCheckout',
  add_payment_info: 'AddPaymentInfo',
  generate_lead: 'Lead',
  lead: 'Lead',
  form_submit: 'SubmitForm',
  sign_up: 'CompleteRegistration',
  contact: 'Contact',
  file_download: 'Download',
  customize_product: 'CustomizeProduct',
  find_location: 'FindLocation',
  schedule: 'Schedule',
  start_trial: 'StartTrial',
  submit_application: 'SubmitApplication',
  subscribe: 'Subscribe',
};

/** Measures of a visit that no advertisement is steered by. */
const WITHOUT_COUNTERPART: ReadonlySet<string> = new Set(['session_start', 'user_engagement']);

/** TikTok's name for an event; undefined: it has no counterpart there. */
export function eventName(eventType: string, settings: TiktokSettings): string | undefined {
  if (WITHOUT_COUNTERPART.has(eventType)) return undefined;
  if (eventType === 'purchase') return settings.purchase_event;
  return Object.hasOwn(STANDARD, eventType) ? STANDARD[eventType] : eventType;
}

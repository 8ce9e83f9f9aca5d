/**
 * Meta's standard events by Warp's names (`event_name` in …/conversions-api/parameters/server-event). Any other event keeps
 * its name and arrives as a custom event.
 */
const STANDARD: Readonly<Record<string, string>> = {
  page_view: 'PageView',
  view_item: 'ViewContent',
  view_item_list: 'ViewContent',
  search: 'Search',
  add_to_cart: 'AddToCart',
  add_to_wishlist: 'AddToWishlist',
  begin_checkout: 'InitiateCheckout',
  add_payment_info: 'AddPaymentInfo',
  purchase: 'Purchase',
  generate_lead: 'Lead',
  lead: 'Lead',
  form_submit: 'Lead',
  sign_up: 'CompleteRegistration',
  contact: 'Contact',
  customize_product: 'CustomizeProduct',
  donate: 'Donate',
  find_location: 'FindLocation',
  schedule: 'Schedule',
  start_trial: 'StartTrial',
  submit_application: 'SubmitApplication',
  subscribe: 'Subscribe',
};

/** Measures of a visit that no advertisement is steered by. */
const WITHOUT_COUNTERPART: ReadonlySet<string> = new Set(['session_start', 'user_engagement']);

/** Meta's name for an event; undefined: it has no counterpart there. */
export const eventName = (eventType: string): string | undefined =>
  WITHOUT_COUNTERPART.has(eventType) ? undefined : Object.hasOwn(STANDARD, eventType) ? STANDARD[eventType] : eventType;

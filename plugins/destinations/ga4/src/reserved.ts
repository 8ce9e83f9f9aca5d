/**
 * Names Google keeps for itself (Measurement Protocol reference, “Reserved names”, web streams; read 2026-11-23).
 * https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference
 */
const RESERVED_EVENTS = new Set(
  `ad_activeview ad_click ad_exposure ad_query ad_reward adunit_exposure app_clear_data app_exception app_install app_remove
  app_store_refund app_update app_upgrade dynamic_link_app_open dynamic_link_app_update dynamic_link_first_open error
  firebase_campaign firebase_in_app_message_action firebase_in_app_message_dismiss firebase_in_app_message_impression
  first_open first_visit notification_dismiss notification_foreground notification_open notification_receive
  notification_send os_update session_start user_engagement`.split(/\s+/),
);

const RESERVED_PREFIX = /^(_|firebase_|ga_|google_|gtag\.)/;

const NAME = /^[A-Za-z]\w*$/;

/** Longest event and parameter name. */
export const MAX_NAME = 40;

export const isReservedEvent = (name: string): boolean => RESERVED_EVENTS.has(name) || RESERVED_PREFIX.test(name);

export const isUsableParameter = (name: string): boolean =>
  name.length <= MAX_NAME && NAME.test(name) && !RESERVED_PREFIX.test(name) && name !== 'firebase_conversion';

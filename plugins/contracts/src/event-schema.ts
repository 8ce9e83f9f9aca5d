import type { FromSchema } from './schema.js';

/** Sizes of the wire contract, in the unit the name says. */
export const LIMITS = {
  /** Events in one request. */
  eventsPerRequest: 100,
  /** Bytes of one event's JSON. */
  eventBytes: 64 * 1024,
  /** Bytes of a request's body. */
  requestBytes: 1024 * 1024,
  /** Bytes of `event_data` as JSON. */
  eventDataBytes: 32 * 1024,
  /** Items of one event; further ones are left out. Orders with more lines than this do not fit into `eventDataBytes` anyway. */
  itemsPerEvent: 1000,
  /** How far a timestamp may lie before its receipt without an API key. */
  pastMs: 7 * 24 * 3600 * 1000,
  /** How far a timestamp may lie after its receipt. */
  futureMs: 10 * 60 * 1000,
  /** How long the same event id counts once. */
  dedupeMs: 48 * 3600 * 1000,
  /** Idle time that ends a session. */
  sessionIdleMs: 30 * 60 * 1000,
} as const;

/*
 * How a field is read is said by its schema: `type`, `maxLength` and `format` (JSON Schema's word; see `FORMATS`). What has another form
 * is read as far as it can be, and else left out with an issue; see `ISSUE_RULES`.
 */

/** Free text; longer is cut. */
const text = (maxLength: number) => ({ type: 'string', maxLength }) as const;
/** Names one thing among many; see `FORMATS`. */
const id = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength, format: 'id' }) as const;
/** Text that means something else when a part is missing; longer is left out. */
const code = (maxLength: number) => ({ type: 'string', maxLength, format: 'code' }) as const;
/** Major units of the event's currency, as in GA4. */
const money = { type: 'number', format: 'money' } as const;
/** Pieces. More than a million of a thing in one line is a fault of the sender. */
const quantity = { type: 'number', minimum: -1e6, maximum: 1e6 } as const;
/** Anything but null, which means absent. */
const present = { type: ['string', 'number', 'boolean', 'object', 'array'] } as const;

export const itemSchema = {
  type: 'object',
  properties: {
    item_id: { anyOf: [{ type: 'string', maxLength: 255, format: 'id' }, { type: 'number' }] },
    item_name: text(500),
    price: money,
    quantity,
    item_category: text(255),
    item_category2: text(255),
    item_category3: text(255),
    item_category4: text(255),
    item_category5: text(255),
    item_brand: text(255),
    item_variant: text(255),
    item_list_id: text(255),
    item_list_name: text(255),
    affiliation: text(255),
    coupon: text(255),
    discount: money,
    index: { type: 'number' },
    location_id: text(255),
  },
  additionalProperties: present,
} as const;

export const eventDataSchema = {
  type: 'object',
  properties: {
    value: money,
    currency: { type: 'string', format: 'currency' },
    transaction_id: id(255),
    tax: money,
    shipping: money,
    coupon: text(255),
    engagement_time_msec: { type: 'number', minimum: 0 },
    items: { type: 'array', maxItems: LIMITS.itemsPerEvent, items: itemSchema },
  },
  additionalProperties: present,
} as const;

export const consentSchema = {
  type: 'object',
  properties: { analytics: { type: 'boolean' }, marketing: { type: 'boolean' } },
  additionalProperties: false,
} as const;

export const idsSchema = {
  type: 'object',
  properties: {
    ga_client_id: id(255),
    ga_session_id: { anyOf: [id(255), { type: 'integer', minimum: 1 }] },
    /** Session number by GA4 measurement id, for pages with several; `ga_session_id` is the fallback. */
    ga_sessions: {
      type: 'object',
      propertyNames: { pattern: '^G-[A-Z0-9]{4,20}$' },
      maxProperties: 20,
      additionalProperties: code(64),
    },
    fbp: id(255),
    fbc: code(600),
    gclid: code(600),
    gbraid: code(600),
    wbraid: code(600),
    msclkid: code(600),
    ttclid: code(600),
    li_fat_id: code(600),
  },
  additionalProperties: false,
} as const;

export const userSchema = {
  type: 'object',
  properties: {
    email: code(320),
    phone: code(64),
    first_name: text(128),
    last_name: text(128),
    street: text(255),
    city: text(128),
    state: text(128),
    zip: code(64),
    country: code(64),
    gender: code(64),
    date_of_birth: { type: 'string', maxLength: 64, format: 'date_of_birth' },
  },
  additionalProperties: false,
} as const;

/** What is known of the visitor beyond the event, as GA4's user properties: numbers, words and yes or no. */
export const userPropertiesSchema = {
  type: 'object',
  propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$' },
  maxProperties: 50,
  additionalProperties: { anyOf: [text(255), { type: 'number' }, { type: 'boolean' }] },
} as const;

/**
 * One event as it travels on the wire (`POST /api/track`), without `script_id`.
 * The collector's reading, the tracker's types and the event reference all derive from this.
 */
export const trackedEventSchema = {
  $id: 'https://warp.local/schema/tracked-event.json',
  type: 'object',
  required: ['event_type'],
  properties: {
    event_type: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[A-Za-z][A-Za-z0-9_.-]*$' },
    event_id: id(128),
    timestamp: { anyOf: [{ type: 'string', maxLength: 40, format: 'time' }, { type: 'number' }] },
    page_url: text(2048),
    referrer: text(2048),
    page_title: text(512),
    visitor_id: id(255),
    session_id: id(255),
    user_id: id(255),
    screen: { type: 'string', format: 'screen' },
    language: { type: 'string', maxLength: 35, format: 'language' },
    timezone: { type: 'string', maxLength: 64, format: 'time_zone' },
    consent: consentSchema,
    ids: idsSchema,
    user: userSchema,
    user_properties: userPropertiesSchema,
    event_data: eventDataSchema,
    ip_address: code(128),
    user_agent: text(1024),
  },
} as const;

export type TrackedEvent = FromSchema<typeof trackedEventSchema>;
export type EventData = FromSchema<typeof eventDataSchema>;
export type Item = FromSchema<typeof itemSchema>;
export type WireIds = FromSchema<typeof idsSchema>;
export type WireUser = FromSchema<typeof userSchema>;
export type WireUserProperties = FromSchema<typeof userPropertiesSchema>;

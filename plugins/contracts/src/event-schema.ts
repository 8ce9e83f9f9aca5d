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
  /** How far a timestamp may lie before its receipt without an API key. */
  pastMs: 7 * 24 * 3600 * 1000,
  /** How far a timestamp may lie after its receipt. */
  futureMs: 10 * 60 * 1000,
  /** How long the same event id counts once. */
  dedupeMs: 48 * 3600 * 1000,
  /** Idle time that ends a session. */
  sessionIdleMs: 30 * 60 * 1000,
} as const;

/** Text that is cut to this length (and counted), never refused. */
export const CUT_LENGTHS = { page_url: 2048, referrer: 2048, page_title: 512 } as const;

const text = (maxLength: number) => ({ type: 'string', maxLength }) as const;
/** Sums beyond this are a fault of the sender, and would overflow the stored totals. */
const amount = { type: 'number', minimum: -1e12, maximum: 1e12 } as const;
const id = { type: 'string', minLength: 1, maxLength: 255 } as const;

export const itemSchema = {
  type: 'object',
  properties: {
    item_id: { anyOf: [text(255), { type: 'number' }] },
    item_name: text(500),
    price: amount,
    quantity: amount,
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
    discount: amount,
    index: { type: 'number' },
    location_id: text(255),
  },
} as const;

export const eventDataSchema = {
  type: 'object',
  properties: {
    value: amount,
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    transaction_id: { type: 'string', minLength: 1, maxLength: 255 },
    items: { type: 'array', maxItems: 200, items: itemSchema },
  },
} as const;

export const consentSchema = {
  type: 'object',
  properties: { analytics: { type: 'boolean' }, marketing: { type: 'boolean' } },
  additionalProperties: false,
} as const;

export const idsSchema = {
  type: 'object',
  properties: {
    ga_client_id: id,
    ga_session_id: { anyOf: [id, { type: 'integer', minimum: 1 }] },
    fbp: id,
    fbc: text(600),
    gclid: text(600),
    gbraid: text(600),
    wbraid: text(600),
    msclkid: text(600),
    ttclid: text(600),
    li_fat_id: text(600),
  },
  additionalProperties: false,
} as const;

export const userSchema = {
  type: 'object',
  properties: {
    email: text(320),
    phone: text(64),
    first_name: text(128),
    last_name: text(128),
    street: text(255),
    city: text(128),
    state: text(128),
    zip: text(32),
    country: text(64),
    gender: text(32),
    date_of_birth: text(32),
  },
  additionalProperties: false,
} as const;

/**
 * One event as it travels on the wire (`POST /api/track`), without `script_id`.
 * The collector's validator, the tracker's types and the event reference all derive from this.
 */
export const trackedEventSchema = {
  $id: 'https://warp.local/schema/tracked-event.json',
  type: 'object',
  required: ['event_type'],
  properties: {
    event_type: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[A-Za-z][A-Za-z0-9_.-]*$' },
    event_id: { type: 'string', minLength: 1, maxLength: 128 },
    timestamp: { anyOf: [{ type: 'string', maxLength: 40 }, { type: 'number' }] },
    page_url: { type: 'string' },
    referrer: { type: 'string' },
    page_title: { type: 'string' },
    visitor_id: id,
    session_id: id,
    user_id: id,
    screen: { type: 'string', pattern: '^[0-9]{1,5}x[0-9]{1,5}$' },
    language: { type: 'string', maxLength: 35 },
    timezone: { type: 'string', maxLength: 64 },
    consent: consentSchema,
    ids: idsSchema,
    user: userSchema,
    event_data: eventDataSchema,
    ip_address: { type: 'string', maxLength: 128 },
    user_agent: { type: 'string', maxLength: 1024 },
  },
} as const;

export type TrackedEvent = FromSchema<typeof trackedEventSchema>;
export type EventData = FromSchema<typeof eventDataSchema>;
export type Item = FromSchema<typeof itemSchema>;
export type WireIds = FromSchema<typeof idsSchema>;
export type WireUser = FromSchema<typeof userSchema>;

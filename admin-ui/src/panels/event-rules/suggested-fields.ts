import type { StoredEvent } from '../../api/deliveries.js';

/** Fields every event may have, by their wire names; the core refuses personal ones. */
const FIELDS = [
  'page_url',
  'page_title',
  'referrer',
  'language',
  'user_id',
  'source.channel',
  'source.source',
  'source.medium',
  'source.campaign',
  'device.category',
  'device.browser',
  'device.os',
  'geo.country',
  'geo.region',
  'geo.city',
  'organisation.name',
  'consent.analytics',
  'consent.marketing',
];

/** Parameters the site's latest events really have first, then what every event may have. */
export const suggestedFields = (events: readonly StoredEvent[]): readonly string[] => [
  ...[...new Set(events.flatMap(({ event_data }) => Object.keys(event_data)))].sort().map((name) => `event_data.${name}`),
  ...FIELDS,
];

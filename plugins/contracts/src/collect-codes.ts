/** Codes of `POST /api/track` with the sentence a developer reads. */
export const TRACK_ERRORS = {
  malformed_json: 'The body is not JSON.',
  nested_too_deep: 'The JSON is nested deeper than 100 levels.',
  too_many_fields: 'The JSON has more than 100,000 values, or more than 500 shared fields.',
  invalid_event: 'The event breaks a rule of the event schema.',
  unknown_script: 'No site has this script_id.',
  origin_not_allowed: 'The page that sent this does not belong to the site’s domains.',
  bad_signature: 'The signature is wrong or older than 300 seconds.',
  invalid_api_key: 'The API key is unknown, revoked, or may not track for this site.',
  body_too_large: 'The body is larger than 1 MB.',
  event_too_large: 'The event is larger than 64 KB, or its event_data larger than 32 KB.',
  too_many_events: 'A request carries at most 100 events.',
  unsupported_media_type: 'Send application/json or text/plain.',
  timestamp_out_of_range: 'The timestamp is more than 7 days old or 10 minutes ahead.',
  rate_limited: 'Too many requests; wait as long as Retry-After says.',
  log_unavailable: 'The event could not be stored; send it again.',
} as const;
export type TrackErrorCode = keyof typeof TRACK_ERRORS;

/** Why an accepted request's event was left out on purpose; counted per site and shown to its owner. */
export const DROP_REASONS = {
  site_paused: 'The site is paused.',
  event_disabled: 'The site’s owner switched this event off.',
  opted_out: 'The visitor’s browser asks not to be tracked and the site honours it.',
  no_consent: 'The visitor refused analytics and the site does not measure without it.',
  bot: 'A known robot, and the site drops robots at the door.',
  rate_limited: 'One visitor’s address sent more in a minute than it may.',
  erased: 'It is a person’s whose data was erased after it happened.',
} as const;
export type DropReason = keyof typeof DROP_REASONS;

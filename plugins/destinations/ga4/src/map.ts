import { createHash } from 'node:crypto';
import { skip, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import { paramsOf, type Params } from './params.js';
import { missingParameter } from './required.js';
import { isReservedEvent, MAX_NAME } from './reserved.js';
import type { Ga4Settings } from './settings.js';

/** One event, and beside it what Google takes only once per request. */
export interface Ga4Item {
  readonly request: RequestFields;
  readonly name: string;
  readonly params: Params;
  readonly timestampMicros: number;
}

/** Fields of the request level; events that differ in them travel apart. */
export interface RequestFields {
  readonly client_id: string;
  readonly user_id?: string;
  readonly consent: { readonly ad_user_data: 'GRANTED' | 'DENIED'; readonly ad_personalization: 'GRANTED' | 'DENIED' };
  readonly user_agent?: string;
  readonly ip_override?: string;
  readonly user_location?: { readonly country_id: string; readonly city?: string };
}

/** An event as GA4 takes it, or why it would not. */
export function map(event: WarpEvent, settings: Ga4Settings): Ga4Item | Skip {
  const name = nameOf(event, settings);
  if (isReservedEvent(name)) return skip('ga4_reserved_name', `Google keeps the event name “${name}” for itself.`);
  if (name.length > MAX_NAME) return skip('ga4_name_too_long', `Google takes event names of at most ${MAX_NAME} characters.`);
  const params = paramsOf(event);
  const missing = missingParameter(name, params);
  if (missing !== undefined) return skip(`ga4_missing_${missing}`, `Google leaves a ${name} without ${missing} out of its reports.`);
  return {
    request: requestFields(event, settings),
    name,
    params: settings.debug_mode ? { ...params, debug_mode: 1 } : params,
    timestampMicros: event.timestampMs * 1000,
  };
}

function nameOf(event: WarpEvent, settings: Ga4Settings): string {
  if (event.eventType === 'form_submit' && settings.forms_as_leads) return 'generate_lead';
  // Warp allows dots and dashes, Google letters, digits and underscores.
  return event.eventType.replace(/[.-]/g, '_');
}

function requestFields(event: WarpEvent, settings: Ga4Settings): RequestFields {
  const answer = event.consent.marketing ? 'GRANTED' : 'DENIED';
  const { country, city } = event.geo ?? {};
  return {
    client_id: event.ids.gaClientId ?? derivedClientId(event.visitorId),
    consent: { ad_user_data: answer, ad_personalization: answer },
    ...(event.userId && { user_id: event.userId }),
    ...(event.userAgent && { user_agent: event.userAgent }),
    ...(settings.send_ip && event.consent.marketing && event.ipAddress && { ip_override: event.ipAddress }),
    ...(country && { user_location: { country_id: country, ...(city && { city }) } }),
  };
}

/** Google wants two positive numbers; a visitor without Google's cookie gets the same two each time. */
function derivedClientId(visitorId: string): string {
  const hash = createHash('sha256').update(visitorId).digest();
  return `${(hash.readUInt32BE(0) % 2_147_483_647) + 1}.${(hash.readUInt32BE(4) % 2_147_483_647) + 1}`;
}

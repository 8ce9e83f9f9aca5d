import { jsonRequest, readByStatus, type DeliveryMode, type HttpDelivery, type HttpRequest, type HttpResponse, type Outcome } from '@warp/plugin-sdk';
import type { Ga4Item } from './map.js';
import type { Ga4Settings } from './settings.js';

/** Google's Measurement Protocol. It answers 2xx to anything, so an event is proven right before it is sent. */
export const delivery: HttpDelivery<Ga4Settings, Ga4Item> = {
  via: 'http',
  canValidate: true,
  groupBy: ({ request }) => JSON.stringify(request),
  request: requestFor,
  read: readAnswer,
};

export function requestFor(batch: readonly Ga4Item[], settings: Ga4Settings, mode: DeliveryMode): HttpRequest {
  const path = mode === 'validate' ? '/debug/mp/collect' : '/mp/collect';
  const query = new URLSearchParams({ measurement_id: settings.measurement_id, api_secret: settings.api_secret });
  const [first] = batch;
  return jsonRequest(`${settings.endpoint.replace(/\/$/, '')}${path}?${query.toString()}`, {
    ...first?.request,
    // The documented place for one event's time is the request; several events carry their own.
    ...(batch.length === 1 && first ? { timestamp_micros: first.timestampMicros } : {}),
    ...(mode === 'validate' ? { validation_behavior: 'ENFORCE_RECOMMENDATIONS' } : {}),
    events: batch.map(({ name, params, timestampMicros }) => ({
      name,
      params,
      ...(batch.length === 1 ? {} : { timestamp_micros: timestampMicros }),
    })),
  });
}

interface ValidationAnswer {
  readonly validationMessages?: readonly { readonly fieldPath?: string; readonly description?: string; readonly validationCode?: string }[];
}

/** The collecting address answers without a body; the validating one says what is wrong with the request. */
function readAnswer(response: HttpResponse, batch: readonly Ga4Item[]): readonly Outcome[] {
  const fault = response.status === 200 ? firstFault(response.body) : undefined;
  return fault === undefined ? readByStatus(response, batch) : batch.map(() => fault);
}

function firstFault(body: string): Outcome | undefined {
  const message = parse(body)?.validationMessages?.[0];
  if (message === undefined) return undefined;
  return {
    is: 'permanent',
    code: `ga4_${(message.validationCode ?? 'invalid').toLowerCase()}`,
    message: message.description ?? 'Google finds the event invalid.',
    ...(message.fieldPath && { field: message.fieldPath }),
  };
}

function parse(body: string): ValidationAnswer | undefined {
  try {
    return JSON.parse(body) as ValidationAnswer;
  } catch {
    return undefined;
  }
}

import { ConfigurationError, outcomeOfStatus, PermanentError, ThrottledError, TransientError, type HttpResponse } from '@warp/plugin-sdk';

export type Json = Readonly<Record<string, unknown>>;

/**
 * The answer's object.
 * @throws ThrottledError, ConfigurationError, … for everything IPinfo answers instead of one
 */
export function readAnswer(response: HttpResponse): Json {
  const outcome = outcomeOfStatus(response);
  switch (outcome.is) {
    case 'delivered':
      return parse(response.body);
    case 'throttled':
      throw new ThrottledError('ipinfo_rate_limited', 'IPinfo asks to wait: the limit of the token is reached.', outcome.retryAfterMs);
    case 'configuration':
      throw new ConfigurationError('ipinfo_token_refused', 'IPinfo refuses the token, or its plan does not include this API.', 'token');
    case 'transient':
      throw new TransientError('ipinfo_unavailable', `IPinfo answered with status ${response.status}.`);
    default:
      throw new PermanentError('ipinfo_refused', `IPinfo refused the request with status ${response.status}.`);
  }
}

function parse(body: string): Json {
  try {
    const value: unknown = JSON.parse(body);
    if (isObject(value)) return value;
  } catch {
    // Told below.
  }
  throw new TransientError('ipinfo_unreadable', 'IPinfo’s answer cannot be read.');
}

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An inner object, empty when there is none. */
export const part = (record: Json, name: string): Json => (isObject(record[name]) ? record[name] : {});

/** A text that is not empty. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export const numberOf = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/** `AS15169` */
export const asnOf = (value: unknown): number | undefined => {
  const digits = /^AS(\d+)\b/.exec(textOf(value) ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
};

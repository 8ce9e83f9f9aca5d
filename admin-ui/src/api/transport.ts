import { __ } from '@wordpress/i18n';
import type { FieldError } from './types.js';

/** An error the core answered with. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(message);
  }

  /** There was no answer, or one of a proxy that has no core behind it. */
  get isUnreachable(): boolean {
    return this.status === 0 || (this.status >= 502 && this.status <= 504);
  }
}

const AWAY = __('Warp does not answer. Check the connection and try again.', 'warp');

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** How requests reach the core; each host (dashboard, wp-admin) brings its own. */
export interface Transport {
  /** @throws ApiError */
  request<T>(method: Method, path: string, body?: unknown): Promise<T>;
}

/** Sends JSON and reads JSON. @throws ApiError, with `code` `unreachable` when there is no answer */
export async function sendJson<T>(method: Method, path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError(0, 'unreachable', AWAY);
  });
  const json = jsonOf<T>(await response.text());
  if (!response.ok) throw new ApiError(response.status, json?.code ?? 'error', json?.detail ?? (response.status >= 502 ? AWAY : __('Something went wrong.', 'warp')), json?.errors);
  return json as T;
}

type Answer<T> = T & { readonly code?: string; readonly detail?: string; readonly errors?: readonly FieldError[] };

/** undefined: nothing, or a proxy's page of its own. */
function jsonOf<T>(text: string): Answer<T> | undefined {
  try {
    return JSON.parse(text) as Answer<T>;
  } catch {
    return undefined;
  }
}

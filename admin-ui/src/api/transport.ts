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
}

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
    throw new ApiError(0, 'unreachable', 'Warp does not answer. Check the connection and try again.');
  });
  const text = await response.text();
  const json = (text === '' ? undefined : JSON.parse(text)) as T & { code?: string; detail?: string; errors?: FieldError[] };
  if (!response.ok) throw new ApiError(response.status, json?.code ?? 'error', json?.detail ?? 'Something went wrong.', json?.errors);
  return json;
}

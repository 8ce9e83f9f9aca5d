/** A request as data: what a plugin wants sent. The host sends it. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back. A request that got no answer at all is not a response: the host reports it as transient. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A JSON request. */
export const jsonRequest = (
  url: string,
  body: unknown,
  options: { method?: HttpRequest['method']; headers?: Readonly<Record<string, string>> } = {},
): HttpRequest => ({
  method: options.method ?? 'POST',
  url,
  headers: { 'content-type': 'application/json', ...options.headers },
  body: JSON.stringify(body),
});

import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema.js';
import { ApiError } from './transport.js';

/** How a request reaches the core, and its answer comes back; each host (dashboard, wp-admin) brings its own. */
export type Send = (request: Request) => Promise<Response>;

/** The core's API, with the types of docs/api/openapi.json. Whatever is no success throws an ApiError. */
export type Api = Client<paths>;

/** @param origin where the paths of the document begin */
export function apiClient(send: Send, origin: string): Api {
  const client = createClient<paths>({ baseUrl: origin, credentials: 'same-origin', fetch: send });
  client.use({
    onResponse: async ({ response }) => {
      if (!response.ok) throw await errorOf(response);
    },
    onError: ({ error }) => (error instanceof ApiError ? error : new ApiError(0, 'unreachable', 'Warp does not answer. Check the connection and try again.')),
  });
  return client;
}

/** What an answer has in it: `await bodyOf(api.GET('/api/sites'))`. @throws ApiError */
export const bodyOf = async <A extends { readonly data?: unknown }>(answer: Promise<A>): Promise<NonNullable<A['data']>> => (await answer).data as NonNullable<A['data']>;

/** The log-in that requests are sent with. */
export interface Session {
  readonly accessToken: string | undefined;
  /** @returns undefined: nobody is logged in any more */
  renew(): Promise<unknown>;
  /** The log-in is over. */
  end(): void;
}

/** The dashboard's way: with the access token, which is renewed once when the core does not take it any more. */
export const sessionSend =
  (session: Session, send: Send = (request) => fetch(request)): Send =>
  async (request) => {
    // A body can be sent once only.
    const again = request.clone();
    const answer = await send(authorized(request, session));
    if (answer.status !== 401) return answer;
    if ((await session.renew()) !== undefined) return send(authorized(again, session));
    session.end();
    return answer;
  };

/** wp-admin's `apiFetch`, which adds WordPress' nonce and REST root. With `parse: false` it throws an answer that is no success. */
export type WordPressFetch = (options: { path: string; method: string; parse: false }) => Promise<Response>;

/** Which of the plugin's REST routes asks which of the core's. */
const WORDPRESS_ROUTES: Readonly<Record<string, string>> = {
  '/api/site/overview': '/overview',
  '/api/site/events': '/live',
  '/api/site/companies': '/companies',
  '/api/site/health': '/health',
  '/api/site/loss': '/loss',
  '/api/site/pages': '/paths',
};

/**
 * The panels' way inside wp-admin: the plugin's own REST routes, which ask the core and keep its answers a while.
 * @param root path of the routes below WordPress' REST root
 */
export const wordPressSend =
  (apiFetch: WordPressFetch, root: string): Send =>
  async ({ method, url }) => {
    const { pathname, search } = new URL(url);
    const route = WORDPRESS_ROUTES[pathname];
    if (method !== 'GET' || route === undefined) throw new ApiError(0, 'no_route', `wp-admin has no route for ${method} ${pathname}.`);
    try {
      return await apiFetch({ method, path: `${root}${route}${search}`, parse: false });
    } catch (error) {
      if (error instanceof Response) return error;
      throw error;
    }
  };

function authorized(request: Request, { accessToken }: Session): Request {
  if (accessToken !== undefined) request.headers.set('authorization', `Bearer ${accessToken}`);
  return request;
}

/** The core says what is wrong in `detail`, WordPress in `message`. */
async function errorOf(response: Response): Promise<ApiError> {
  const { code, detail, message, errors } = (await response.json().catch(() => ({}))) as Partial<Record<'code' | 'detail' | 'message', string>> & Pick<Partial<ApiError>, 'errors'>;
  return new ApiError(response.status, code ?? 'error', detail ?? message ?? 'Something went wrong.', errors);
}

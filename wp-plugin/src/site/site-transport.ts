import apiFetch from '@wordpress/api-fetch';
import { ApiError, type Method, type Transport } from '../../../admin-ui/src/api/transport.js';

interface RestError {
  readonly code?: string;
  readonly message?: string;
  readonly data?: { readonly status?: number };
}

/** The panels' way to the core inside wp-admin: the site's own REST routes, which ask the core and keep its answers a while. */
export class SiteTransport implements Transport {
  /** @param root path of the routes below WordPress' REST root */
  constructor(private readonly root: string) {}

  async request<T>(method: Method, path: string, body?: unknown): Promise<T> {
    try {
      return await apiFetch<T>({ method, path: this.root + path, ...(body === undefined ? {} : { data: body }) });
    } catch (error) {
      const { code = 'error', message = 'Something went wrong.', data } = error as RestError;
      throw new ApiError(data?.status ?? 0, code, message);
    }
  }
}

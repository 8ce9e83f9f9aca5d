import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface VendorRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface VendorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is; anything else becomes JSON. */
  readonly body?: unknown;
}

/** How a platform misbehaves. */
export type Fault =
  | ({ readonly is: 'answering' } & VendorAnswer)
  | { readonly is: 'hanging' }
  | { readonly is: 'resetting' }
  /** Takes the request as usual, and the connection breaks before the answer. */
  | { readonly is: 'losing_answers' }
  | { readonly is: 'slow'; readonly ms: number };

export interface Vendor {
  readonly url: string;
  /** Everything that came in, also while it misbehaved. */
  readonly requests: readonly VendorRequest[];
  /** Misbehaves until told otherwise. */
  behave(fault?: Fault): void;
  stop(): Promise<void>;
}

/** A platform on loopback. `handle` enforces its rules; faults are played here, the same for all. */
export async function startVendor(handle: (request: VendorRequest) => VendorAnswer): Promise<Vendor> {
  const requests: VendorRequest[] = [];
  let fault: Fault | undefined;

  const respond = (request: VendorRequest, response: ServerResponse): void => {
    switch (fault?.is) {
      case 'hanging':
        return;
      case 'resetting':
        response.socket?.resetAndDestroy();
        return;
      case 'losing_answers':
        handle(request);
        response.socket?.resetAndDestroy();
        return;
      case 'answering':
        return write(response, fault);
      case 'slow':
        setTimeout(() => write(response, handle(request)), fault.ms);
        return;
      case undefined:
        return write(response, handle(request));
    }
  };

  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
      const body = Buffer.concat(chunks).toString();
      const request = { method: incoming.method ?? 'GET', path: pathname, query: searchParams, headers: incoming.headers, body };
      requests.push(request);
      respond(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    behave: (next) => (fault = next),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function write(response: ServerResponse, { status, headers = {}, body }: VendorAnswer): void {
  const isText = typeof body === 'string' || body === undefined;
  response.writeHead(status, isText ? headers : { 'content-type': 'application/json', ...headers }).end(isText ? body : JSON.stringify(body));
}

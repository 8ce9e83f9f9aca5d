import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the hook behaves until told otherwise. */
export type Behaviour =
  | { readonly is: 'well' }
  | { readonly is: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly is: 'hanging' }
  | { readonly is: 'resetting' };

export interface Hook {
  readonly url: string;
  /** Event ids of the requests it answered with 200, in order. */
  readonly accepted: readonly string[];
  readonly requests: readonly { readonly headers: Readonly<Record<string, unknown>>; readonly body: string }[];
  behave(behaviour: Behaviour): void;
  stop(): Promise<void>;
}

/** A receiver of webhooks that can misbehave. */
export async function startHook(): Promise<Hook> {
  const accepted: string[] = [];
  const requests: { headers: Readonly<Record<string, unknown>>; body: string }[] = [];
  let behaviour: Behaviour = { is: 'well' };

  const answer = (body: string, response: ServerResponse): void => {
    switch (behaviour.is) {
      case 'hanging':
        return;
      case 'resetting':
        response.socket?.resetAndDestroy();
        return;
      case 'status':
        response.writeHead(behaviour.status, behaviour.headers).end();
        return;
      case 'well':
        for (const { event_id } of (JSON.parse(body) as { events: { event_id: string }[] }).events) accepted.push(event_id);
        response.writeHead(200).end('ok');
    }
  };

  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      answer(body, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    accepted,
    requests,
    behave: (next) => (behaviour = next),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

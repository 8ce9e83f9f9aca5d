import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An event as the core would have taken it, and who sent it. */
export interface ReceivedEvent {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
}

export interface StandInCore {
  readonly url: string;
  readonly scriptId: string;
  /** What a site owner copies: base64url of `{core, script_id, secret}`. */
  readonly connectionCode: string;
  /** Method and path of every request so far. */
  readonly requests: readonly string[];
  readonly events: readonly ReceivedEvent[];
  /** How it behaves from now on. */
  behave(mode: Mode): void;
  /** Makes the script another one, as after a change of the site's configuration; or the one given. */
  changeScript(source?: string): void;
  stop(): Promise<void>;
}

/** `unready`: runs, but cannot take events; `broken`: every answer is 500; `forgetful`: knows no site. */
export type Mode = 'well' | 'unready' | 'broken' | 'forgetful';

const SCRIPT_ID = 'shop4711';
const SECRET = Buffer.alloc(32, 7).toString('base64url');

/** The part of Warp's core that the plugin talks to, per the wire contract, on a free port of this machine. */
export async function startStandInCore(): Promise<StandInCore> {
  const requests: string[] = [];
  const events: ReceivedEvent[] = [];
  let mode: Mode = 'well';
  let revision = 1;
  let given: string | undefined;
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (mode === 'broken') return response.writeHead(500).end();
    if (request.url === '/health/ready') return response.writeHead(mode === 'unready' ? 503 : 200).end('{}');
    if (request.url === `/w/${SCRIPT_ID}.js` && mode !== 'forgetful') {
      return response
        .writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' })
        .end(given ?? script(url, revision));
    }
    if (request.url === '/api/track' && request.method === 'POST') {
      const { origin, cookie } = request.headers;
      events.push({ fields: JSON.parse(await body(request)), origin, cookie });
      return response.writeHead(202, { 'access-control-allow-origin': '*' }).end('{"accepted":1,"rejected":[]}');
    }
    return response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    scriptId: SCRIPT_ID,
    connectionCode: connectionCode({ core: url, script_id: SCRIPT_ID, secret: SECRET }),
    requests,
    events,
    behave: (next) => {
      mode = next;
    },
    changeScript: (source) => {
      revision += 1;
      given = source;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Any fields in the clothes of a connection code. */
export const connectionCode = (fields: unknown): string => Buffer.from(JSON.stringify(fields)).toString('base64url');

/** The smallest script that does what the tracker does on a page view. */
const script = (core: string, revision: number): string => `/* ${revision} */
(function () {
  fetch('${core}/api/track', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ script_id: '${SCRIPT_ID}', event_type: 'page_view', page_url: location.href, page_title: document.title }),
  });
})();
`;

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

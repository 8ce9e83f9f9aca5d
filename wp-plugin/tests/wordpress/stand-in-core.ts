import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An event as the core would have taken it, and who sent it. */
export interface ReceivedEvent {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Whether the site's own server sent it, in a signed batch. */
  readonly isSigned: boolean;
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
  /** Makes the script another one, as after a change of the site's configuration; or the one given for what it sends to. */
  changeScript(source?: (endpoint: string) => string): void;
  stop(): Promise<void>;
}

/**
 * `unready`: runs, but cannot take events; `broken`: every answer is 500; `forgetful`: knows no site; `hanging`: takes
 * requests and never answers; `slow`: answers events after 60 ms.
 */
export type Mode = 'well' | 'unready' | 'broken' | 'forgetful' | 'hanging' | 'slow';

const SCRIPT_ID = 'shop4711';
const SECRET = Buffer.alloc(32, 7);

/** The part of Warp's core that the plugin talks to, per the wire contract, on a free port of this machine. */
export async function startStandInCore(): Promise<StandInCore> {
  const requests: string[] = [];
  const events: ReceivedEvent[] = [];
  let mode: Mode = 'well';
  let revision = 1;
  let given: ((endpoint: string) => string) | undefined;
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (mode === 'hanging') return undefined;
    if (mode === 'broken') return response.writeHead(500).end();
    if (request.url === '/health/ready') return response.writeHead(mode === 'unready' ? 503 : 200).end('{}');
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    if (pathname === `/w/${SCRIPT_ID}.js` && mode !== 'forgetful') {
      const endpoint = searchParams.get('endpoint') ?? `${url}/api/track`;
      return response
        .writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' })
        .end(given?.(endpoint) ?? script(endpoint, revision));
    }
    if (request.url === '/api/track' && request.method === 'POST') {
      const text = await body(request);
      const { origin, cookie } = request.headers;
      const isSigned = request.headers['x-warp-signature'] !== undefined;
      if (isSigned && !isRightlySigned(request, text)) {
        return response.writeHead(401).end('{"status":401,"code":"bad_signature"}');
      }
      if (mode === 'slow') await new Promise((resolve) => setTimeout(resolve, 60));
      const { events: batch, ...single } = JSON.parse(text);
      const received: Record<string, unknown>[] = isSigned ? batch : [batch === undefined ? single : { ...single, events: batch }];
      for (const fields of received) events.push({ fields, isSigned, origin, cookie });
      return response
        .writeHead(202, { 'access-control-allow-origin': '*' })
        .end(JSON.stringify({ accepted: received.length, rejected: [] }));
    }
    return response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    scriptId: SCRIPT_ID,
    connectionCode: connectionCode({ core: url, script_id: SCRIPT_ID, secret: SECRET.toString('base64url') }),
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

const isRightlySigned = ({ headers }: IncomingMessage, text: string): boolean => {
  const time = String(headers['x-warp-timestamp']);
  const isFresh = Math.abs(Date.now() / 1000 - Number(time)) <= 300;
  return isFresh && headers['x-warp-signature'] === createHmac('sha256', SECRET).update(`${time}\n\n\n${text}`).digest('hex');
};

/** The smallest script that does what the tracker does on a page view. It names what it sends to as the tracker does. */
const script = (endpoint: string, revision: number): string => `/* ${revision} */
(function (config) {
  fetch(config.endpoint, {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ script_id: '${SCRIPT_ID}', event_type: 'page_view', page_url: location.href, page_title: document.title }),
  });
})({"endpoint":"${endpoint}"});
`;

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

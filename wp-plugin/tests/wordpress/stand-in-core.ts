import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StandInConnect } from './stand-in-connect.js';

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
  /** What a site owner copies: base64url of `{core, script_id, secret, token}`. */
  readonly connectionCode: string;
  /** Method and path of every request so far. */
  readonly requests: readonly string[];
  readonly events: readonly ReceivedEvent[];
  /** Requests that it has and does not answer, while whoever sent them still waits. */
  held(): readonly string[];
  /** Headers of every signed batch. */
  readonly heads: readonly IncomingHttpHeaders[];
  /** Answers of routes below /api/site to the site's token, by path, or a `MakeAnswer`; a test sets what it needs. */
  readonly siteAnswers: Map<string, unknown>;
  /** The page where a person allows a WordPress to connect, and its token endpoint. */
  readonly connect: StandInConnect;
  /** How it behaves from now on. */
  behave(mode: Mode): void;
  /** Makes the script another one, as after a change of the site's configuration; or the one given for what it sends to. */
  changeScript(source?: (endpoint: string) => string): void;
  /** Nobody listens there any more, until it comes back at the same address with all it had. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes an answer out of a question. */
export type MakeAnswer = (question: { readonly query: URLSearchParams; readonly body: string }) => unknown;

/**
 * `unready`: runs, but cannot take events; `broken`: every answer is 500; `forgetful`: knows no site; `hanging`: takes
 * requests and never answers; `slow`: answers events after 60 ms; `full`: takes no events now;
 * `suspicious`: takes no signature for the site's; `walled`: a firewall before it lets no signed batch through.
 */
export type Mode = 'well' | 'unready' | 'broken' | 'forgetful' | 'hanging' | 'slow' | 'full' | 'suspicious' | 'walled';

const SCRIPT_ID = 'shop4711';
const SECRET = Buffer.alloc(32, 7);
const TOKEN = `warp_site_${'t'.repeat(43)}`;

/** The part of Warp's core that the plugin talks to, per the wire contract, on a free port of this machine. */
export async function startStandInCore(): Promise<StandInCore> {
  const requests: string[] = [];
  const events: ReceivedEvent[] = [];
  const heads: IncomingHttpHeaders[] = [];
  const siteAnswers = new Map<string, unknown>();
  const connect = new StandInConnect(() => url, { script_id: SCRIPT_ID, secret: SECRET.toString('base64url') });
  const held = new Map<IncomingMessage, string>();
  let mode: Mode = 'well';
  let revision = 1;
  let given: ((endpoint: string) => string) | undefined;
  const hold = (what: string, request: IncomingMessage): void => {
    held.set(request, what);
    request.socket.once('close', () => held.delete(request));
  };
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (mode === 'hanging') return hold(`${request.method} ${request.url}`, request);
    if (mode === 'broken') return response.writeHead(500).end();
    if (await connect.answer(request, response, () => body(request))) return undefined;
    if (request.url === '/health/live') return response.writeHead(200).end('{"status":"ok"}');
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
      if (mode === 'full') return response.writeHead(503).end('{"status":503,"code":"log_unavailable"}');
      const { origin, cookie } = request.headers;
      const isSigned = request.headers['x-warp-signature'] !== undefined;
      if (isSigned) heads.push(request.headers);
      if (isSigned && mode === 'walled') return response.writeHead(403).end('Denied');
      if (isSigned && (mode === 'suspicious' || !isRightlySigned(request, text))) {
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
    if (siteAnswers.has(pathname)) {
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      if (token !== TOKEN && !connect.tokens.has(token)) return response.writeHead(401).end('{"status":401,"code":"invalid_token"}');
      const answer = siteAnswers.get(pathname);
      const said = typeof answer === 'function' ? (answer as MakeAnswer)({ query: searchParams, body: await body(request) }) : answer;
      // What is only told is taken without a word.
      if (said === undefined) return response.writeHead(204).end();
      return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    }
    return response.writeHead(404).end();
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  await listen(0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    scriptId: SCRIPT_ID,
    connectionCode: connectionCode({ core: url, script_id: SCRIPT_ID, secret: SECRET.toString('base64url'), token: TOKEN }),
    requests,
    held: () => [...held.values()],
    events,
    heads,
    siteAnswers,
    connect,
    behave: (next) => {
      mode = next;
    },
    changeScript: (source) => {
      revision += 1;
      given = source;
    },
    goAway: close,
    comeBack: () => listen(Number(new URL(url).port)),
    stop: close,
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

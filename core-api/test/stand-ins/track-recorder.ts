import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trackedEventSchema } from '@warp/contracts';
import { Ajv } from 'ajv';

/** A request to the collect endpoint as it came. */
export interface RecordedRequest {
  readonly contentType: string | undefined;
  readonly method: string | undefined;
  readonly body: Readonly<Record<string, unknown>> & { readonly events: readonly object[] };
}

/** An event with what its request says for all events. */
export interface RecordedEvent {
  readonly event_type: string;
  readonly event_id: string;
  readonly timestamp: number;
  readonly page_url: string;
  readonly page_title?: string;
  readonly referrer?: string;
  readonly visitor_id?: string;
  readonly session_id?: string;
  readonly user_id?: string;
  readonly consent: { readonly analytics: boolean; readonly marketing: boolean };
  readonly ids?: Readonly<Record<string, string>>;
  readonly user?: Readonly<Record<string, string>>;
  readonly event_data: Readonly<Record<string, unknown>>;
}

/**
 * A web site and the endpoint its script reports to, in one. Records what arrives and checks every event against the wire
 * contract, as the real endpoint would.
 */
export class TrackRecorder {
  readonly requests: RecordedRequest[] = [];
  /** What the wire contract says against the events; stays empty when all is well. */
  readonly violations: string[] = [];
  /** Status of the next answers. */
  status = 202;
  private readonly files = new Map<string, string>();
  private readonly isValid = new Ajv({ allowUnionTypes: true }).compile(trackedEventSchema);
  private readonly server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    if (path === '/collect') {
      void this.record(request).then(() => response.writeHead(this.status, { 'access-control-allow-origin': '*' }).end('{}'));
      return;
    }
    const file = this.files.get(path);
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(file);
  });

  static async start(): Promise<TrackRecorder> {
    const recorder = new TrackRecorder();
    recorder.server.listen(0, '127.0.0.1');
    await once(recorder.server, 'listening');
    return recorder;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Puts a page or script on the site. */
  serve(path: string, text: string): void {
    this.files.set(path, text);
  }

  get events(): readonly RecordedEvent[] {
    return this.requests.flatMap(({ body: { events, ...shared } }) => events.map((event) => ({ ...shared, ...event }) as unknown as RecordedEvent));
  }

  of(type: string): readonly RecordedEvent[] {
    return this.events.filter((event) => event.event_type === type);
  }

  get types(): readonly string[] {
    return this.events.map((event) => event.event_type);
  }

  /** @throws Error with what did arrive when it is not enough within three seconds */
  async waitFor(type: string, count = 1): Promise<readonly RecordedEvent[]> {
    for (const end = Date.now() + 3000; Date.now() < end; await pause(20)) if (this.of(type).length >= count) return this.of(type);
    throw new Error(`${count} × ${type} did not arrive, but: ${this.types.join(', ') || 'nothing'}.`);
  }

  clear(): void {
    this.requests.length = 0;
    this.violations.length = 0;
    this.status = 202;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async record(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as RecordedRequest['body'];
    const { events, script_id: _scriptId, sent_at: _sentAt, ...shared } = body;
    for (const event of events) if (!this.isValid({ ...shared, ...event })) this.violations.push(JSON.stringify(this.isValid.errors));
    if (this.status < 400) this.requests.push({ method: request.method, contentType: request.headers['content-type'], body });
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trackedEventSchema } from '@warp/contracts';
import { Ajv } from 'ajv';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { renderTracker, type TrackerConfig } from '../../src/sites/tracker-script.js';
import { programFor } from '../setup/capabilities.js';

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
  private readonly isValid = new Ajv({ allowUnionTypes: true, validateFormats: false }).compile(trackedEventSchema);
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

  /** @throws Error with what did arrive when it is not enough within eight seconds */
  async waitFor(type: string, count = 1): Promise<readonly RecordedEvent[]> {
    for (const end = Date.now() + 8000; Date.now() < end; await pause(20)) if (this.of(type).length >= count) return this.of(type);
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

/** The built script, before a site's configuration is put in. */
export const TRACKER_SOURCE = readFileSync(new URL('../../tracker/dist/tracker.js', import.meta.url), 'utf8');

/** What an owner puts into the page's head. */
export const STUB = '<script>window.warp=window.warp||function(){(warp.q=warp.q||[]).push(arguments)}</script>';
export const TAG = '<script defer src="/w.js"></script>';

export const TRACKER_CONFIG: TrackerConfig = {
  script_id: 'shop1',
  endpoint: '/collect',
  global: 'warp',
  consent: { analytics: true, marketing: true, without_analytics: 'nothing' },
  cookieless: false,
  respect_gpc: true,
  respect_dnt: true,
  hash_routing: false,
  outbound: true,
  downloads: 'pdf|zip',
  forms: true,
  scroll: [25, 50, 75, 90],
  engagement: true,
};

/** A page of the site. */
export const html = (head: string, body = ''): string => `<!doctype html><title>Shop</title>${head}<body>${body}`;

/** Longer than the script gathers events, shorter than twice that. */
export const QUIET_MS = 900;

export interface VisitOptions {
  readonly config?: Partial<TrackerConfig>;
  /** HTML of every page of the site. */
  readonly page?: string;
  readonly path?: string;
  /** JavaScript that runs in every page before anything else: what this browser is like. */
  readonly before?: string;
}

/** Chromium as visitors of a recorded site use it: a fresh one at a time, with everything that the page threw. */
export class Visitors {
  readonly errors: string[] = [];
  private context: BrowserContext | undefined;

  private constructor(
    private readonly browser: Browser,
    readonly site: TrackRecorder,
  ) {}

  static async start(): Promise<Visitors> {
    const executablePath = programFor('chromium') ?? '/usr/bin/chromium';
    const args =
      '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
    const browser = await chromium.launch({
      executablePath,
      args: args.split(' '),
      headless: true,
      // Playwright turns it off; visitors have it.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    return new Visitors(browser, await TrackRecorder.start());
  }

  /** A new visitor opens a page. */
  async visit(options: VisitOptions = {}): Promise<Page> {
    this.site.serve('/w.js', renderTracker(TRACKER_SOURCE, { ...TRACKER_CONFIG, ...options.config }));
    for (const path of ['/', '/a', '/b']) this.site.serve(path, options.page ?? html(STUB + TAG));
    this.context = await this.browser.newContext();
    if (options.before) await this.context.addInitScript(options.before);
    const page = await this.context.newPage();
    page.on('pageerror', (error) => this.errors.push(error.message));
    await page.goto(this.site.url + (options.path ?? '/'));
    return page;
  }

  /** The visitor goes, and what they left is forgotten. */
  async leave(): Promise<void> {
    await this.context?.close();
    await pause(50);
    this.site.clear();
    this.errors.length = 0;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.site.close();
  }
}

/** Calls `window.warp` in the page. */
export const call = (page: Page, ...args: unknown[]): Promise<void> =>
  page.evaluate((list) => (window as unknown as { warp: (...args: unknown[]) => void }).warp(...list), args);

/** All that the browser keeps of the site, as text; `{}` when it is nothing. */
export const stored = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify({ ...localStorage }) + document.cookie);

import { createHmac, randomUUID } from 'node:crypto';
import { destinationSecrets } from '../../src/destinations/settings/destination-settings.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { eventually, type TestSite, type TestWarp } from '../setup/running-warp.js';

export const ADMIN_PASSWORD = 'a long enough password';

export interface SiteAnswer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

/** A site with a WordPress that holds its connection code. */
export class ConnectedSite {
  private constructor(
    private readonly warp: TestWarp,
    readonly site: TestSite,
    readonly token: string,
    /** The signing key, as the plugin reads it out of the code. */
    private readonly key: Buffer,
  ) {}

  static async of(warp: TestWarp, options: { config?: object; domain?: string } = {}): Promise<ConnectedSite> {
    const site = await warp.site(options);
    const answer = await asAdmin(warp, 'POST', `/api/sites/${site.id}/connection-code`);
    const code = JSON.parse(Buffer.from(String(answer.json['code']), 'base64url').toString()) as { token: string; secret: string };
    return new ConnectedSite(warp, site, code.token, Buffer.from(code.secret, 'base64url'));
  }

  /** Asks a route of /api/site. */
  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<SiteAnswer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return answerOf(
      fetch(`${this.warp.url}/api/site${path}`, {
        method,
        headers: { authorization: `Bearer ${this.token}`, ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(text === undefined ? {} : { body: text }),
      }),
    );
  }

  /** Headers of a signed body, written down from the wire contract. */
  signed(body: string, at = Date.now()): Record<string, string> {
    const timestamp = String(Math.floor(at / 1000));
    return { 'x-warp-timestamp': timestamp, 'x-warp-signature': createHmac('sha256', this.key).update(`${timestamp}\n\n\n${body}`).digest('hex') };
  }

  /** Sends events as its WordPress does, and waits until they are stored. */
  async send(events: readonly object[]): Promise<void> {
    const body = JSON.stringify({ script_id: this.site.scriptId, sent_at: Date.now(), events });
    const answer = await this.warp.track(body, this.signed(body));
    const { accepted } = (await answer.json()) as { accepted: number };
    const ids = events.map((event) => (event as { event_id: string }).event_id);
    await eventually(
      () => this.warp.database.query<{ n: number }>('select count(distinct event_id)::int as n from events where site_id = $1 and event_id = any($2)', [this.site.id, ids]),
      ([row]) => row!.n >= accepted,
    );
  }

  /** Gives the site a webhook as its destination. */
  async addWebhook(url: string, fields: { events?: object; enabled?: boolean } = {}): Promise<string> {
    const id = randomUUID();
    await this.warp.database.query('insert into destinations (id, site_id, plugin, name, enabled, settings, secrets, events) values ($1, $2, $3, $4, $5, $6, $7, $8)', [
      id,
      this.site.id,
      'webhook',
      'Hook',
      fields.enabled ?? true,
      JSON.stringify({ url, include_user: false }),
      this.warp.keyRing.seal(JSON.stringify({ secret: 'a secret of the receiver' }), destinationSecrets(id)),
      JSON.stringify(fields.events ?? { mode: 'all' }),
    ]);
    await this.warp.warp.app.get(SiteDirectory, { strict: false }).announce(this.site.id);
    return id;
  }
}

const logIns = new WeakMap<TestWarp, Promise<string>>();

/** Asks as the first super admin, whose password must be `ADMIN_PASSWORD`. */
export async function asAdmin(warp: TestWarp, method: string, path: string, body?: object): Promise<SiteAnswer> {
  const known = logIns.get(warp) ?? logIn(warp);
  logIns.set(warp, known);
  const headers = { authorization: `Bearer ${await known}`, ...(body && { 'content-type': 'application/json' }) };
  return answerOf(fetch(`${warp.url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) }));
}

async function logIn(warp: TestWarp): Promise<string> {
  const body = JSON.stringify({ email: 'admin@warp.local', password: ADMIN_PASSWORD });
  const answer = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function answerOf(asked: Promise<Response>): Promise<SiteAnswer> {
  const answer = await asked;
  const text = await answer.text();
  return { status: answer.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

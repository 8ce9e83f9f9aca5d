import { createHmac, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { eventually } from '../../../core-api/test/setup/eventually.js';
import { buildPlugin, type BuiltPlugin } from './build-plugin.js';
import { nginx } from './nginx.js';
import { bootProxied, type ProxiedSite } from './proxied-site.js';

/** WARP_OUTAGE_SECONDS=60 for the whole show. */
const OUTAGE_SECONDS = Number(process.env['WARP_OUTAGE_SECONDS'] ?? 8);

const HITS_PER_SECOND = 30;

describeWith(['php', 'php-fpm', 'nginx'], 'The proxy while its core is in trouble, on nginx and PHP-FPM', () => {
  let plugin: BuiltPlugin;
  let site: ProxiedSite;
  let path: string;

  beforeAll(async () => {
    plugin = await buildPlugin();
  });

  afterAll(() => plugin.remove());

  beforeEach(async () => {
    site = await bootProxied({ plugin, serve: nginx() });
    path = await site.path('file');
  });

  afterEach(async () => {
    const log = await site.wordpress.debugLog();
    await site.stop();
    expect(log).toEqual([]);
  });

  /** Visits at a steady pace for so long. @returns the ids of their events */
  const visits = async (seconds: number, perSecond = HITS_PER_SECOND): Promise<{ ids: string[] }> => {
    const hits = Array.from({ length: Math.round(seconds * perSecond) }, async (_, n) => {
      await pause((n * 1000) / perSecond);
      const id = randomUUID();
      const { status } = await site.hit(path, { event_id: id });
      expect(status).toBe(202);
      return id;
    });
    return { ids: await Promise.all(hits) };
  };

  it(
    `brings every event that was made while the core was stopped for ${OUTAGE_SECONDS} s, once, by the visits that follow`,
    async () => {
      const before = await visits(1);
      await site.core.goAway();
      const during = await visits(OUTAGE_SECONDS);
      expect((await site.wordpress.php(TRAFFIC)).split(' ')[0]).not.toBe('0');
      await site.core.comeBack();
      const ids = [...before.ids, ...during.ids];
      // The last pause may be as long as all before it together.
      const endAt = Date.now() + (OUTAGE_SECONDS + 15) * 1000;
      while (!ids.every((id) => site.arrived().includes(id)) && Date.now() < endAt) ids.push(...(await visits(1, HITS_PER_SECOND)).ids);
      await eventually(async () => site.arrived().length, (count) => count >= ids.length);
      expect(site.arrived().toSorted()).toEqual(ids.toSorted());
      expect(await site.wordpress.php(TRAFFIC)).toBe(`0 ${ids.length} 0`);
      expect(await site.findings()).toEqual([]);
    },
    (3 * OUTAGE_SECONDS + 60) * 1000,
  );

  it('takes hits and serves the shop’s pages while the core hangs', async () => {
    site.core.behave('hanging');
    const pages = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) expect((await fetch(`${site.wordpress.url}/`, { headers: { connection: 'close' } })).status).toBe(200);
    };
    const [, { ids }] = await Promise.all([pages(20), visits(8)]);
    site.core.behave('well');
    await site.core.goAway();
    await site.core.comeBack();
    await site.sweep();
    await eventually(async () => site.arrived(), (arrived) => ids.every((id) => arrived.includes(id)));
  });

  it('has answered the visitor while the core still holds its request', async () => {
    site.core.behave('hanging');
    const { status } = await site.hit(path, { event_id: 'a' });
    expect(status).toBe(202);
    // One that had been sent before the answer would be given up by now, and the next try comes after a pause.
    await eventually(async () => site.core.held(), (held) => held.includes('POST /api/track'));
    expect(site.core.requests.filter((request) => request === 'POST /api/track')).toHaveLength(1);
    // The next visitors find somebody at it, and ask nobody.
    for (const event_id of ['b', 'c']) expect((await site.hit(path, { event_id })).status).toBe(202);
    expect(site.core.held()).toEqual(['POST /api/track']);
  });

  it('makes pages without asking anybody, whatever waits for a core that hangs', async () => {
    const log = join(site.wordpress.dir, 'asked.log');
    // WordPress' cron would be called by pages, and asks the core in a request of its own.
    await site.wordpress.configure(`
      define('DISABLE_WP_CRON', true);
      $GLOBALS['wp_filter']['pre_http_request'][10]['log'] = array('accepted_args' => 3, 'function' => function ($answer, $arguments, $url) {
        file_put_contents('${log}', $url . "\n", FILE_APPEND);
        return $answer;
      });`);
    site.core.behave('hanging');
    await site.hit(path, { event_id: 'a' });
    await eventually(async () => site.core.held(), (held) => held.length > 0);
    const asked = site.core.requests.length;
    for (const page of ['/', '/?p=1', '/?s=shop', '/not-there/', '/feed/', '/wp-login.php']) {
      const answer = await fetch(site.wordpress.url + page, { headers: { connection: 'close' } });
      expect([page, answer.status]).toEqual([page, page === '/not-there/' ? 404 : 200]);
    }
    expect(site.core.requests).toHaveLength(asked);
    expect(existsSync(log)).toBe(false);
    // The look itself sees what is asked.
    await site.wordpress.php(`wp_remote_get('${site.wordpress.url}/?p=1');`);
    expect(existsSync(log)).toBe(true);
  });

  it('sends at once and alone at low traffic, and in few requests at high', async () => {
    const requests = (): number => site.core.requests.filter((request) => request === 'POST /api/track').length;
    await site.hit(path, { event_id: 'alone' });
    await eventually(async () => site.arrived(), (ids) => ids.includes('alone'));
    expect(requests()).toBe(1);
    const burst = Array.from({ length: 400 }, (_, n) => `burst-${n}`);
    for (let n = 0; n < burst.length; n += 20) await Promise.all(burst.slice(n, n + 20).map((id) => site.hit(path, { event_id: id })));
    await eventually(async () => site.arrived().length, (count) => count === 401);
    expect(new Set(site.arrived()).size).toBe(401);
    expect(requests()).toBeLessThan(60);
  });

  it('keeps what a core with another secret refuses, and says so; what was signed by a stranger is refused by any core', async () => {
    const forged = JSON.stringify({ script_id: site.core.scriptId, events: [{ event_type: 'page_view', event_id: 'forged' }] });
    const time = String(Math.floor(Date.now() / 1000));
    const answer = await fetch(`${site.core.url}/api/track`, {
      method: 'POST',
      body: forged,
      headers: { 'x-warp-timestamp': time, 'x-warp-signature': createHmac('sha256', 'guessed').update(`${time}\n\n\n${forged}`).digest('hex') },
    });
    expect(answer.status).toBe(401);

    site.core.behave('suspicious');
    await site.hit(path, { event_id: 'kept' });
    const findings = await eventually(() => site.findings(), ({ length }) => length > 0);
    expect(findings).toEqual([{ severity: 'critical', word: 'bad_signature', sentence: expect.stringContaining('clock') }]);
    site.core.behave('well');
    await site.sweep();
    expect(site.arrived()).toEqual(['kept']);
    expect(await site.findings()).toEqual([]);
  });

  it('keeps what a firewall before the core refuses, and says so at once', async () => {
    site.core.behave('walled');
    await site.hit(path, { event_id: 'kept' });
    const findings = await eventually(() => site.findings(), ({ length }) => length > 0);
    expect(findings).toEqual([{ severity: 'critical', word: 'core_refuses', sentence: expect.stringMatching(/http_403.*firewall/) }]);
    site.core.behave('well');
    await site.sweep();
    expect(site.arrived()).toEqual(['kept']);
    expect(await site.findings()).toEqual([]);
  });

  it('puts nothing of a visitor’s headers into its own request', async () => {
    const body = JSON.stringify({ script_id: site.core.scriptId, event_type: 'page_view', event_id: 'a' });
    const { host, port, origin } = new URL(site.wordpress.url);
    const raw = [
      `POST ${path} HTTP/1.1`,
      `Host: ${host}`,
      `Origin: ${origin}`,
      'Content-Type: text/plain',
      `Content-Length: ${body.length}`,
      'User-Agent: x%0d%0aX-Evil: 1\\r\\nX-Evil: 2\x0bX-Evil: 3',
      'X-Forwarded-For: 203.0.113.9\\nX-Evil: 4',
      'Cookie: wordpress_logged_in_x=session',
      'Authorization: Basic c2VjcmV0',
      'X-Warp-Signature: forged',
      'Connection: close',
      '',
      body,
    ].join('\r\n');
    const status = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(raw));
      socket.once('data', (answer) => resolve(answer.toString().slice(9, 12)));
      socket.once('error', reject);
    });
    expect(status).toBe('202');
    await eventually(async () => site.arrived(), (ids) => ids.includes('a'));
    const [head] = site.core.heads;
    expect(Object.keys(head!).toSorted()).toEqual(['accept', 'content-length', 'content-type', 'host', 'x-warp-signature', 'x-warp-timestamp']);
    expect(JSON.stringify(head)).not.toMatch(/evil|session|c2VjcmV0|forged/i);
  });
});


const TRAFFIC = `
  $traffic = Warp\\Proxy\\Traffic::of(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()));
  echo $traffic->waiting_bytes() . ' ' . $traffic->sent() . ' ' . $traffic->dropped();`;

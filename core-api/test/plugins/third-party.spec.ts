import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startVendor, type Vendor } from '@warp/plugin-sdk/testing';
import { REPOSITORY_ROOT } from '../../src/config/repository-root.js';
import { PluginRegistry } from '../../src/plugins/plugin-registry.js';
import { destinationSecrets } from '../../src/destinations/settings/destination-settings.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { guideSteps } from './guide.js';

/** A folder outside the repository, with the checkout beside it as the guide has it. */
let workshop: string;

beforeAll(() => {
  workshop = mkdtempSync(join(tmpdir(), 'warp-guide-'));
  symlinkSync(REPOSITORY_ROOT, join(workshop, 'warp'));
});
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

/** As a reader types it, with the checkout's programs at hand. */
const type = (command: string): string =>
  execFileSync('bash', ['-c', command], {
    cwd: workshop,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: `${join(REPOSITORY_ROOT, 'node_modules', '.bin')}:${process.env['PATH']}`, HOME: workshop },
  });

describe('the guide for plugin authors', () => {
  it('leads, typed word by word, to a plugin that is tested, verified and packed', () => {
    const said = guideSteps().map((step) => {
      if (step.do === 'write') {
        writeFileSync(join(workshop, step.file), step.content);
        return '';
      }
      return step.commands.map(type).join('');
    });
    const output = said.join('');
    expect(output).toMatch(/Its first example is not true yet/);
    // Two examples of three and four checks, three strange events, a full batch, six answers, the manifest, three own cases.
    expect(output).toMatch(/^ℹ pass \d+$/m);
    expect(output).toMatch(/^ℹ fail 0$/m);
    expect(output).toContain('✓ is loaded by the host as destination acme');
    expect(output).not.toContain('✗');
    expect(output).toContain('"x-api-key": "<api_key>"');
    expect(output).toContain('warp-destination-acme-0.1.0.tgz');
  });
});

describe('a third party’s plugins, in a folder of their own', () => {
  let warp: TestWarp;
  let acme: Vendor;
  let hook: Vendor;
  let site: TestSite;
  const destinations: Record<string, string> = {};

  beforeAll(async () => {
    const folder = join(workshop, 'installed');
    installPacked(folder);
    faulty(folder, 'thrower', "map() { throw new Error('visitor ada@example.com'); },");
    faulty(folder, 'miscounter', "map: (event) => ({ id: event.eventId }),", 'read: () => [],');
    broken(folder, 'unloadable', 'throw new Error("at loading");');
    broken(folder, 'from-the-future', 'export default {};', '^9.0.0');
    acme = await startVendor(({ body, headers }) =>
      headers['x-api-key'] === 'the right key'
        ? { status: 207, body: { results: (JSON.parse(body) as { events: { amount?: number }[] }).events.map(({ amount }) => (amount === 13 ? { ok: false, error: 'unlucky' } : { ok: true })) } }
        : { status: 401 },
    );
    hook = await startVendor(() => ({ status: 200 }));
    warp = await startTestWarp({ WARP_PLUGIN_DIRS: folder, WARP_ROLES: 'collect,process,deliver' });
    site = await warp.site();
    destinations['acme'] = await connect('acme', { endpoint: acme.url }, { api_key: 'the right key' });
    for (const id of ['thrower', 'miscounter']) destinations[id] = await connect(id, { endpoint: hook.url }, {});
    destinations['webhook'] = await connect('webhook', { url: hook.url, include_user: false }, { secret: 'a secret of the receiver' });
    await warp.warp.app.get(SiteDirectory, { strict: false }).announce(site.id);
  });
  afterAll(async () => {
    await warp?.stop();
    await acme?.stop();
    await hook?.stop();
  });

  /** As `npm install` lays a package out: no TypeScript, no source. */
  function installPacked(folder: string): void {
    const target = join(folder, 'node_modules', 'warp-destination-acme');
    mkdirSync(target, { recursive: true });
    execFileSync('tar', ['-xzf', join(workshop, 'acme', 'warp-destination-acme-0.1.0.tgz'), '-C', target, '--strip-components', '1']);
    cpSync(join(workshop, 'acme', 'node_modules', '@warp'), join(folder, 'node_modules', '@warp'), { recursive: true, verbatimSymlinks: true });
  }

  function faulty(folder: string, id: string, map: string, read = ''): void {
    broken(
      folder,
      id,
      `import { defineDestination, exampleEvent, jsonRequest, text, Type } from '@warp/plugin-sdk';
       let tried = false;
       const plugin = {
         contract: 1, id: '${id}', name: '${id}', vendorDocs: 'https://example.com', consent: [],
         settings: Type.Object({ endpoint: text('Address', { format: 'uri', default: 'https://example.com' }) }),
         limits: { batch: { maxEvents: 10, maxBytes: 1000 }, maxAgeHours: 1, concurrency: 1 },
         ${map}
         delivery: { via: 'http', request: (batch, settings) => jsonRequest(settings.endpoint, batch), ${read} },
         examples: [{ title: 'a purchase', event: exampleEvent(), gives: { method: 'POST', url: 'https://example.com', headers: { 'content-type': 'application/json' }, body: '[{"id":"purchase:example:1001"}]' } }],
       };
       // True in its examples, and faulty later: the host cannot know.
       const { map } = plugin;
       plugin.map = (event, settings) => { if (!tried) { tried = true; return { id: event.eventId }; } return map(event, settings); };
       export default defineDestination(plugin);`,
    );
  }

  function broken(folder: string, id: string, source: string, sdk = '^0.1.0'): void {
    mkdirSync(join(folder, id), { recursive: true });
    writeFileSync(join(folder, id, 'package.json'), JSON.stringify({ name: id, version: '1.0.0', type: 'module', main: 'index.js', keywords: ['warp-plugin'], peerDependencies: { '@warp/plugin-sdk': sdk } }));
    writeFileSync(join(folder, id, 'index.js'), source);
  }

  async function connect(plugin: string, settings: object, secrets: object): Promise<string> {
    const id = randomUUID();
    await warp.database.query("insert into destinations (id, site_id, plugin, name, settings, secrets, events) values ($1, $2, $3, $3, $4, $5, '{\"mode\":\"all\"}')", [
      id,
      site.id,
      plugin,
      JSON.stringify(settings),
      warp.keyRing.seal(JSON.stringify(secrets), destinationSecrets(id)),
    ]);
    return id;
  }

  const states = (plugin: string) =>
    warp.database.query<{ event_id: string; state: string; reason: string; message: string | null }>(
      'select event_id, state, reason, message from deliveries where destination_id = $1 order by event_id',
      [destinations[plugin]],
    );

  it('are loaded, and the bad ones listed with what is wrong', () => {
    const registry = warp.warp.app.get(PluginRegistry, { strict: false });
    expect(registry.loaded.map(({ packageName }) => packageName)).toEqual(expect.arrayContaining(['warp-destination-acme', 'thrower', 'miscounter']));
    expect(Object.fromEntries(registry.refused.map(({ packageName, error }) => [packageName, error]))).toMatchObject({
      unloadable: 'at loading',
      'from-the-future': 'It needs @warp/plugin-sdk ^9.0.0; this Warp has 0.1.0.',
    });
  });

  it('deliver, each event with its own outcome, and when one throws it harms nobody', async () => {
    const order = (id: string, value: number) => ({
      event_id: id,
      event_type: 'purchase',
      visitor_id: 'v1',
      session_id: 's1',
      consent: { analytics: true, marketing: true },
      event_data: { value, currency: 'EUR', transaction_id: id },
    });
    const events = [order('o1', 10), order('o2', 13), order('o3', 20)];
    expect(await (await warp.track({ script_id: site.scriptId, events })).json()).toMatchObject({ accepted: 3 });
    const finished = (plugin: string, wanted: number) => eventually(() => states(plugin), (rows) => rows.filter(({ state }) => state === 'delivered').length === wanted);
    await finished('webhook', 3);
    await finished('acme', 2);
    expect(await states('acme')).toMatchObject([
      { event_id: 'o1', state: 'delivered' },
      { event_id: 'o2', state: 'dead', reason: 'acme_unlucky', message: 'Acme refused the event (unlucky).' },
      { event_id: 'o3', state: 'delivered' },
    ]);
    const sent = acme.requests.flatMap(({ body }) => (JSON.parse(body) as { events: { id: string }[] }).events.map(({ id }) => id));
    expect(sent.sort()).toEqual(['o1', 'o2', 'o3']);
    for (const plugin of ['thrower', 'miscounter']) {
      const afterTries = async () => {
        await warp.database.query("update deliveries set due_at = now() where destination_id = $1 and state = 'retrying'", [destinations[plugin]]);
        return states(plugin);
      };
      const rows = await eventually(afterTries, (found) => found.length === 3 && found.every(({ state }) => state === 'dead'), 20_000);
      for (const { reason, message } of rows) expect({ reason, message }).toEqual({ reason: 'plugin_fault', message: `The plugin “${plugin}” failed on this event.` });
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { checkManifest, type Plugin } from '../check-manifest.js';
import { cutBatches } from '../cut-batches.js';
import { isSkip, type DestinationExample, type DestinationPlugin } from '../destination.js';
import type { EnrichmentPlugin } from '../enrichment.js';
import { outcomeOfError } from '../errors.js';
import { exampleEvent } from '../example-event.js';
import type { HttpRequest, HttpResponse } from '../http.js';
import { readByStatus } from '../read-by-status.js';
import { secretFields } from '../settings.js';
import { validateSettings } from '../validate-settings.js';

/** Answers every vendor gives one day. The third value says what a destination may make of them. */
const ANSWERS: readonly (readonly [name: string, answer: HttpResponse, allowed: readonly string[]])[] = [
  ['400', { status: 400, headers: {}, body: '{"error":"bad"}' }, ['permanent', 'transient', 'configuration']],
  ['401', { status: 401, headers: {}, body: '' }, ['configuration']],
  ['403', { status: 403, headers: {}, body: '' }, ['configuration', 'permanent']],
  ['429', { status: 429, headers: { 'retry-after': '7' }, body: '' }, ['throttled']],
  ['500', { status: 500, headers: {}, body: '<html>' }, ['transient']],
  ['503 with broken JSON', { status: 503, headers: {}, body: '{' }, ['transient']],
];

/**
 * Everything the host expects of a plugin, as tests: manifest and schema, every example by value, a pure mapping, batches
 * within the limits, one outcome per event for every answer, and no secret in any message. Call it in the plugin's test file.
 */
export function describePlugin(plugin: Plugin): void {
  describe(`${plugin.kind} ${plugin.id}`, () => {
    it('has a complete manifest', () => expect(checkManifest(plugin)).toEqual([]));
    if (plugin.kind === 'destination') describeDestination(plugin);
    else describeEnrichment(plugin);
  });
}

function describeDestination(plugin: DestinationPlugin): void {
  describe.each(plugin.examples.map((example) => [example.title, example] as const))('example “%s”', (_, example) => {
    const settings = settingsOf(plugin, example);

    it('has settings its own schema accepts', () => expect(validateSettings(plugin.settings, settings)).toMatchObject({ ok: true }));

    it('gives what it says', () => {
      const mapped = plugin.map(example.event, settings);
      const given = isSkip(mapped) ? mapped : requestFor(plugin, [mapped], settings);
      expect(comparable(given)).toEqual(comparable(example.gives));
    });

    it('maps the same event to the same item, and leaves the event alone', () => {
      const before = JSON.stringify(example.event);
      expect(plugin.map(example.event, settings)).toEqual(plugin.map(example.event, settings));
      expect(JSON.stringify(example.event)).toBe(before);
    });

    if (example.answer !== undefined)
      it('reads the answer as it says', () => {
        const mapped = plugin.map(example.event, settings);
        expect(read(plugin, example.answer!, [mapped])[0]).toEqual(example.outcome);
      });
  });

  it.each([
    ['empty', exampleEvent({ eventType: 'x', eventData: {}, ids: {}, user: {} })],
    ['Unicode', exampleEvent({ eventType: 'sign_up', pageTitle: '🛒 Ünïcødé 정 \u202e', eventData: { note: '😀'.repeat(200) } })],
    ['huge', exampleEvent({ eventType: 'sign_up', eventData: Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`key_${n}`, 'x'.repeat(500)])) })],
  ])('maps an %s event without throwing', (_, event) => {
    const settings = settingsOf(plugin, plugin.examples[0]!);
    const mapped = plugin.map(event, settings);
    if (isSkip(mapped)) expect(mapped.message).not.toBe('');
    else expect(() => JSON.stringify(mapped)).not.toThrow();
  });

  const sent = plugin.examples.find(({ gives }) => !isSkip(gives));
  if (plugin.delivery.via === 'http' && sent !== undefined) {
    const settings = settingsOf(plugin, sent);
    const item = plugin.map(sent.event, settings);
    const items = Array.from({ length: plugin.limits.batch.maxEvents + 1 }, () => item);

    it('cuts a full batch at its limits', () => {
      const { batches } = cutBatches(items, plugin.limits.batch, (one) => Buffer.byteLength(JSON.stringify(one)));
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(plugin.limits.batch.maxEvents);
        // What surrounds the events must fit too: the limit the plugin declares leaves room for it.
        expect(Buffer.byteLength(requestFor(plugin, batch, settings).body ?? '')).toBeLessThanOrEqual(plugin.limits.batch.maxBytes * 1.1);
      }
      expect(batches.flat()).toHaveLength(items.length);
    });

    it.each(ANSWERS)('has one outcome per event for an answer %s, without a secret in it', (_, answer, allowed) => {
      const outcomes = read(plugin, answer, [item, item]);
      expect(outcomes).toHaveLength(2);
      for (const outcome of outcomes) expect(allowed).toContain(outcome.is);
      for (const name of secretFields(plugin.settings)) expect(JSON.stringify(outcomes)).not.toContain(String(settings[name]));
    });
  }
}

function describeEnrichment(plugin: EnrichmentPlugin): void {
  it.each(plugin.examples.map((example) => [example.title, example] as const))('example “%s” gives what it says', async (_, example) => {
    const lookup = await plugin.open({}, { http: () => Promise.reject(new Error('An example needs no network.')), now: () => new Date(0), log: () => undefined, signal: AbortSignal.timeout(10_000) });
    const [found] = await lookup.find([example.key], AbortSignal.timeout(10_000));
    expect(found).toEqual(example.gives);
    await lookup.close?.();
  });

  it('provides only what it declares', () => {
    for (const { gives } of plugin.examples)
      if (gives.is === 'found') for (const key of Object.keys(gives.fields)) expect(plugin.provides).toContain(key);
  });

  it('has nothing to look up in an event without anything', () => expect(plugin.key({}, {})).toBeNull());
}

type Settings = Record<string, unknown>;

function settingsOf(plugin: DestinationPlugin, example: DestinationExample<Settings>): Settings {
  const checked = validateSettings(plugin.settings, example.settings ?? {});
  return checked.ok ? checked.value : { ...example.settings };
}

function requestFor(plugin: DestinationPlugin, batch: readonly unknown[], settings: Settings): HttpRequest {
  if (plugin.delivery.via !== 'http') throw new Error('A custom delivery makes no request to compare.');
  return plugin.delivery.request(batch, settings, 'live');
}

function read(plugin: DestinationPlugin, answer: HttpResponse, batch: readonly unknown[]) {
  const { delivery } = plugin;
  const reader = delivery.via === 'http' ? (delivery.read?.bind(delivery) ?? readByStatus) : readByStatus;
  try {
    return reader(answer, batch);
  } catch (error) {
    const outcome = outcomeOfError(error);
    if (outcome === undefined) throw error;
    return batch.map(() => outcome);
  }
}

/** JSON bodies are compared as values: the order of keys says nothing. */
function comparable(given: unknown): unknown {
  const { body, ...rest } = given as { body?: unknown };
  if (typeof body !== 'string') return given;
  try {
    return { ...rest, body: JSON.parse(body) as unknown };
  } catch {
    return given;
  }
}

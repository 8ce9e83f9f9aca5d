import assert from 'node:assert/strict';
import { checkManifest, type Plugin } from '../host/check-manifest.js';
import { cutBatches } from '../host/cut-batches.js';
import { isSkip, type DestinationPlugin } from '../author/destination.js';
import type { EnrichmentPlugin } from '../author/enrichment.js';
import { exampleEvent } from '../author/example-event.js';
import type { HttpResponse } from '../author/http.js';
import { hasHarmlessTest } from '../host/harmless-test.js';
import { outcomesOf, plain, requestOf, runExample, settingsOfExample } from '../host/run-example.js';
import { secretFields } from '../host/stored-settings.js';
import { validateSettings } from '../host/validate-settings.js';
import { lookupContext } from './lookup-context.js';

/** One thing the host expects of a plugin. @throws AssertionError when it does not hold */
export interface Check {
  readonly title: string;
  readonly run: () => void | Promise<void>;
}

/** Answers every vendor gives one day. The third value says what a destination may make of them. */
const ANSWERS: readonly (readonly [name: string, answer: HttpResponse, allowed: readonly string[]])[] = [
  ['400', { status: 400, headers: {}, body: '{"error":"bad"}' }, ['permanent', 'transient', 'configuration']],
  ['401', { status: 401, headers: {}, body: '' }, ['configuration']],
  ['403', { status: 403, headers: {}, body: '' }, ['configuration', 'permanent']],
  ['429', { status: 429, headers: { 'retry-after': '7' }, body: '' }, ['throttled']],
  ['500', { status: 500, headers: {}, body: '<html>' }, ['transient']],
  ['503 with broken JSON', { status: 503, headers: {}, body: '{' }, ['transient']],
];

const STRANGE_EVENTS = [
  ['empty', exampleEvent({ eventType: 'x', eventData: {}, ids: {}, user: {} })],
  ['Unicode', exampleEvent({ eventType: 'sign_up', pageTitle: '🛒 Ünïcødé 정 \u202e', eventData: { note: '😀'.repeat(200) } })],
  ['huge', exampleEvent({ eventType: 'sign_up', eventData: Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`key_${n}`, 'x'.repeat(500)])) })],
] as const;

/**
 * Everything the host expects of a plugin: manifest and schema, every example by value, a pure mapping, batches within the
 * limits, one outcome per event for every answer, a harmless test of the connection, and no secret in any message.
 */
export const checksOf = (plugin: Plugin): readonly Check[] => {
  const manifest = { title: 'has a complete manifest', run: () => assert.deepEqual(checkManifest(plugin), []) };
  // What is not there cannot be tried.
  if (checkManifest(plugin).length > 0) return [manifest];
  return [manifest, ...(plugin.kind === 'destination' ? destinationChecks(plugin) : enrichmentChecks(plugin))];
};

function destinationChecks(plugin: DestinationPlugin): readonly Check[] {
  const strange = STRANGE_EVENTS.map(([name, event]) => ({
    title: `maps an event without throwing: ${name}`,
    run: () => {
      const mapped = plugin.map(event, settingsOfExample(plugin, plugin.examples[0]!));
      if (isSkip(mapped)) assert.notEqual(mapped.message, '', 'A skip needs a message.');
      else JSON.stringify(mapped);
    },
  }));
  const harmless = {
    title: 'can be tested without sending an event that counts',
    run: () => assert.ok(hasHarmlessTest(plugin), 'It needs check, or delivery.canValidate with the vendor’s debug address: without them “Test connection” has to send an event.'),
  };
  return [...plugin.examples.flatMap((example) => exampleChecks(plugin, example)), ...strange, harmless, ...requestChecks(plugin)];
}

function exampleChecks(plugin: DestinationPlugin, example: DestinationPlugin['examples'][number]): readonly Check[] {
  const settings = settingsOfExample(plugin, example);
  const titled = (title: string, run: () => void): Check => ({ title: `example “${example.title}” ${title}`, run });
  return [
    titled('has settings its own schema accepts', () => assert.deepEqual(plain(validateSettings(plugin.settings, settings)), plain({ ok: true, value: settings }))),
    titled('gives what it says', () => {
      const { given, expected } = runExample(plugin, example);
      assert.deepEqual(given, expected);
    }),
    titled('maps the same event to the same item, and leaves the event alone', () => {
      const before = JSON.stringify(example.event);
      assert.deepEqual(plugin.map(example.event, settings), plugin.map(example.event, settings));
      assert.equal(JSON.stringify(example.event), before);
    }),
    ...(example.answer === undefined
      ? []
      : [titled('reads the answer as it says', () => assert.deepEqual(plain(outcomesOf(plugin, example.answer!, [plugin.map(example.event, settings)])[0]), plain(example.outcome)))]),
  ];
}

/** For a plugin whose requests can be looked at. */
function requestChecks(plugin: DestinationPlugin): readonly Check[] {
  const sent = plugin.examples.find(({ gives }) => !isSkip(gives));
  if (plugin.delivery.via !== 'http' || sent === undefined) return [];
  const settings = settingsOfExample(plugin, sent);
  const item = () => plugin.map(sent.event, settings);
  const { batch: limits } = plugin.limits;
  return [
    {
      title: 'cuts a full batch at its limits',
      run: () => {
        const items = Array.from({ length: limits.maxEvents + 1 }, item);
        const { batches } = cutBatches(items, limits, (one) => Buffer.byteLength(JSON.stringify(one)));
        for (const batch of batches) {
          assert.ok(batch.length <= limits.maxEvents);
          // What surrounds the events must fit too: the limit the plugin declares leaves room for it.
          assert.ok(Buffer.byteLength(requestOf(plugin, batch, settings).body ?? '') <= limits.maxBytes * 1.1, 'A full batch is larger than limits.batch.maxBytes.');
        }
        assert.equal(batches.flat().length, items.length);
      },
    },
    ...ANSWERS.map(([name, answer, allowed]) => ({
      title: `has one outcome per event for an answer ${name}, without a secret in it`,
      run: () => {
        const outcomes = outcomesOf(plugin, answer, [item(), item()]);
        assert.equal(outcomes.length, 2);
        for (const { is } of outcomes) assert.ok(allowed.includes(is), `The outcome is ${is}; it may be ${allowed.join(', ')}.`);
        for (const secret of secretFields(plugin.settings)) assert.ok(!JSON.stringify(outcomes).includes(String(settings[secret])), `The secret ${secret} is in an outcome.`);
      },
    })),
  ];
}

function enrichmentChecks(plugin: EnrichmentPlugin): readonly Check[] {
  return [
    ...plugin.examples.map((example) => ({
      title: `example “${example.title}” gives what it says`,
      run: async () => {
        const { answer, names } = example;
        const context = lookupContext({ ...(answer && { http: () => Promise.resolve(answer) }), ...(names && { reverse: () => Promise.resolve(names) }) });
        const lookup = await plugin.open(settingsOfExample(plugin, example), context);
        const [found] = await lookup.find([example.key], context);
        await lookup.close?.();
        assert.deepEqual(plain(found), plain(example.gives));
      },
    })),
    {
      title: 'provides only what it declares',
      run: () => {
        for (const { gives } of plugin.examples)
          if (gives.is === 'found') for (const key of Object.keys(gives.fields)) assert.ok((plugin.provides as readonly string[]).includes(key), `${key} is not among provides.`);
      },
    },
    { title: 'has nothing to look up in an event without anything', run: () => assert.equal(plugin.key({}, {}), null) },
  ];
}

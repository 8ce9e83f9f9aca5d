import { isDeepStrictEqual } from 'node:util';
import { isSkip, type DestinationExample, type DestinationPlugin } from '../author/destination.js';
import { outcomeOfError } from '../author/errors.js';
import type { HttpRequest, HttpResponse } from '../author/http.js';
import { readByStatus } from '../author/read-by-status.js';
import type { TObject } from '../author/settings.js';
import { validateSettings } from './validate-settings.js';

type Settings = Record<string, unknown>;

/** What a plugin makes of an example, beside what the example says; bodies of JSON as values. */
export interface ExampleRun {
  readonly given: unknown;
  readonly expected: unknown;
}

/** Settings of an example over the schema's defaults. */
export function settingsOfExample(plugin: { readonly settings: TObject }, example: { readonly settings?: Settings }): Settings {
  const checked = validateSettings(plugin.settings, example.settings ?? {});
  return checked.ok ? checked.value : { ...example.settings };
}

/** Maps the example's event and, unless it is left out, builds its request: no I/O, nothing is sent. */
export function runExample(plugin: DestinationPlugin, example: DestinationExample<Settings>): ExampleRun {
  const settings = settingsOfExample(plugin, example);
  const mapped = plugin.map(example.event, settings);
  if (isSkip(mapped)) return { given: comparable(mapped), expected: comparable(example.gives) };
  const given = plugin.delivery.via === 'custom' ? { item: mapped } : requestOf(plugin, [mapped], settings);
  return { given: comparable(given), expected: comparable(example.gives) };
}

/** The live request of a batch. @throws for a custom delivery, which makes none to look at */
export function requestOf(plugin: DestinationPlugin, batch: readonly unknown[], settings: Settings): HttpRequest {
  if (plugin.delivery.via !== 'http') throw new Error('A custom delivery makes no request to compare.');
  return plugin.delivery.request(batch, settings, 'live');
}

/** What an answer means for each event of a batch, thrown verdicts included. */
export function outcomesOf(plugin: DestinationPlugin, answer: HttpResponse, batch: readonly unknown[]) {
  const { delivery } = plugin;
  const read = delivery.via === 'http' ? (delivery.read?.bind(delivery) ?? readByStatus) : readByStatus;
  try {
    return read(answer, batch);
  } catch (error) {
    const outcome = outcomeOfError(error);
    if (outcome === undefined) throw error;
    return batch.map(() => outcome);
  }
}

/** Every example of a destination that is not true, in sentences. The host refuses a plugin whose examples are wrong. */
export function checkExamples(plugin: DestinationPlugin): readonly string[] {
  return plugin.examples.flatMap((example) => {
    const fault = faultOf(plugin, example);
    return fault === undefined ? [] : [`Example “${example.title}” ${fault}.`];
  });
}

function faultOf(plugin: DestinationPlugin, example: DestinationExample<Settings>): string | undefined {
  try {
    const { given, expected } = runExample(plugin, example);
    return isDeepStrictEqual(given, expected) ? undefined : 'does not give what it says';
  } catch {
    return 'makes the plugin throw';
  }
}

/** JSON bodies are compared as values: the order of keys says nothing. */
function comparable(given: unknown): unknown {
  const { body, ...rest } = given as { body?: unknown };
  if (typeof body !== 'string') return plain(given);
  try {
    return plain({ ...rest, body: JSON.parse(body) as unknown });
  } catch {
    return plain(given);
  }
}

/** Without keys whose value is undefined, which JSON does not know. */
export const plain = (value: unknown): unknown => (value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown));

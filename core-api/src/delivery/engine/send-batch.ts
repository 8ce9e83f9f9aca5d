import { BATCH_REFUSED, type Outcome } from '@warp/contracts';
import { Logger } from '@nestjs/common';
import { outcomeOfError, readByStatus, type HttpDelivery } from '@warp/plugin-sdk';
import type { PluginHttpClient } from '../../plugins/http-client.js';
import { contextFor } from '../../plugins/plugin-context.js';
import { inTimeBox } from '../../plugins/time-box.js';
import type { DestinationRuntime } from '../../destinations/runtime/destination-runtime.js';
import { withVendorMessage } from './vendor-message.js';

const logger = new Logger('Delivery');

/** Two requests for every event, for a batch of a thousand whose events are all bad: then the batch waits. */
const MAX_REPETITIONS = 64;

/**
 * Sends one batch through its plugin. Of a batch the vendor refuses as a whole because of one event, those that are not to blame
 * are sent again: without the ones the vendor named, or in halves when it named none.
 * @returns one outcome per item; undefined for those the plugin itself failed on
 */
export async function sendBatch(http: PluginHttpClient, runtime: DestinationRuntime, items: readonly unknown[]): Promise<readonly (Outcome | undefined)[]> {
  let repetitions = 0;
  const send = async (part: readonly unknown[]): Promise<readonly (Outcome | undefined)[]> => {
    const outcomes = await guarded(runtime, part, () => sendOnce(http, runtime, part));
    const blameless = part.filter((_, index) => isBatchRefused(outcomes[index]));
    if (part.length < 2 || blameless.length === 0 || repetitions >= MAX_REPETITIONS) return outcomes;
    repetitions += 1;
    const again = blameless.length < part.length ? await send(blameless) : await sendHalves(part);
    let next = 0;
    return outcomes.map((outcome) => (isBatchRefused(outcome) ? again[next++] : outcome));
  };
  const sendHalves = async (part: readonly unknown[]): Promise<readonly (Outcome | undefined)[]> => {
    const middle = part.length >> 1;
    return [...(await send(part.slice(0, middle))), ...(await send(part.slice(middle)))];
  };
  return send(items);
}

/** Asks what became of events the vendor took under one reference. */
export async function askVendor(http: PluginHttpClient, runtime: DestinationRuntime, vendorRef: string, events: number): Promise<Outcome | undefined> {
  const { plugin, settings } = runtime;
  const followUp = plugin.delivery.via === 'http' ? plugin.delivery.followUp : undefined;
  // A plugin that asks no more: what it took counts.
  if (followUp === undefined) return { is: 'delivered', vendorRef };
  const [outcome] = await guarded(runtime, [vendorRef], async () => {
    const response = await http.send(followUp.request(vendorRef, settings)).catch(outcomeOfNoAnswer);
    if (response === undefined) return [{ is: 'accepted', vendorRef, checkAfterMs: ASK_AGAIN_MS }];
    return withVendorMessage([followUp.read(response, vendorRef, events)], response);
  });
  return outcome;
}

/** When a question found no answer. */
export const ASK_AGAIN_MS = 60_000;

/** The question found no answer, which says nothing about the events. */
function outcomeOfNoAnswer(error: unknown): undefined {
  if (outcomeOfError(error) === undefined) throw error;
}

export const isBatchRefused = (outcome: Outcome | undefined): boolean => outcome?.is === 'transient' && outcome.code === BATCH_REFUSED;

async function sendOnce(http: PluginHttpClient, { plugin, settings, secrets }: DestinationRuntime, items: readonly unknown[]): Promise<readonly Outcome[]> {
  if (plugin.delivery.via === 'http') return sendHttp(http, plugin.delivery, items, settings);
  const context = contextFor(plugin, http, secrets);
  return inTimeBox(plugin.delivery.send(items, settings, context), context.signal);
}

async function sendHttp(http: PluginHttpClient, delivery: HttpDelivery<unknown, unknown>, items: readonly unknown[], settings: unknown): Promise<readonly Outcome[]> {
  const response = await http.send(delivery.request(items, settings, 'live'));
  return withVendorMessage((delivery.read?.bind(delivery) ?? readByStatus)(response, items), response);
}

/** An error that speaks for the batch becomes its outcome; any other, and a wrong number of outcomes, is a fault of the plugin. */
async function guarded(
  { plugin }: DestinationRuntime,
  items: readonly unknown[],
  work: () => Promise<readonly Outcome[]>,
): Promise<readonly (Outcome | undefined)[]> {
  try {
    const outcomes = await work();
    if (outcomes.length === items.length) return outcomes;
    logger.error(`The plugin “${plugin.id}” gave ${outcomes.length} outcomes for ${items.length} events.`);
  } catch (error) {
    const outcome = outcomeOfError(error);
    if (outcome !== undefined) return items.map(() => outcome);
    // Not the error's text: a plugin may have put anything into it.
    logger.error(`The plugin “${plugin.id}” threw ${error instanceof Error ? error.name : 'something'} while sending.`);
  }
  return items.map(() => undefined);
}

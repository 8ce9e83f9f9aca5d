import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EventId, exampleEvent, isSkip, outcomeOfError, readByStatus, type DeliveryMode, type HttpDelivery, type Outcome, type WarpEvent } from '@warp/plugin-sdk';
import { hasHarmlessTest } from '@warp/plugin-sdk/host';
import { AccessTokens } from '../oauth/access-tokens.js';
import { PluginHttpClient } from '../plugins/http-client.js';
import { contextFor } from '../plugins/plugin-context.js';
import { inTimeBox } from '../plugins/time-box.js';
import { DestinationTester, type TestResult } from '../sites/destination-catalogue.js';
import { Authorised } from './authorised.js';
import { type DestinationRuntime, DestinationRuntimes } from './destination-runtime.js';
import { cleanOutcome } from './clean-outcomes.js';
import { cleanText } from './clean-text.js';
import { quoted, withVendorMessage } from './vendor-message.js';

const DELIVERED: TestResult = { ok: true, code: 'delivered', message: 'The platform accepts it.' };

/** “Test connection”: the plugin's own check; else an example event to the vendor's validation address; else, when that is allowed, a marked event. */
@Injectable()
export class ConnectionTester extends DestinationTester {
  constructor(
    private readonly runtimes: DestinationRuntimes,
    private readonly http: PluginHttpClient,
    private readonly tokens: AccessTokens,
  ) {
    super();
  }

  async test(siteId: string, destinationId: string, send = false): Promise<TestResult> {
    const runtime = await this.runtimes.load(destinationId);
    if (runtime === undefined || runtime.siteId !== siteId)
      return { ok: false, code: 'plugin_missing', message: 'The destination’s plugin is not loaded.' };
    if (!send && !hasHarmlessTest(runtime.plugin)) return cannotTest(runtime);
    try {
      const access = await Authorised.open(this.tokens, runtime);
      if ('outcome' in access) return resultOf(access.outcome);
      const [outcome] = await access.run([destinationId], async (current) => [await this.outcomeOf(current)]);
      return resultOf(outcome);
    } catch {
      return { ok: false, code: 'plugin_fault', message: `The plugin “${runtime.plugin.name}” failed.` };
    }
  }

  private async outcomeOf(runtime: DestinationRuntime): Promise<Outcome | undefined> {
    return cleanOutcome(await this.ask(runtime).catch(outcomeOrThrow), (text) => cleanText(text, runtime.secrets));
  }

  private async ask({ plugin, settings, secrets }: DestinationRuntime): Promise<Outcome | undefined> {
    const context = contextFor(plugin, this.http, secrets);
    if (plugin.check !== undefined) return inTimeBox(plugin.check(settings, context), context.signal);
    const item = plugin.map(markedEvent(Date.now()), settings);
    if (isSkip(item)) return { is: 'permanent', code: item.code, message: item.message };
    if (plugin.delivery.via === 'custom') return (await inTimeBox(plugin.delivery.send([item], settings, context), context.signal))[0];
    return this.askHttp(plugin.delivery, item, settings);
  }

  private async askHttp(delivery: HttpDelivery<unknown, unknown>, item: unknown, settings: unknown): Promise<Outcome | undefined> {
    const mode: DeliveryMode = delivery.canValidate === true ? 'validate' : 'live';
    const response = await this.http.send(delivery.request([item], settings, mode));
    return withVendorMessage((delivery.read?.bind(delivery) ?? readByStatus)(response, [item]), response)[0];
  }
}

const cannotTest = ({ plugin: { name } }: DestinationRuntime): TestResult => ({
  ok: false,
  code: 'cannot_test_without_sending',
  message: `${name} cannot be tested without sending an event. A test event is marked as one, but ${name} may count it.`,
});

/** An example that says everywhere that it is one. Its ids are new each time: no vendor takes it for one it has, or for a shop's order. */
function markedEvent(now: number): WarpEvent {
  const id = `warp-test-${randomUUID()}`;
  const { eventData } = exampleEvent();
  return exampleEvent({
    eventId: id as EventId,
    timestampMs: now,
    receivedAtMs: now,
    visitorId: id,
    sessionId: id,
    sessionStartedAtMs: now,
    userId: 'warp-test',
    user: { email: 'warp-test@example.com', firstName: 'Warp', lastName: 'Test' },
    pageTitle: 'Warp test event',
    eventData: { ...eventData, transaction_id: id, warp_test: true },
  });
}

function outcomeOrThrow(error: unknown): Outcome {
  const outcome = outcomeOfError(error);
  if (outcome === undefined) throw error;
  return outcome;
}

function resultOf(outcome: Outcome | undefined): TestResult {
  if (outcome === undefined) return { ok: false, code: 'plugin_fault', message: 'The plugin gave no answer.' };
  if (outcome.is === 'delivered' || outcome.is === 'accepted') return DELIVERED;
  return { ok: false, code: outcome.code, message: quoted(outcome.message, outcome.vendorMessage ?? null) };
}

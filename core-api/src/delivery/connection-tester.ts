import { Injectable } from '@nestjs/common';
import { exampleEvent, isSkip, outcomeOfError, readByStatus, type HttpDelivery, type Outcome } from '@warp/plugin-sdk';
import { AccessTokens } from '../oauth/access-tokens.js';
import { PluginHttpClient } from '../plugins/http-client.js';
import { contextFor } from '../plugins/plugin-context.js';
import { inTimeBox } from '../plugins/time-box.js';
import { DestinationTester, type TestResult } from '../sites/destination-catalogue.js';
import { Authorised } from './authorised.js';
import { type DestinationRuntime, DestinationRuntimes } from './destination-runtime.js';

const DELIVERED: TestResult = { ok: true, code: 'delivered', message: 'The platform accepts it.' };

/** “Test connection”: the plugin's own check; else an example event to the vendor's validation address. */
@Injectable()
export class ConnectionTester extends DestinationTester {
  constructor(
    private readonly runtimes: DestinationRuntimes,
    private readonly http: PluginHttpClient,
    private readonly tokens: AccessTokens,
  ) {
    super();
  }

  async test(siteId: string, destinationId: string): Promise<TestResult> {
    const runtime = await this.runtimes.load(destinationId);
    if (runtime === undefined || runtime.siteId !== siteId)
      return { ok: false, code: 'plugin_missing', message: 'The destination’s plugin is not loaded.' };
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
    const outcome = await this.ask(runtime).catch(outcomeOrThrow);
    if (outcome === undefined || !('message' in outcome)) return outcome;
    const message = runtime.secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '***')), outcome.message);
    return { ...outcome, message };
  }

  private async ask({ plugin, settings, secrets }: DestinationRuntime): Promise<Outcome | undefined> {
    const context = contextFor(plugin, this.http, secrets);
    if (plugin.check !== undefined) return inTimeBox(plugin.check(settings, context), context.signal);
    const item = plugin.map(exampleEvent({ timestampMs: Date.now(), receivedAtMs: Date.now() }), settings);
    if (isSkip(item)) return { is: 'permanent', code: item.code, message: item.message };
    if (plugin.delivery.via === 'custom') return (await inTimeBox(plugin.delivery.send([item], settings, context), context.signal))[0];
    return this.askHttp(plugin.delivery, item, settings);
  }

  private async askHttp(delivery: HttpDelivery<unknown, unknown>, item: unknown, settings: unknown): Promise<Outcome | undefined> {
    const mode = delivery.canValidate === true ? 'validate' : 'live';
    const response = await this.http.send(delivery.request([item], settings, mode));
    return (delivery.read?.bind(delivery) ?? readByStatus)(response, [item])[0];
  }
}

function outcomeOrThrow(error: unknown): Outcome {
  const outcome = outcomeOfError(error);
  if (outcome === undefined) throw error;
  return outcome;
}

function resultOf(outcome: Outcome | undefined): TestResult {
  if (outcome === undefined) return { ok: false, code: 'plugin_fault', message: 'The plugin gave no answer.' };
  if (outcome.is === 'delivered' || outcome.is === 'accepted') return DELIVERED;
  return { ok: false, code: outcome.code, message: outcome.message };
}

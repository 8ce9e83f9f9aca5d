import { quoted } from '@warp/contracts';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EventId, exampleEvent, isSkip, outcomeOfError, readByStatus, type DeliveryMode, type HttpDelivery, type Outcome, type WarpEvent } from '@warp/plugin-sdk';
import { hasHarmlessTest } from '@warp/plugin-sdk/host';
import { TenantDatabase } from '../../database/tenant-database.js';
import { findDestination } from '../../destinations/settings/find-destination.js';
import { recordOnDestination } from '../../destinations/settings/record-on-destination.js';
import { AuditLog } from '../../identity/audit-log/audit-log.js';
import { demand } from '../../identity/demand.js';
import { type Principal, scopeOf } from '../../identity/principal.js';
import { AccessTokens } from '../../destinations/accounts/access-tokens.js';
import { PluginHttpClient } from '../../plugins/http-client.js';
import { contextFor } from '../../plugins/plugin-context.js';
import { inTimeBox } from '../../plugins/time-box.js';
import { Authorised } from '../../destinations/runtime/authorised.js';
import { type DestinationRuntime, DestinationRuntimes } from '../../destinations/runtime/destination-runtime.js';
import { cleanOutcome } from '../engine/clean-outcomes.js';
import { cleanText } from '../../plugins/clean-text.js';
import { withVendorMessage } from '../engine/vendor-message.js';

/** What came of trying a destination. */
export interface TestResult {
  readonly ok: boolean;
  /** A stable word. */
  readonly code: string;
  /** For a person; never contains a secret. */
  readonly message: string;
}

const DELIVERED: TestResult = { ok: true, code: 'delivered', message: 'The platform accepts it.' };

/** “Test connection”: the plugin's own check; else an example event to the vendor's validation address; else, when that is allowed, a marked event. */
@Injectable()
export class ConnectionTester {
  constructor(
    private readonly runtimes: DestinationRuntimes,
    private readonly http: PluginHttpClient,
    private readonly tokens: AccessTokens,
    private readonly database: TenantDatabase,
    private readonly auditLog: AuditLog,
  ) {}

  /**
   * Always with the saved settings: others would come with secrets that were saved for somewhere else.
   * @param send whether a marked event may be sent where the plugin has no other test; that is recorded
   */
  async testFor(by: Principal, siteId: string, destinationId: string, send = false): Promise<TestResult> {
    await this.database.entities(scopeOf(by), async (em) => {
      const { site, destination } = await findDestination(em, siteId, destinationId);
      demand(by, 'destinations.write');
      if (send) await recordOnDestination(this.auditLog, em, by, site, destination, 'destination.test_event_allowed');
    });
    return this.test(siteId, destinationId, send);
  }

  /** @param send whether a marked event may be sent, where nothing else tells; left out: that is `cannot_test_without_sending` */
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

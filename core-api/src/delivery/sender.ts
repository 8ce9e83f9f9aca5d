import type { Outcome } from '@warp/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { cutBatches, isSkip, outcomeOfError, readByStatus, skip, type HttpDelivery, type HttpRequest } from '@warp/plugin-sdk';
import { REASONS, type ReasonCode } from '@warp/contracts';
import { PluginHttpClient } from '../plugins/http-client.js';
import { contextFor } from '../plugins/plugin-context.js';
import type { ClaimedDelivery, Settled } from './delivery-store.js';
import type { DestinationRuntime } from './destination-runtime.js';
import { ineligibility } from './eligibility.js';
import { settle, settlePluginFault, settleSkip, type Settlement, type Tried } from './settle.js';

/** A mapped event on its way. */
interface Outgoing {
  readonly delivery: ClaimedDelivery;
  readonly item: unknown;
}

/** How a try of several deliveries ended. */
export interface Sent {
  readonly settled: readonly Settled[];
  /** Whether each request got an answer that says something about its events. */
  readonly answers: readonly boolean[];
  /** Why the destination must be paused. */
  readonly pause?: string;
}

/** Maps events and sends them: everything a plugin is asked for during a delivery. */
@Injectable()
export class Sender {
  private readonly logger = new Logger(Sender.name);

  constructor(private readonly http: PluginHttpClient) {}

  async send(runtime: DestinationRuntime, deliveries: readonly ClaimedDelivery[]): Promise<Sent> {
    const settled: Settled[] = [];
    const outgoing: Outgoing[] = [];
    for (const delivery of deliveries) {
      const mapped = this.map(runtime, delivery);
      if ('settlement' in mapped) settled.push({ delivery, settlement: mapped.settlement, durationMs: null });
      else outgoing.push(mapped);
    }
    const { batches, tooLarge } = this.cut(runtime, outgoing);
    for (const { delivery } of tooLarge)
      settled.push({ delivery, settlement: settle({ is: 'permanent', code: 'too_large', message: REASONS.too_large.sentence }, triedNow(delivery)), durationMs: null });
    const answers: boolean[] = [];
    let pause: string | undefined;
    for (const batch of batches) {
      const begun = performance.now();
      const outcomes = await this.sendBatch(runtime, batch.map(({ item }) => item));
      const durationMs = Math.round(performance.now() - begun);
      answers.push(outcomes?.some(({ is }) => is !== 'transient') ?? true);
      batch.forEach(({ delivery }, index) => {
        const outcome = outcomes?.[index];
        const settlement = outcome === undefined ? settlePluginFault(runtime.plugin.name, triedNow(delivery)) : settle(outcome, triedNow(delivery));
        settled.push({ delivery, settlement, durationMs });
        if (outcome?.is === 'configuration') pause ??= outcome.message;
      });
      // Wrong credentials refuse the next batch just the same.
      if (pause !== undefined) break;
    }
    return { settled, answers, ...(pause === undefined ? {} : { pause }) };
  }

  /** The request a stored event becomes, without sending it. */
  request(runtime: DestinationRuntime, item: unknown, mode: 'live' | 'validate'): HttpRequest | undefined {
    const { delivery } = runtime.plugin;
    return delivery.via === 'http' ? delivery.request([item], runtime.settings, mode) : undefined;
  }

  private map(runtime: DestinationRuntime, delivery: ClaimedDelivery): Outgoing | { settlement: Settlement } {
    const tried = triedNow(delivery);
    const reason = ineligibility(delivery.event, runtime.plugin, runtime.selection, tried.now);
    if (reason !== undefined) return { settlement: settleSkip(hostSkip(reason), tried) };
    try {
      const item = runtime.plugin.map(delivery.event, runtime.settings);
      return isSkip(item) ? { settlement: settleSkip(item, tried) } : { delivery, item };
    } catch {
      return { settlement: this.fault(runtime, tried, 'map') };
    }
  }

  private cut(runtime: DestinationRuntime, outgoing: readonly Outgoing[]): { batches: readonly (readonly Outgoing[])[]; tooLarge: readonly Outgoing[] } {
    const { delivery, limits } = runtime.plugin;
    const groupBy = delivery.via === 'http' ? delivery.groupBy?.bind(delivery) : undefined;
    const groups = groupBy === undefined ? [outgoing] : [...Map.groupBy(outgoing, ({ item }) => groupBy(item)).values()];
    const cuts = groups.map((group) => cutBatches(group, limits.batch, ({ item }) => Buffer.byteLength(JSON.stringify(item) ?? '')));
    return { batches: cuts.flatMap(({ batches }) => batches), tooLarge: cuts.flatMap(({ tooLarge }) => tooLarge) };
  }

  /** @returns one outcome per item; undefined when the plugin itself failed */
  private async sendBatch(runtime: DestinationRuntime, items: readonly unknown[]): Promise<readonly Outcome[] | undefined> {
    const { plugin, settings, secrets } = runtime;
    try {
      const outcomes =
        plugin.delivery.via === 'custom'
          ? await plugin.delivery.send(items, settings, contextFor(plugin, this.http, secrets))
          : await this.sendHttp(plugin.delivery, items, settings);
      if (outcomes.length === items.length) return outcomes;
      this.logger.error(`The plugin “${plugin.id}” gave ${outcomes.length} outcomes for ${items.length} events.`);
      return undefined;
    } catch (error) {
      const outcome = outcomeOfError(error);
      if (outcome !== undefined) return items.map(() => outcome);
      // Not the error's text: a plugin may have put anything into it.
      this.logger.error(`The plugin “${plugin.id}” threw ${error instanceof Error ? error.name : 'something'} while sending.`);
      return undefined;
    }
  }

  private async sendHttp(delivery: HttpDelivery<unknown, unknown>, items: readonly unknown[], settings: unknown): Promise<readonly Outcome[]> {
    const response = await this.http.send(delivery.request(items, settings, 'live'));
    return (delivery.read?.bind(delivery) ?? readByStatus)(response, items);
  }

  private fault(runtime: DestinationRuntime, tried: Tried, what: string): Settlement {
    this.logger.error(`The plugin “${runtime.plugin.id}” failed in ${what}.`);
    return settlePluginFault(runtime.plugin.name, tried);
  }
}

const hostSkip = (reason: ReasonCode) => skip(reason, REASONS[reason].sentence);

const triedNow = ({ attempts, firstAttemptAt }: ClaimedDelivery): Tried => ({ attempts, firstAttemptAt, now: Date.now(), random: Math.random() });

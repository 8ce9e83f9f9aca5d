import { REASONS, type Outcome } from '@warp/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { cutBatches } from '@warp/plugin-sdk/host';
import { AccessTokens } from '../../destinations/accounts/access-tokens.js';
import { PluginHttpClient } from '../../plugins/http-client.js';
import { Authorised } from '../../destinations/runtime/authorised.js';
import { cleanOutcomes } from './clean-outcomes.js';
import type { ClaimedDelivery, Settled } from './delivery-store.js';
import type { DestinationRuntime } from '../../destinations/runtime/destination-runtime.js';
import { mapEvent } from '../../destinations/rules/map-event.js';
import { ASK_AGAIN_MS, askVendor, isBatchRefused, sendBatch } from './send-batch.js';
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
  readonly pause: string | undefined;
}

/**
 * Requests at most into which events are parted that a vendor counted some of without saying which. It is asked about each part
 * then, so 256 events are told apart after the second round. Sending them again is safe: a vendor that judges later knows them by id.
 */
const PARTS = 16;

/** Maps events and sends them: everything a plugin is asked for during a delivery. */
@Injectable()
export class Sender {
  private readonly logger = new Logger(Sender.name);

  constructor(
    private readonly http: PluginHttpClient,
    private readonly tokens: AccessTokens,
  ) {}

  async send(runtime: DestinationRuntime, deliveries: readonly ClaimedDelivery[]): Promise<Sent> {
    const report = new Report(runtime);
    const access = await Authorised.open(this.tokens, runtime);
    if ('outcome' in access) return withoutAccess(report, deliveries, access.outcome);
    const undecided = await this.followUp(access, deliveries.filter(({ vendorRef }) => vendorRef !== null), report);
    await this.sendAll(access, deliveries.filter(({ vendorRef }) => vendorRef === null), report);
    for (const part of undecided.flatMap(partsOf)) await this.sendAgain(access, part, report);
    return report;
  }

  /**
   * Asks for what was taken before, once per request it was taken with.
   * @returns what has to be parted and sent again before more can be known of it
   */
  private async followUp(access: Authorised, taken: readonly ClaimedDelivery[], report: Report): Promise<readonly (readonly ClaimedDelivery[])[]> {
    const undecided: (readonly ClaimedDelivery[])[] = [];
    for (const [vendorRef, group] of Map.groupBy(taken, (delivery) => delivery.vendorRef!)) {
      if (report.refusal !== undefined) {
        for (const delivery of group) report.add(delivery, report.refusal, null, vendorRef);
        continue;
      }
      const [said] = await access.run([vendorRef], async (current) => [await askVendor(this.http, current, vendorRef, group.length)]);
      const [outcome] = cleanOutcomes([said], group.map(({ event }) => event), report.runtime.secrets);
      report.answers.push(outcome?.is !== 'transient' || isBatchRefused(outcome));
      if (isBatchRefused(outcome)) undecided.push(group);
      else for (const delivery of group) report.add(delivery, outcome, null, vendorRef);
    }
    return undecided;
  }

  /** A part that cannot be sent now stays as it was: it waits for credentials, or is asked about once more. */
  private async sendAgain(access: Authorised, part: readonly ClaimedDelivery[], report: Report): Promise<void> {
    if (report.refusal === undefined && report.answers.at(-1) !== false) return this.sendAll(access, part, report);
    for (const delivery of part) {
      const vendorRef = delivery.vendorRef!;
      report.add(delivery, report.refusal ?? { is: 'accepted', vendorRef, checkAfterMs: ASK_AGAIN_MS }, null, vendorRef);
    }
  }

  private async sendAll(access: Authorised, deliveries: readonly ClaimedDelivery[], report: Report): Promise<void> {
    const { runtime } = report;
    const outgoing: Outgoing[] = [];
    for (const delivery of deliveries) {
      const mapped = this.map(runtime, delivery);
      if ('settlement' in mapped) report.settled.push({ delivery, settlement: mapped.settlement, vendorMessage: null, durationMs: null });
      else outgoing.push(mapped);
    }
    const { batches, tooLarge } = this.cut(runtime, outgoing);
    for (const { delivery } of tooLarge) report.add(delivery, { is: 'permanent', code: 'too_large', message: REASONS.too_large.sentence }, null);
    for (const batch of batches) {
      if (report.refusal !== undefined) {
        for (const { delivery } of batch) report.add(delivery, report.refusal, null);
        continue;
      }
      const begun = performance.now();
      const said = await access.run(
        batch.map(({ item }) => item),
        (current, items) => sendBatch(this.http, current, items),
      );
      const outcomes = cleanOutcomes(said, batch.map(({ delivery }) => delivery.event), report.runtime.secrets);
      const durationMs = Math.round(performance.now() - begun);
      report.answers.push(outcomes.some((outcome) => outcome?.is !== 'transient'));
      batch.forEach(({ delivery }, index) => report.add(delivery, outcomes[index], durationMs));
    }
  }

  private map(runtime: DestinationRuntime, delivery: ClaimedDelivery): Outgoing | { settlement: Settlement } {
    const tried = triedNow(delivery);
    try {
      const mapped = mapEvent(runtime, delivery.event, tried.now);
      return mapped.is === 'skip' ? { settlement: settleSkip(mapped, tried) } : { delivery, item: mapped.item };
    } catch {
      this.logger.error(`The plugin “${runtime.plugin.id}” failed to map an event.`);
      return { settlement: settlePluginFault(runtime.plugin.name, tried) };
    }
  }

  private cut(runtime: DestinationRuntime, outgoing: readonly Outgoing[]): { batches: readonly (readonly Outgoing[])[]; tooLarge: readonly Outgoing[] } {
    const { delivery, limits } = runtime.plugin;
    const groupBy = delivery.via === 'http' ? delivery.groupBy?.bind(delivery) : undefined;
    const groups = groupBy === undefined ? [outgoing] : [...Map.groupBy(outgoing, ({ item }) => groupBy(item)).values()];
    const cuts = groups.map((group) => cutBatches(group, limits.batch, ({ item }) => Buffer.byteLength(JSON.stringify(item) ?? '')));
    return { batches: cuts.flatMap(({ batches }) => batches), tooLarge: cuts.flatMap(({ tooLarge }) => tooLarge) };
  }
}

class Report implements Sent {
  readonly settled: Settled[] = [];
  readonly answers: boolean[] = [];
  /** Wrong credentials refuse the next batch just the same: what is left of the job waits for them unsent. */
  refusal?: Extract<Outcome, { is: 'configuration' }>;

  constructor(readonly runtime: DestinationRuntime) {}

  /** @param outcome undefined: the plugin failed @param takenAs reference the vendor took it under before, and was asked about now */
  add(delivery: ClaimedDelivery, outcome: Outcome | undefined, durationMs: number | null, takenAs?: string): void {
    const tried = triedNow(delivery, takenAs !== undefined);
    const settlement = outcome === undefined ? settlePluginFault(this.runtime.plugin.name, tried) : settle(outcome, tried);
    // What was taken is sent again only when the vendor itself says that it did not count.
    const isStillTaken = takenAs !== undefined && (outcome === undefined || outcome.is === 'configuration');
    const vendorMessage = outcome !== undefined && 'message' in outcome ? (outcome.vendorMessage ?? null) : null;
    this.settled.push({ delivery, settlement: isStillTaken ? { ...settlement, vendorRef: takenAs } : settlement, vendorMessage, durationMs });
    if (outcome?.is === 'configuration') this.refusal ??= outcome;
  }

  get pause(): string | undefined {
    return this.refusal?.message;
  }
}

/** Nothing is sent, and nobody is asked: what became of events the vendor took is as unknown as before. */
function withoutAccess(report: Report, deliveries: readonly ClaimedDelivery[], outcome: Outcome): Report {
  report.answers.push(outcome.is !== 'transient');
  for (const delivery of deliveries) {
    const { vendorRef } = delivery;
    if (vendorRef === null) report.add(delivery, outcome, null);
    else report.add(delivery, outcome.is === 'configuration' ? outcome : { is: 'accepted', vendorRef, checkAfterMs: ASK_AGAIN_MS }, null, vendorRef);
  }
  return report;
}

function partsOf(group: readonly ClaimedDelivery[]): readonly (readonly ClaimedDelivery[])[] {
  const size = Math.ceil(group.length / PARTS);
  return Array.from({ length: Math.ceil(group.length / size) }, (_, n) => group.slice(n * size, (n + 1) * size));
}

/** What was taken once and is sent again begins anew. */
function triedNow({ attempts, firstAttemptAt, vendorRef }: ClaimedDelivery, isTaken = false): Tried {
  const now = Date.now();
  const isSentAgain = vendorRef !== null && !isTaken;
  return { attempts: isSentAgain ? 0 : attempts, firstAttemptAt: isSentAgain ? now : firstAttemptAt, isTaken, now, random: Math.random() };
}

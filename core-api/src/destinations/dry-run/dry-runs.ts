import { createHash } from 'node:crypto';
import type { WarpEvent } from '@warp/contracts';
import { Injectable } from '@nestjs/common';
import type { HttpRequest } from '@warp/plugin-sdk';
import { validateSettings, withSecretPlaceholders } from '@warp/plugin-sdk/host';
import { TenantDatabase } from '../../database/tenant-database.js';
import { type Principal, scopeOf } from '../../identity/principal.js';
import { conflict, notFound } from '../../http/problem.js';
import { DestinationRuntimes, type DestinationRuntime } from '../runtime/destination-runtime.js';
import { mapEvent } from '../rules/map-event.js';
import { readStoredEvents } from '../rules/stored-event.js';

/** A change that is tried before it is saved. */
export interface Proposal {
  /** Replaces the settings of the same name. Secrets are not needed. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly selection?: DestinationRuntime['selection'];
}

/** What a destination would get for one event. */
export type Preview =
  | { readonly is: 'request'; readonly request: HttpRequest }
  /** A plugin that talks by itself has no single request: what it would be given. */
  | { readonly is: 'item'; readonly item: unknown }
  | { readonly is: 'skip'; readonly code: string; readonly message: string }
  | { readonly is: 'fault'; readonly message: string };

export interface Previewed {
  readonly event_id: string;
  readonly event_type: string;
  readonly gives: Preview;
}

export interface ShadowRun {
  readonly events: number;
  readonly same: number;
  readonly changed: number;
  /** How many events would be left out or break a limit, by code, as it is and as proposed. */
  readonly left_out: { readonly before: Readonly<Record<string, number>>; readonly after: Readonly<Record<string, number>> };
  /** What the codes mean, for a person. */
  readonly sentences: Readonly<Record<string, string>>;
  /** Some that change, of every kind of event and of change. */
  readonly differences: readonly { readonly event_id: string; readonly event_type: string; readonly before: Preview; readonly after: Preview }[];
}

const MAX_DIFFERENCES = 20;

/** Shows what destinations would be sent, without sending anything. Secrets are replaced before the plugin sees them. */
@Injectable()
export class DryRuns {
  constructor(
    private readonly tenants: TenantDatabase,
    private readonly runtimes: DestinationRuntimes,
  ) {}

  /** @param eventId left out: the site's latest event */
  async preview(by: Principal, siteId: string, destinationId: string, eventId: string | undefined, proposal: Proposal): Promise<Previewed> {
    const runtime = proposed(await this.runtimeOf(by, siteId, destinationId), proposal);
    const [event] = await this.events(by, siteId, { limit: 1, ...(eventId === undefined ? {} : { eventId }) });
    if (event === undefined) throw notFound('event');
    return { event_id: event.eventId, event_type: event.eventType, gives: previewOf(runtime, event) };
  }

  /** Compares a proposal with what is saved, over the last stored events. */
  async shadow(by: Principal, siteId: string, destinationId: string, proposal: Proposal, last: number): Promise<ShadowRun> {
    const runtime = await this.runtimeOf(by, siteId, destinationId);
    const changedRuntime = proposed(runtime, proposal);
    const events = await this.events(by, siteId, { limit: last });
    const pairs = events.map((event) => ({ event, before: previewOf(runtime, event), after: previewOf(changedRuntime, event) }));
    const changed = pairs.filter(({ before, after }) => fingerprint(before) !== fingerprint(after));
    return {
      events: events.length,
      same: events.length - changed.length,
      changed: changed.length,
      left_out: { before: countLeftOut(pairs.map(({ before }) => before)), after: countLeftOut(pairs.map(({ after }) => after)) },
      sentences: Object.fromEntries(pairs.flatMap(({ before, after }) => [before, after].flatMap(leftOut)).map(({ code, message }) => [code, message])),
      differences: inTurn(changed, ({ event, before, after }) => `${event.eventType} ${before.is} ${after.is}`)
        .slice(0, MAX_DIFFERENCES)
        .map(({ event, before, after }) => ({ event_id: event.eventId, event_type: event.eventType, before, after })),
    };
  }

  private events(by: Principal, siteId: string, options: { eventId?: string; limit: number }): Promise<readonly WarpEvent[]> {
    return this.tenants.sql(scopeOf(by), (client) => readStoredEvents(client, siteId, options));
  }

  /** Only who sees the site finds its destination; the credentials never get here. */
  private async runtimeOf(by: Principal, siteId: string, destinationId: string): Promise<DestinationRuntime> {
    const found = await this.tenants.sql(scopeOf(by), (client) =>
      client.query('select 1 from destinations where id = $1 and site_id = $2', [destinationId, siteId]),
    );
    if (found.rowCount === 0) throw notFound('destination');
    const runtime = await this.runtimes.load(destinationId);
    if (runtime === undefined) throw conflict('plugin_not_loaded', 'The destination’s plugin is not loaded.');
    return { ...runtime, settings: withSecretPlaceholders(runtime.plugin.settings, runtime.settings), secrets: [] };
  }
}

function proposed(runtime: DestinationRuntime, { settings, selection }: Proposal): DestinationRuntime {
  if (settings === undefined) return { ...runtime, selection: selection ?? runtime.selection };
  const merged = withSecretPlaceholders(runtime.plugin.settings, { ...runtime.settings, ...settings });
  const checked = validateSettings(runtime.plugin.settings, merged);
  // What a placeholder breaks, such as a least length, is no fault of the proposal.
  return { ...runtime, settings: checked.ok ? checked.value : merged, selection: selection ?? runtime.selection };
}

function previewOf(runtime: DestinationRuntime, event: WarpEvent): Preview {
  const { delivery, limits } = runtime.plugin;
  try {
    const mapped = mapEvent(runtime, event, Date.now());
    if (mapped.is === 'skip') return mapped;
    if (delivery.via === 'custom') return { is: 'item', item: mapped.item };
    const request = delivery.request([mapped.item], runtime.settings, 'live');
    return Buffer.byteLength(request.body ?? '') > limits.batch.maxBytes
      ? { is: 'skip', code: 'too_large', message: 'It is larger than the platform accepts.' }
      : { is: 'request', request };
  } catch {
    return { is: 'fault', message: `The plugin “${runtime.plugin.name}” failed on this event.` };
  }
}

const fingerprint = (preview: Preview): string => createHash('sha256').update(JSON.stringify(preview)).digest('base64');

/** The first of each kind, then the second of each, and so on: what is rare is not lost behind what is frequent. */
function inTurn<T>(entries: readonly T[], kindOf: (entry: T) => string): readonly T[] {
  const seen = new Map<string, number>();
  const turns = entries.map((entry) => {
    const turn = seen.get(kindOf(entry)) ?? 0;
    seen.set(kindOf(entry), turn + 1);
    return { entry, turn };
  });
  return turns.sort((one, other) => one.turn - other.turn).map(({ entry }) => entry);
}

/** Why nothing would be sent; none when something would. */
function leftOut(preview: Preview): readonly { readonly code: string; readonly message: string }[] {
  if (preview.is === 'fault') return [{ code: 'plugin_fault', message: preview.message }];
  return preview.is === 'skip' ? [preview] : [];
}

function countLeftOut(previews: readonly Preview[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of previews.flatMap(leftOut)) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

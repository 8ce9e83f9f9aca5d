import { quoted, sentenceOf } from '@warp/contracts';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { ACCESS_TOKEN } from '../../plugins/plugin-oauth.js';
import { PluginCatalogue } from '../../plugins/plugin-catalogue.js';
import { KeyRing } from '../../secrets/key-ring.js';
import { ACCOUNT_PROBLEMS, type ProblemCode } from '../accounts/account-error.js';
import { openSecrets } from '../settings/destination-settings.js';
import { type DestinationState, destinationState } from './destination-state.js';
import { type DestinationRow, readDestinations, SAMPLE } from './read-destinations.js';

/** A destination's state, with what a site's is made of. */
export interface StateOfDestination extends DestinationState {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly queued: number;
}

/** How destinations do, as far as a connection sees them. Whoever shows it takes it from here. */
@Injectable()
export class DestinationStates {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly keyRing: KeyRing,
  ) {}

  /** By their ids. @param siteIds left out: of all sites the connection sees */
  async of(client: pg.PoolClient, siteIds?: readonly string[]): Promise<ReadonlyMap<string, StateOfDestination>> {
    const rows = await readDestinations(client, siteIds);
    const now = Date.now();
    return new Map(rows.map((row) => [row.id, { id: row.id, siteId: row.site_id, name: row.name, queued: row.queued, ...this.stateOf(row, now) }]));
  }

  private stateOf(row: DestinationRow, now: number): DestinationState {
    return destinationState(
      {
        enabled: row.enabled,
        pausedBecause: row.status === 'paused' ? pauseOf(row) : null,
        accountProblem: this.accountProblemOf(row),
        isPluginLoaded: this.catalogue.find(row.plugin) !== undefined,
        lastHour: { delivered: row.hour_delivered, dead: row.hour_dead, skipped: row.hour_skipped },
        lastDay: { delivered: row.day_delivered, dead: row.day_dead, skipped: row.day_skipped },
        isSample: row.sampled === SAMPLE,
        lastSuccessAt: row.last_success_at?.getTime() ?? null,
        queued: row.queued,
        unanswered: row.unanswered,
        unansweredSince: row.unanswered_since?.getTime() ?? null,
        lastUnanswered: row.retry_reason === null ? null : quoted(sentenceOf(row.retry_reason, row.retry_message), row.retry_vendor_message),
        throttled: row.throttled,
        overdueSince: row.overdue_since?.getTime() ?? null,
        lastDead: row.dead_reason === null ? null : quoted(sentenceOf(row.dead_reason, row.dead_message), row.dead_vendor_message),
      },
      now,
    );
  }

  /** A plugin that is connected by an account needs one, or a token its owner typed in. */
  private accountProblemOf({ id, plugin, secrets, is_connected, account_problem }: DestinationRow): string | null {
    if (this.catalogue.find(plugin)?.account === undefined) return null;
    if (is_connected) return account_problem === null ? null : ACCOUNT_PROBLEMS[account_problem as ProblemCode].sentence;
    const token = openSecrets(this.keyRing, id, secrets)[ACCESS_TOKEN];
    return typeof token === 'string' && token !== '' ? null : ACCOUNT_PROBLEMS.not_connected.sentence;
  }
}

/** Why delivery paused it, and what the vendor said of what waits for that. */
const pauseOf = ({ status_reason, retry_reason, retry_vendor_message }: DestinationRow): string =>
  quoted(status_reason ?? 'Paused.', retry_reason === 'destination_paused' ? retry_vendor_message : null);

import { sentenceOf, sentenceOfMany } from '@warp/contracts';
import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../../database/tenant-database.js';
import { type Principal, scopeOf } from '../../identity/principal.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';

/** Which dead letters; what is left out does not limit. */
export interface DeadLetterFilter {
  readonly site_id?: string;
  readonly destination_id?: string;
  readonly reason?: string;
}

interface Place {
  readonly site_id: string;
  readonly site_name: string;
  readonly destination_id: string;
  readonly destination_name: string;
  readonly plugin: string;
  /** Stable code of why it was given up, and the same for a person. */
  readonly reason: string;
  readonly sentence: string;
}

/** An event a destination did not get. */
export interface DeadLetter extends Place {
  readonly event_id: string;
  readonly event_type: string;
  readonly event_at: Date;
  readonly attempts: number;
  /** The vendor's own words, without secrets and personal data. */
  readonly vendor_message: string | null;
  readonly given_up_at: Date;
  /** Until when the platform takes the event; null: its plugin is not loaded. */
  readonly replayable_until: Date | null;
}

/** Dead letters of one destination that share their reason. */
export interface DeadLetterGroup extends Place {
  readonly events: number;
  /** Of these, inside the platform's window. */
  readonly replayable: number;
  /** How old an event may be for the platform; null: its plugin is not loaded. */
  readonly window_hours: number | null;
  readonly newest_at: Date;
}

export interface DeadLetterPage {
  readonly items: DeadLetter[];
  readonly next_cursor: string | null;
}

type LetterRow = Omit<DeadLetter, 'sentence' | 'replayable_until'> & { readonly id: number; readonly message: string | null };
type GroupRow = Omit<DeadLetterGroup, 'sentence'> & { readonly first_message: string | null; readonly last_message: string | null };

const HOUR_MS = 3_600_000;

/** Waiting for somebody to send them again, with $1 site, $2 destination, $3 reason. */
const OPEN = `
  from dead_letters l join sites s on s.id = l.site_id join destinations d on d.id = l.destination_id
  where l.replayed_at is null and ($1::uuid is null or l.site_id = $1) and ($2::uuid is null or l.destination_id = $2) and ($3::text is null or l.reason = $3)`;

/** What was given up and not replayed yet, of the sites a person sees. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly tenants: TenantDatabase,
    private readonly registry: PluginRegistry,
  ) {}

  /** The latest first. Ids ascend in the order in which events were given up, so the last one seen is the place in the list. */
  async list(by: Principal, filter: DeadLetterFilter, cursor: string | undefined, limit: number): Promise<DeadLetterPage> {
    const { rows } = await this.tenants.sql(scopeOf(by), (client) =>
      client.query<LetterRow>(
        `select l.id, l.site_id, s.name as site_name, l.destination_id, d.name as destination_name, d.plugin, l.reason, l.message,
           l.event_id, l.event_type, l.event_at, l.attempts, l.vendor_message, l.created_at as given_up_at
         ${OPEN} and ($4::bigint is null or l.id < $4) order by l.id desc limit $5`,
        [...parametersOf(filter), cursor ?? null, limit + 1],
      ),
    );
    const shown = rows.slice(0, limit);
    return {
      items: shown.map(({ id: _id, message, ...row }) => ({
        ...row,
        sentence: sentenceOf(row.reason, message),
        replayable_until: this.lastChance(row),
      })),
      next_cursor: rows.length > limit ? String(shown.at(-1)!.id) : null,
    };
  }

  /** How many there are for each destination and reason, the latest first. */
  async groups(by: Principal, filter: DeadLetterFilter): Promise<DeadLetterGroup[]> {
    const windows = this.registry.loaded.flatMap(({ plugin }) => (plugin.kind === 'destination' ? [{ id: plugin.id, hours: plugin.limits.maxAgeHours }] : []));
    const { rows } = await this.tenants.sql(scopeOf(by), (client) =>
      client.query<GroupRow>(
        `with windows as (select * from unnest($4::text[], $5::int[]) as w (plugin, hours)),
         letters as (
           select l.site_id, s.name as site_name, l.destination_id, d.name as destination_name, d.plugin, l.reason, l.message, l.event_at, l.created_at ${OPEN})
         select site_id, site_name, destination_id, destination_name, plugin, reason, min(message) as first_message, max(message) as last_message,
           count(*)::int as events, count(*) filter (where event_at > now() - make_interval(hours => hours))::int as replayable,
           max(hours) as window_hours, max(created_at) as newest_at
         from letters left join windows using (plugin) group by 1, 2, 3, 4, 5, 6 order by newest_at desc, reason`,
        [...parametersOf(filter), windows.map(({ id }) => id), windows.map(({ hours }) => hours)],
      ),
    );
    return rows.map(({ first_message, last_message, ...row }) => ({ ...row, sentence: sentenceOfMany(row.reason, first_message, last_message) }));
  }

  private lastChance({ plugin, event_at }: Pick<LetterRow, 'plugin' | 'event_at'>): Date | null {
    const hours = this.registry.destination(plugin)?.limits.maxAgeHours;
    return hours === undefined ? null : new Date(event_at.getTime() + hours * HOUR_MS);
  }
}

const parametersOf = ({ site_id, destination_id, reason }: DeadLetterFilter): (string | null)[] => [site_id ?? null, destination_id ?? null, reason ?? null];

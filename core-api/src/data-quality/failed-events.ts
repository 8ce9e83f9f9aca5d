import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../database/tenant-database.js';
import { type Principal, scopeOf } from '../identity/principal.js';
import { notFound } from '../http/problem.js';
import { type Rejection, readRejections, rejectionSentence } from './rejections.js';

/** An event that was rejected, without what it says. */
export interface FailedEvent {
  readonly id: string;
  readonly code: string;
  readonly field: string;
  readonly rule: string;
  readonly sentence: string;
  /** As far as it could be read. */
  readonly event_type: string | null;
  /** How it came: by a browser, an API key, or the site's proxy. */
  readonly via: string;
  readonly received_at: Date;
  /** Null: it was not taken again yet. */
  readonly retried_at: Date | null;
  /** Of the event it became. */
  readonly event_id: string | null;
}

/** Which ones; what is left out does not limit. */
export interface FailedFilter {
  readonly code?: string;
  readonly field?: string;
  readonly rule?: string;
  readonly event_type?: string;
  readonly from?: Date;
  readonly to?: Date;
}

export interface FailedPage {
  readonly items: FailedEvent[];
  readonly next_cursor: string | null;
  /** All of the last 30 days, those too that were only counted. */
  readonly reasons: Rejection[];
}

/** What a filter asks, with $1 site, $2 code, $3 field, $4 rule, $5 type, $6 from, $7 to. */
export const MATCHING = `
  site_id = $1 and ($2::text is null or code = $2) and ($3::text is null or field = $3) and ($4::text is null or rule = $4)
  and ($5::text is null or event_type = $5) and ($6::timestamptz is null or received_at >= $6) and ($7::timestamptz is null or received_at < $7)`;

export const parametersOf = (siteId: string, { code, field, rule, event_type, from, to }: FailedFilter): readonly unknown[] => [
  siteId,
  code ?? null,
  field ?? null,
  rule ?? null,
  event_type ?? null,
  from ?? null,
  to ?? null,
];

/** How long rejected events are kept. */
export const FAILED_DAYS = 30;

/** A site's rejected events as its people see them. */
@Injectable()
export class FailedEventList {
  constructor(private readonly tenants: TenantDatabase) {}

  /** The latest first: ids are made in the order of receipt. @throws Problem 404 */
  async list(by: Principal, siteId: string, filter: FailedFilter, cursor: string | undefined, limit: number): Promise<FailedPage> {
    return this.tenants.sql(scopeOf(by), async (client) => {
      const sites = await client.query('select 1 from sites where id = $1', [siteId]);
      if (sites.rowCount === 0) throw notFound('site');
      const { rows } = await client.query<Omit<FailedEvent, 'sentence'>>(
        `select id, code, field, rule, event_type, via, received_at, retried_at, event_id from failed_events
         where ${MATCHING} and ($8::uuid is null or id < $8) order by id desc limit $9`,
        [...parametersOf(siteId, filter), cursor ?? null, limit + 1],
      );
      const shown = rows.slice(0, limit);
      return {
        items: shown.map((row) => ({ ...row, sentence: rejectionSentence(row.field, row.rule) })),
        next_cursor: rows.length > limit ? shown.at(-1)!.id : null,
        reasons: await readRejections(client, { siteId, hours: FAILED_DAYS * 24 }),
      };
    });
  }
}

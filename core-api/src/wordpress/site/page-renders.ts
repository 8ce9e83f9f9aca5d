import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../../database/system-database.js';
import { TenantDatabase } from '../../database/tenant-database.js';
import { invalid } from '../../http/problem.js';
import { Metrics } from '../../metrics/query/port.js';
import { type SiteTokenHolder, tenantScopeOf } from '../tokens/site-tokens.js';
import type { LossDay, LossQuery, RendersRequest } from './loss.dto.js';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 400;

/** How many of the pages a WordPress sent out came back as page views. */
@Injectable()
export class PageRenders {
  constructor(
    private readonly system: SystemDatabase,
    private readonly tenants: TenantDatabase,
    private readonly metrics: Metrics,
  ) {}

  /** Replaces what was known of the day. */
  async keep({ siteId }: SiteTokenHolder, { day, rows }: RendersRequest): Promise<void> {
    if (!isDay(day)) throw noDay('day');
    const sum = (of: (row: RendersRequest['rows'][number]) => number | undefined): number => rows.reduce((total, row) => total + (of(row) ?? 0), 0);
    await this.system.query(
      `insert into page_renders (site_id, day, renders, script_page_views, consent_declined) values ($1, $2, $3, $4, $5)
       on conflict (site_id, day) do update set renders = excluded.renders, script_page_views = excluded.script_page_views,
         consent_declined = excluded.consent_declined, updated_at = now()`,
      [siteId, day, sum(({ renders }) => renders), sum((row) => row.script_page_views), sum((row) => row.consent_declined)],
    );
  }

  /** Days as the site's time zone has them; page views are those of the site's numbers. */
  async loss(holder: SiteTokenHolder, query: LossQuery, now: number): Promise<LossDay[]> {
    const [from, to] = daysOf(query, now);
    const scope = tenantScopeOf(holder);
    const pageViews = await this.metrics.read(scope, (reader) => reader.pageViewsByDay(holder.siteId, from, to));
    const days = await this.tenants.sql(scope, async (client) => {
      const { rows } = await client.query<Omit<LossDay, 'lost_share' | 'page_views'>>(
        `select day::text as day, renders::float as renders, script_page_views::float as script_page_views, consent_declined::float as consent_declined
         from page_renders where site_id = $1 and day between $2 and $3 order by day`,
        [holder.siteId, from, to],
      );
      return rows;
    });
    return days.map((row) => {
      const counted = { ...row, page_views: pageViews.get(row.day) ?? 0 };
      return { ...counted, lost_share: lostShare(counted) };
    });
  }
}

/** More page views than renders is no loss: a cache sends pages out that WordPress does not see. */
function lostShare({ renders, consent_declined, page_views }: Pick<LossDay, 'renders' | 'consent_declined' | 'page_views'>): number {
  const countable = renders - consent_declined;
  return countable <= 0 ? 0 : Math.max(0, countable - page_views) / countable;
}

/** @throws Problem 400 naming field and rule */
function daysOf({ from, to }: LossQuery, now: number): [from: string, to: string] {
  // Tomorrow of UTC has begun already somewhere.
  const last = to ?? dateOf(now + DAY_MS);
  if (!isDay(last)) throw noDay('to');
  const first = from ?? dateOf(Date.parse(last) - DEFAULT_DAYS * DAY_MS);
  if (!isDay(first)) throw noDay('from');
  if (first > last) throw invalid([{ field: 'to', rule: 'after_from', message: 'to must not be before from.' }]);
  if (Date.parse(last) - Date.parse(first) > MOST_DAYS * DAY_MS)
    throw invalid([{ field: 'to', rule: 'range', message: `to must be at most ${MOST_DAYS} days after from.` }]);
  return [first, last];
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** No 30 February. */
const isDay = (text: string): boolean => !Number.isNaN(Date.parse(text)) && dateOf(Date.parse(text)) === text;

const noDay = (field: string) => invalid([{ field, rule: 'date', message: `${field} must be a day such as 2026-11-24.` }]);

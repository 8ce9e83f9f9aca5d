import { ISSUE_RULES, type IssueRule } from '@warp/contracts';
import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../database/tenant-database.js';
import { type Principal, scopeOf } from '../identity/principal.js';
import { notFound } from '../http/problem.js';
import { completeSiteConfig } from '../site-directory/complete-site-config.js';
import { type FindingsRange, rangeOf } from './findings-range.js';

/** A destination that gets events a finding is about. */
export interface AffectedDestination {
  readonly id: string;
  readonly name: string;
  readonly plugin: string;
}

/** Events of one type that lost the same field to the same rule. */
export interface Finding {
  readonly rule: string;
  /** By its wire name. */
  readonly field: string;
  readonly event_type: string;
  /** The rule for a person. */
  readonly sentence: string;
  readonly count: number;
  /** Of all events of this type in the range, 0 to 1. */
  readonly share: number;
  readonly first_seen: Date;
  readonly last_seen: Date;
  /** The latest day's first one, without personal data. */
  readonly example: { readonly event_id: string; readonly at: string; readonly was?: string | number } | null;
  readonly destinations: readonly AffectedDestination[];
}

export interface SiteFindings {
  readonly from: Date;
  readonly to: Date;
  readonly findings: Finding[];
}

type Row = Omit<Finding, 'sentence'>;

/** Nobody reads more at once; the most frequent come first. */
const MOST = 500;

/** What the form of a site's events cost them. */
@Injectable()
export class Findings {
  constructor(private readonly tenants: TenantDatabase) {}

  /** The most frequent first; days are the site's own. @throws Problem 404, 400 for a range that is none */
  async of(by: Principal, siteId: string, range: FindingsRange): Promise<SiteFindings> {
    return this.tenants.sql(scopeOf(by), async (client) => {
      const sites = await client.query<{ config: unknown }>('select config from sites where id = $1', [siteId]);
      if (sites.rows[0] === undefined) throw notFound('site');
      const { from, to } = rangeOf(range, completeSiteConfig(sites.rows[0].config).timezone, Date.now());
      const { rows } = await client.query<Row>(FINDINGS, [siteId, new Date(from), new Date(to), MOST]);
      return { from: new Date(from), to: new Date(to), findings: rows.map((row) => ({ ...row, sentence: sentenceOf(row.rule) })) };
    });
  }
}

const FINDINGS = `
  with counted as (select * from data_quality where site_id = $1 and day >= $2 and day < $3),
  totals as (select event_type, sum(events) as events from counted where rule = '' group by 1)
  select rule, field, event_type, sum(counted.events)::float as count, (sum(counted.events) / max(totals.events))::float as share,
    min(first_seen) as first_seen, max(last_seen) as last_seen, (array_agg(example order by day desc))[1] as example,
    coalesce((
      select jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'plugin', d.plugin) order by d.created_at) from destinations d
      where d.site_id = $1 and d.enabled and (d.events->>'mode' is distinct from 'selected' or d.events->'selected' ? event_type)), '[]') as destinations
  from counted join totals using (event_type)
  where rule <> ''
  group by rule, field, event_type order by 4 desc, rule, field, event_type limit $4`;

const sentenceOf = (rule: string): string => (Object.hasOwn(ISSUE_RULES, rule) ? ISSUE_RULES[rule as IssueRule] : ISSUE_RULES.unreadable);

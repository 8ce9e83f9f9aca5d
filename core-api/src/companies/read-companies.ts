import type pg from 'pg';
import type { CompaniesQueryDto, CompanyPage, CompanyRow } from './companies.dto.js';

const PAGE_SIZE = 50;

const ORDERS: Readonly<Record<string, string>> = {
  last_seen: 'last_seen desc nulls last, id',
  total_visits: 'total_visits desc, id',
  name: 'lower(name), id',
};

/** Companies and their visits to the sites the connection sees, or to the one that is asked for; what they did elsewhere is not in the figures. */
export async function readCompanies(client: pg.PoolClient, query: CompaniesQueryDto): Promise<CompanyPage> {
  const page = query.page ?? 1;
  const { rows } = await client.query<CompanyRow & { total: number }>(
    `select c.id, c.name, c.domain, c.industry, c.location, c.confidence, c.evidence, v.first_seen, v.last_seen, v.total_visits,
       v.total_page_views, c.engagement_score, count(*) over ()::int as total, v.sites_visited
     from companies c
     cross join lateral (
       select min(first_seen) filter (where is_asked) as first_seen, max(last_seen) filter (where is_asked) as last_seen,
         (sum(visits) filter (where is_asked))::float as total_visits, (sum(page_views) filter (where is_asked))::float as total_page_views,
         count(*)::int as sites_visited, bool_or(is_asked) as is_asked
       from (select *, $3::uuid is null or site_id = $3 as is_asked from company_sites where company_id = c.id) s) v
     where v.is_asked and ($1::text is null or c.name ilike $1 or c.domain ilike $1) and ($2::text is null or c.industry = $2)
     order by ${ORDERS[query.sort ?? 'last_seen'] ?? ORDERS['last_seen']!} limit ${PAGE_SIZE} offset $4`,
    [query.search === undefined ? null : `%${query.search.replace(/[\\%_]/g, '\\$&')}%`, query.industry ?? null, query.site_id ?? null, (page - 1) * PAGE_SIZE],
  );
  return { items: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0, page, page_size: PAGE_SIZE };
}

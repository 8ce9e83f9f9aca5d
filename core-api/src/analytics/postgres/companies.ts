import type pg from 'pg';
import type { CompaniesQueryDto, CompanyPage, CompanyRow } from '../analytics.dto.js';

const PAGE_SIZE = 50;

const ORDERS: Readonly<Record<string, string>> = {
  last_seen: 'last_seen desc nulls last, id',
  total_visits: 'total_visits desc, id',
  name: 'lower(name), id',
};

/** Companies and their visits to the sites the connection sees; what they did elsewhere is not in the figures. */
export async function readCompanies(client: pg.PoolClient, query: CompaniesQueryDto): Promise<CompanyPage> {
  const page = query.page ?? 1;
  const { rows } = await client.query<CompanyRow & { total: number }>(
    `select c.id, c.name, c.domain, c.industry, c.location, c.confidence, c.evidence, v.first_seen, v.last_seen, v.total_visits,
       v.total_page_views, c.engagement_score, count(*) over ()::int as total, v.sites_visited
     from companies c
     cross join lateral (
       select min(first_seen) as first_seen, max(last_seen) as last_seen, sum(visits)::float as total_visits, sum(page_views)::float as total_page_views,
         count(*)::int as sites_visited, bool_or(site_id = $3) as is_of_site
       from company_sites where company_id = c.id) v
     where v.sites_visited > 0 and ($1::text is null or c.name ilike $1 or c.domain ilike $1) and ($2::text is null or c.industry = $2)
       and ($3::uuid is null or v.is_of_site)
     order by ${ORDERS[query.sort ?? 'last_seen'] ?? ORDERS['last_seen']!} limit ${PAGE_SIZE} offset $4`,
    [query.search === undefined ? null : `%${query.search.replace(/[\\%_]/g, '\\$&')}%`, query.industry ?? null, query.site_id ?? null, (page - 1) * PAGE_SIZE],
  );
  return { items: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0, page, page_size: PAGE_SIZE };
}

import type pg from 'pg';

/**
 * Takes a site out of its agency's companies, in the caller's transaction: those that visited no other site go, the others' sums are made
 * anew from the sites that are left.
 * @returns how many of the site's companies were done, at most `limit`
 */
export async function removeCompanies(client: pg.ClientBase, siteId: string, limit: number): Promise<number> {
  const { rows } = await client.query<{ company_id: string }>(
    `delete from company_sites where ctid = any(array(select ctid from company_sites where site_id = $1 limit $2)) returning company_id`,
    [siteId, limit],
  );
  if (rows.length === 0) return 0;
  const ids = rows.map(({ company_id }) => company_id);
  // In the pipeline's order. Locked first, and looked at by statements of their own: another site's visit may just have been stored.
  await client.query('select 1 from companies where id = any($1) order by agency_id, lower(coalesce(domain, name)) for update', [ids]);
  await client.query('delete from companies c where id = any($1) and not exists (select 1 from company_sites s where s.company_id = c.id)', [ids]);
  await client.query(
    `update companies c set total_visits = s.visits, total_pageviews = s.page_views, first_seen = s.first_seen, last_seen = s.last_seen, updated_at = now()
     from (select company_id, sum(visits) as visits, sum(page_views) as page_views, min(first_seen) as first_seen, max(last_seen) as last_seen
           from company_sites where company_id = any($1) group by company_id) s
     where c.id = s.company_id`,
    [ids],
  );
  return rows.length;
}

import { BOT_SCORE, companyOf } from '@warp/contracts';
import type pg from 'pg';
import type { SessionEvent } from '../metrics/prepared-event.js';
import type { Session } from '../metrics/sessions/session.js';

interface Visit {
  readonly agency_id: string;
  readonly site_id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly location: string | null;
  /** How sure the surest match of the batch is, and what it rests on. */
  confidence: number | null;
  evidence: string | null;
  first_seen: string;
  last_seen: string;
  visits: number;
  page_views: number;
}

/**
 * Remembers which companies visited which sites. A company is one per agency, by its domain or else its name.
 * @param opened sessions begun by this batch; each is a visit
 */
export async function touchCompanies(client: pg.PoolClient, events: readonly SessionEvent[], opened: ReadonlySet<Session>): Promise<void> {
  const visits = visitsOf(events, opened);
  if (visits.length === 0) return;
  await client.query(
    `with visits as (
       select *, lower(coalesce(domain, name)) as key from jsonb_to_recordset($1) as v (
         agency_id uuid, site_id uuid, name text, domain text, location text, confidence real, evidence text, first_seen timestamptz, last_seen timestamptz, visits int, page_views int)),
     seen as (
       insert into companies as c (agency_id, name, domain, location, confidence, evidence, first_seen, last_seen, total_visits, total_pageviews)
       select agency_id, min(name), min(domain), min(location), max(confidence), (array_agg(evidence order by confidence desc nulls last))[1],
         min(first_seen), max(last_seen), sum(visits), sum(page_views)
       from visits group by agency_id, key order by agency_id, key
       on conflict (agency_id, lower(coalesce(domain, name))) do update set
         -- A company known by its domain alone gets its name from whoever knows it.
         name = case when lower(c.name) = lower(c.domain) then excluded.name else c.name end,
         evidence = case when excluded.confidence >= coalesce(c.confidence, 0) then excluded.evidence else c.evidence end,
         confidence = greatest(c.confidence, excluded.confidence),
         location = coalesce(c.location, excluded.location), first_seen = least(c.first_seen, excluded.first_seen),
         last_seen = greatest(c.last_seen, excluded.last_seen), total_visits = c.total_visits + excluded.total_visits,
         total_pageviews = c.total_pageviews + excluded.total_pageviews, updated_at = now()
       returning id, agency_id, lower(coalesce(domain, name)) as key)
     insert into company_sites as s (company_id, site_id, first_seen, last_seen, visits, page_views)
     select seen.id, visits.site_id, min(visits.first_seen), max(visits.last_seen), sum(visits.visits), sum(visits.page_views)
     from visits join seen using (agency_id, key) group by seen.id, visits.site_id order by 1, 2
     on conflict (company_id, site_id) do update set
       first_seen = least(s.first_seen, excluded.first_seen), last_seen = greatest(s.last_seen, excluded.last_seen),
       visits = s.visits + excluded.visits, page_views = s.page_views + excluded.page_views`,
    [JSON.stringify(visits)],
  );
}

function visitsOf(events: readonly SessionEvent[], opened: ReadonlySet<Session>): readonly Visit[] {
  const visits = new Map<string, Visit>();
  const begun = new Set<Session>();
  for (const { prepared, session } of events) {
    const { geo } = prepared.enriched;
    const organisation = companyOf(prepared.enriched.organisation);
    if (session === undefined || organisation === undefined || prepared.bot.score >= BOT_SCORE || session.isBot) continue;
    const at = new Date(prepared.entry.at).toISOString();
    const key = `${prepared.site.id}|${organisation.domain ?? organisation.name}`;
    const visit: Visit = visits.get(key) ?? {
      agency_id: prepared.site.agencyId,
      site_id: prepared.site.id,
      name: organisation.name,
      domain: organisation.domain ?? null,
      location: [geo?.city, geo?.country].filter(Boolean).join(', ') || null,
      confidence: null,
      evidence: null,
      first_seen: at,
      last_seen: at,
      visits: 0,
      page_views: 0,
    };
    if (organisation.confidence !== undefined && organisation.confidence > (visit.confidence ?? 0)) {
      visit.confidence = organisation.confidence;
      visit.evidence = organisation.evidence ?? null;
    }
    if (at < visit.first_seen) visit.first_seen = at;
    if (at > visit.last_seen) visit.last_seen = at;
    if (prepared.isPageView) visit.page_views += 1;
    if (opened.has(session) && !begun.has(session)) visit.visits += 1;
    begun.add(session);
    visits.set(key, visit);
  }
  return [...visits.values()];
}

import type { EntityManager } from '@mikro-orm/postgresql';
import { dayStart } from '../time/buckets.js';
import { completeSiteConfig } from '../site-directory/complete-site-config.js';
import type { Site } from '../database/entities/site.entity.js';

/** Events of each site since midnight in its time zone, by site id; a site without any is left out. */
export async function eventsToday(
  em: EntityManager,
  sites: readonly Site[],
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  if (sites.length === 0) return new Map();
  const days = sites.map(({ config }) =>
    new Date(dayStart(now.getTime(), completeSiteConfig(config).timezone)).toISOString(),
  );
  const wanted = sites.map(() => '(?::uuid, ?::timestamptz)').join(', ');
  const rows = await em.execute<{ site_id: string; events: string }[]>(
    `select r.site_id, sum(r.events)::text as events
     from (values ${wanted}) as today (site_id, bucket)
     join rollups r on r.site_id = today.site_id and r.dimension = 'total' and r.grain = 'day' and r.bucket = today.bucket
     group by r.site_id`,
    sites.flatMap(({ id }, index) => [id, days[index]!]),
  );
  return new Map(rows.map(({ site_id, events }) => [site_id, Number(events)]));
}

import type { EntityManager } from '@mikro-orm/postgresql';
import { notFound } from '../../http/problem.js';
import { DestinationConfig } from '../../database/entities/destination-config.entity.js';
import { findSite } from '../../site-directory/find-site.js';
import type { Site } from '../../database/entities/site.entity.js';

/** @throws Problem 404 when there is no such site in sight, or no such destination of it */
export async function findDestination(em: EntityManager, siteId: string, id: string): Promise<{ site: Site; destination: DestinationConfig }> {
  const site = await findSite(em, siteId);
  const destination = await em.findOne(DestinationConfig, { id, siteId });
  if (destination === null) throw notFound('destination');
  return { site, destination };
}

import type { EntityManager } from '@mikro-orm/postgresql';
import { notFound } from '../http/problem.js';
import { Site } from '../database/entities/site.entity.js';

/** @throws Problem 404 when there is none in sight. */
export async function findSite(em: EntityManager, id: string): Promise<Site> {
  const site = await em.findOne(Site, id);
  if (site === null) throw notFound('site');
  return site;
}

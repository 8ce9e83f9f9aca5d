import type { EntityManager } from '@mikro-orm/postgresql';
import { invalid } from '../http/problem.js';
import { Site } from '../database/entities/site.entity.js';
import type { User } from '../database/entities/user.entity.js';
import { UserSite } from '../database/entities/user-site.entity.js';

/**
 * Assigns a stored user exactly these sites.
 * @throws Problem 400 when one is not a site of the user's agency (as far as the one who asks can see).
 */
export async function assignSites(em: EntityManager, user: User, siteIds: readonly string[]): Promise<void> {
  const known = await em.find(Site, { id: { $in: [...siteIds] }, agencyId: user.agencyId }, { fields: ['id'] });
  if (known.length !== siteIds.length)
    throw invalid([{ field: 'site_ids', rule: 'exists', message: 'site_ids must be sites of the user’s agency.' }]);
  // What stays is left alone: a site that is taken away ends the person's tokens.
  const before = new Set((await assignedSites(em, [user])).get(user.id));
  await em.nativeDelete(UserSite, { userId: user.id, siteId: { $nin: [...siteIds] } });
  const added = siteIds.filter((siteId) => !before.has(siteId));
  if (added.length > 0)
    await em.insertMany(
      UserSite,
      added.map((siteId) => ({ userId: user.id, siteId })),
    );
}

/** Which sites each of these users is assigned to. */
export async function assignedSites(em: EntityManager, users: readonly User[]): Promise<ReadonlyMap<string, string[]>> {
  const assigned = await em.find(
    UserSite,
    { userId: { $in: users.map(({ id }) => id) } },
    { orderBy: { siteId: 'asc' } },
  );
  const sites = new Map<string, string[]>(users.map(({ id }) => [id, []]));
  for (const { userId, siteId } of assigned) sites.get(userId)?.push(siteId);
  return sites;
}

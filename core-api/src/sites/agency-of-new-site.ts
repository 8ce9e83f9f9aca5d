import type { EntityManager } from '@mikro-orm/postgresql';
import { Agency } from '../database/entities/agency.entity.js';
import type { Principal } from '../identity/principal.js';
import { invalid } from '../http/problem.js';

/**
 * The agency a new site belongs to: the one that is named, one's own, or for a super admin the only one there is.
 * The first site of an empty installation brings an agency with it.
 *
 * @throws Problem 400 when it cannot be told
 */
export async function agencyOfNewSite(em: EntityManager, by: Principal, named: string | undefined): Promise<string> {
  if (named !== undefined) {
    if ((await em.count(Agency, { id: named })) > 0) return named;
    throw invalid([{ field: 'agency_id', rule: 'exists', message: 'agency_id must name an agency.' }]);
  }
  if (by.agencyId !== null) return by.agencyId;
  const [only, another] = await em.find(Agency, {}, { limit: 2 });
  if (another !== undefined)
    throw invalid([
      { field: 'agency_id', rule: 'required', message: 'agency_id must be given: there are several agencies.' },
    ]);
  if (only !== undefined) return only.id;
  const first = em.create(Agency, { name: 'My agency' });
  await em.flush();
  return first.id;
}

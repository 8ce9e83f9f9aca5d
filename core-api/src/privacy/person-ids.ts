import type { PersonKeys, PersonsData } from './person.js';
import type { IdKind } from './known-by.js';

/** All ids of a person, those that were named and those that were found. */
export type PersonIds = Readonly<Record<IdKind, readonly string[]>>;

export const idsOf = ({ emailHashes, visitorIds }: PersonKeys, { userIds, browserIds, sessionIds }: PersonsData): PersonIds => ({
  user: userIds,
  email: emailHashes,
  named: visitorIds,
  browser: browserIds,
  visit: sessionIds,
});

/** The ids by kind, for quick looking. */
export function lookUp(ids: PersonIds): (kind: IdKind, id: string) => boolean {
  const sets = new Map(Object.entries(ids).map(([kind, values]) => [kind, new Set(values)]));
  return (kind, id) => sets.get(kind)?.has(id) === true;
}

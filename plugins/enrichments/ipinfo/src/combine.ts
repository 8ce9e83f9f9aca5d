import type { Enriched, Geo, Organisation } from '@warp/plugin-sdk';

/** IPinfo's word takes the place of what sources before it found, except where it says less of the same. */
export const combine = (before: Enriched, found: Enriched): Enriched => ({
  ...(found.geo !== undefined && { geo: placeOf(before.geo, found.geo) }),
  ...(found.organisation !== undefined && { organisation: together(before.organisation, found.organisation) }),
});

/** A country alone does not drive out a city in it. */
const placeOf = (before: Geo | undefined, found: Geo): Geo => {
  const isPrecise = found.city !== undefined || found.region !== undefined;
  return before !== undefined && !isPrecise && before.country === found.country ? before : found;
};

/** The free API has no kinds: what is known of the kind of the same network stays. */
const together = (before: Organisation | undefined, found: Organisation): Organisation => {
  if (found.kind !== undefined || found.asn === undefined || before?.asn !== found.asn) return found;
  return { ...before, ...found, evidence: [before.evidence, found.evidence].filter(Boolean).join('; ') };
};

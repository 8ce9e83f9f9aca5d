import type { Organisation } from './warp-event.js';

/**
 * Kinds of networks that belong to a company. Providers of access or machines say nothing about their visitors, and schools and
 * public bodies are no companies.
 */
const COMPANY_KINDS: ReadonlySet<Organisation['kind']> = new Set(['business']);

/** Below it the kind is a guess from the lack of anything else; lists of companies would fill with those. */
const LEAST_CONFIDENCE = 0.6;

/** An organisation that counts as a company. */
export type Company = Organisation & { readonly name: string };

/**
 * The company a visitor belongs to: the one rule for lists of companies, for the share of visits from them, and for vendors'
 * records. One that is known by its domain alone goes by it.
 */
export function companyOf(organisation: Organisation | undefined): Company | undefined {
  const name = organisation?.name ?? organisation?.domain;
  if (organisation === undefined || name === undefined || !COMPANY_KINDS.has(organisation.kind)) return undefined;
  return (organisation.confidence ?? 1) >= LEAST_CONFIDENCE ? { ...organisation, name } : undefined;
}

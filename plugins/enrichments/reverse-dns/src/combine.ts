import type { Enriched, Organisation } from '@warp/plugin-sdk';
import { PROOF } from './judge.js';
import { isOwner, isProviders } from './same-owner.js';

const COMPANIES: readonly Organisation['kind'][] = ['business', 'education', 'government'];
const LINES: readonly Organisation['kind'][] = ['isp', 'mobile', 'hosting'];
const MOST = 0.98;

/** A host name as one more piece of evidence about the organisation that others found. */
export function combine(before: Enriched, found: Enriched): Enriched {
  const name = found.organisation;
  if (name === undefined) return {};
  const organisation = weigh(before.organisation ?? {}, name);
  return organisation === undefined ? {} : { organisation };
}

/** @returns undefined when it changes nothing */
function weigh(known: Organisation, name: Organisation): Organisation | undefined {
  if (LINES.includes(name.kind)) return asLine(known, name);
  const domain = name.domain;
  if (domain === undefined || isProviders(domain)) return undefined;
  if (COMPANIES.includes(known.kind)) return asCompany(known, name, domain);
  // A data centre's or a carrier's machine may be anybody's.
  if (known.kind === 'hosting' || known.kind === 'mobile') return undefined;
  return asCustomer(known, name, domain);
}

/** The surer of two decides what a line is; two that agree are named both. */
function asLine(known: Organisation, name: Organisation): Organisation | undefined {
  const [kindOfKnown, sureness] = [known.kind, known.confidence ?? 0];
  if (kindOfKnown !== name.kind && name.confidence! <= sureness) return undefined;
  return { ...known, kind: name.kind!, confidence: Math.max(sureness, name.confidence!), evidence: both(known, name) };
}

/** A name in the company's own domain makes it surer, as independent evidence does; one in another’s domain a third as much. */
function asCompany(known: Organisation, name: Organisation, domain: string): Organisation | undefined {
  const isOwn = isOwner(known, domain);
  if (!isOwn && name.kind === undefined) return undefined;
  const weight = isOwn ? name.confidence! : name.confidence! / 3;
  const confidence = Math.min(MOST, 1 - (1 - (known.confidence ?? 0)) * (1 - weight));
  return { ...known, ...(isOwn && known.domain === undefined && { domain }), confidence: round(confidence), evidence: both(known, name) };
}

/**
 * A company on a provider's line, or on a network nobody knows: only a gateway's name is taken for that. A mail server may be a
 * private person's, and a provider has gateways in its own domain.
 */
function asCustomer(known: Organisation, name: Organisation, domain: string): Organisation | undefined {
  if (name.confidence! < PROOF.gateway || isOwner(known, domain)) return undefined;
  const { asn } = known;
  return { name: domain, domain, ...(asn !== undefined && { asn }), kind: 'business', confidence: name.confidence!, evidence: both(name, known) };
}

const both = (...pieces: readonly Organisation[]): string => pieces.flatMap(({ evidence }) => (evidence === undefined ? [] : [evidence])).join('; ');

const round = (confidence: number): number => Math.round(confidence * 100) / 100;

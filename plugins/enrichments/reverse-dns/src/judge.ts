import type { Organisation } from '@warp/plugin-sdk';
import { parse } from 'tldts-icann';
import { isMadeOfAddress } from './made-of-address.js';
import { GATEWAY_WORDS, LINE_WORDS, MAIL_WORDS, ZONES } from './words.js';

/** How much a host name proves. Only a gateway's alone is enough to name a company. */
export const PROOF = { zone: 0.9, number: 0.6, gateway: 0.65, mail: 0.5, domain: 0.3 } as const;

/**
 * What a host name says by itself, of an address that resolves to it and back. The evidence names the domain and a telling word,
 * never the whole name: that often holds the address.
 *
 * @returns undefined for a name under no public suffix
 */
export function judge(name: string, address: string): Organisation | undefined {
  const { domain, subdomain } = parse(name);
  if (domain === null) return undefined;
  const zone = ZONES.get(domain);
  if (zone !== undefined) return { kind: zone, confidence: PROOF.zone, evidence: `host name: a provider’s in ${domain}` };

  const words = wordsOf(subdomain ?? '');
  for (const { kind, confidence, words: telling } of LINE_WORDS) {
    const word = words.find((one) => telling.has(one));
    if (word !== undefined) return { kind, confidence, evidence: `host name: “${word}” in ${domain}` };
  }
  if (isMadeOfAddress(name, address)) return { kind: 'isp', confidence: PROOF.number, evidence: `host name: made of the address, in ${domain}` };

  const gateway = words.find((word) => GATEWAY_WORDS.has(word));
  if (gateway !== undefined) return { domain, kind: 'business', confidence: PROOF.gateway, evidence: `host name: “${gateway}” in ${domain}` };
  const mail = words.find((word) => MAIL_WORDS.has(word));
  if (mail !== undefined) return { domain, kind: 'business', confidence: PROOF.mail, evidence: `host name: “${mail}” in ${domain}` };
  return { domain, confidence: PROOF.domain, evidence: `host name: in ${domain}` };
}

/** Parts of a name in lower case, without the digits at their end: `vpn2` is `vpn`. */
const wordsOf = (subdomain: string): readonly string[] =>
  subdomain
    .toLowerCase()
    .split(/[.\-_]/)
    .map((part) => part.replace(/\d+$/, ''))
    .filter((part) => part !== '');

/** Of several names the one that proves most. */
export const strongest = (statements: readonly (Organisation | undefined)[]): Organisation | undefined =>
  statements.reduce((best, one) => ((one?.confidence ?? 0) > (best?.confidence ?? 0) ? one : best), undefined);

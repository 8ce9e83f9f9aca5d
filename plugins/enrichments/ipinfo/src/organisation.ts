import type { Organisation } from '@warp/plugin-sdk';

type Kind = NonNullable<Organisation['kind']>;

/** Values of `as.type` and `company.type`; others, such as `inactive`, say nothing. */
const TYPES: Readonly<Record<string, Kind>> = { business: 'business', isp: 'isp', hosting: 'hosting', education: 'education', government: 'government' };

/**
 * How far IPinfo's word is taken. A company is told by the range an address is in, a network's type is that of the whole
 * system; whoever hides behind a VPN or proxy is not one of its people.
 */
const SURENESS = { company: 0.9, network: 0.8, hidden: 0.3 } as const;

/** What a record says of an address's organisation, whatever API it comes from. */
export interface Statement {
  readonly of: 'company' | 'network';
  readonly name: string | undefined;
  readonly domain: string | undefined;
  readonly asn: number | undefined;
  readonly type: string | undefined;
  readonly isMobile: boolean;
  readonly isHosting: boolean;
  /** Behind a VPN, a proxy, Tor or a relay. */
  readonly isHidden: boolean;
}

/** @returns undefined when the record names nobody */
export function organisationOf(statement: Statement): Organisation | undefined {
  const { name, domain, asn } = statement;
  if (name === undefined && asn === undefined) return undefined;
  const kind = kindOf(statement);
  return {
    ...(name !== undefined && { name }),
    ...(domain !== undefined && { domain }),
    ...(asn !== undefined && { asn }),
    ...(kind !== undefined && { kind, confidence: statement.isHidden ? SURENESS.hidden : SURENESS[statement.of] }),
    evidence: evidenceOf(statement, kind),
  };
}

const kindOf = ({ type, isMobile, isHosting }: Statement): Kind | undefined => {
  if (isMobile) return 'mobile';
  return isHosting ? 'hosting' : TYPES[type ?? ''];
};

function evidenceOf({ of, name, asn, isHidden }: Statement, kind: Kind | undefined): string {
  const network = asn === undefined ? undefined : `AS${asn}`;
  const who = of === 'company' ? `company ${name ?? ''}${network === undefined ? '' : ` in ${network}`}` : [network, name].filter(Boolean).join(' ');
  return `IPinfo: ${who}${kind === undefined ? '' : ` (${kind})`}${isHidden ? ', behind a VPN or proxy' : ''}`;
}

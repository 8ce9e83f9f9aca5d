import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { kindOf } from './kind.js';

const UNKNOWN_ASN = 4_199_999_999;
const kind = (name: string, addresses = 1024): string | undefined => kindOf({ asn: UNKNOWN_ASN, name, addresses })?.kind;

describe('the kind of a network, by its name', () => {
  it.each([
    ['Technische Universitaet Berlin', 'education'],
    ['Universidad de Chile', 'education'],
    ['Fachhochschule Aachen', 'education'],
    ['Massachusetts Institute of Technology', 'education'],
    ['The El Paso Independent School District', 'education'],
    ['City of Amarillo', 'government'],
    ['Ministry of Communications', 'government'],
    ['U.S. Department of Energy', 'government'],
    ['Landkreis Fulda', 'government'],
    ['Bharti Airtel Mobile', 'mobile'],
    ['Inland Cellular', 'mobile'],
    ['Contabo Hosting', 'hosting'],
    ['ACME Cloud Services', 'hosting'],
    ['Interserver Data Center', 'hosting'],
    ['CloudRadium (HK) Limited', 'hosting'],
    ['Türk Telekomünikasyon', 'isp'],
    ['NetCologne Gesellschaft für Telekommunikation', 'isp'],
    ['Stadtwerke Musterstadt', 'isp'],
    ['WEBFIBER TELECOMUNICACAO LTDA \u00ad ME', 'isp'],
    ['Tri-County Wireless, LLC', 'isp'],
    ['Siemens AG', 'business'],
    ['Bayerische Motoren Werke AG', 'business'],
    ['Kookmin Bank', 'business'],
    ['Clarendon Insurance Group', 'business'],
    ['North Kansas City Hospital', 'business'],
    ['Kirkland & Ellis International, LLP', 'business'],
  ])('%s: %s', (name, expected) => expect(kind(name)).toBe(expected));

  // Each holds a word of another kind inside one of its own.
  it.each(['Alte Leipziger', 'Crispin Porter', 'Automobile Club', 'Planet Fitness', 'Netflix', 'Conserverie Dupont', 'Intel', 'Phoenix Contact', 'Salesforce.com'])(
    'does not take %s for a provider',
    (name) => expect(kind(name)).toBe('business'),
  );
});

describe('the kind of a network whose name says nothing', () => {
  it('is a provider when it is larger than a company needs, a company otherwise', () => {
    expect(kind('Nameless', (1 << 18) - 1)).toBe('business');
    expect(kind('Nameless', 1 << 18)).toBe('isp');
  });

  it('is unknown when there is no name at all', () => expect(kindOf({ asn: UNKNOWN_ASN, addresses: 1024 })).toBeUndefined());
});

it('is less sure of what it infers than of what it knows, and of what it guesses least', () => {
  const sureness = (asn: number, name: string): number => kindOf({ asn, name, addresses: 1 })!.confidence;
  expect(sureness(3320, 'Deutsche Telekom AG')).toBeGreaterThan(sureness(UNKNOWN_ASN, 'Siemens University'));
  expect(sureness(UNKNOWN_ASN, 'Siemens University')).toBeGreaterThan(sureness(UNKNOWN_ASN, 'Siemens AG'));
  expect(sureness(UNKNOWN_ASN, 'Siemens AG')).toBeGreaterThan(sureness(UNKNOWN_ASN, 'Siemens'));
});

describe('the table of numbers', () => {
  const { operators } = JSON.parse(readFileSync(new URL('../data/networks.json', import.meta.url), 'utf8')) as {
    operators: readonly { kind: string; operator: string; domain?: string; asns: readonly number[] }[];
  };

  it('has each number once', () => {
    const numbers = operators.flatMap(({ asns }) => asns);
    expect(numbers.filter((asn, index) => numbers.indexOf(asn) !== index)).toEqual([]);
  });

  it('has the words for kinds that events have, and domains that are domains', () => {
    for (const { kind, domain } of operators) {
      expect(['business', 'isp', 'hosting', 'mobile', 'education', 'government']).toContain(kind);
      if (domain !== undefined) expect(domain).toMatch(/^([a-z0-9-]+\.)+[a-z]{2,}$/);
    }
  });
});

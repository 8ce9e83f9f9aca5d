import { describe, expect, it } from '@jest/globals';
import { kindOf } from './kind.js';

const kind = (name: string, addresses = 1024): string => kindOf({ asn: 4_200_000_000, name, addresses }).kind;

describe('the kind of a network, by its name', () => {
  it.each([
    ['Technische Universitaet Berlin', 'education'],
    ['Universidad de Chile', 'education'],
    ['Massachusetts Institute of Technology', 'education'],
    ['Boston College', 'education'],
    ['City of Amarillo', 'government'],
    ['Ministry of Finance', 'government'],
    ['U.S. Department of Energy', 'government'],
    ['Bharti Airtel Mobile', 'mobile'],
    ['Cellular South', 'mobile'],
    ['Contabo Hosting', 'hosting'],
    ['ACME Cloud Services', 'hosting'],
    ['Interserver Data Center', 'hosting'],
    ['Türk Telekomünikasyon', 'isp'],
    ['NetCologne Gesellschaft für Telekommunikation', 'isp'],
    ['Stadtwerke Musterstadt', 'isp'],
    ['Charter Communications', 'isp'],
    ['Siemens AG', 'business'],
    ['Bayerische Motoren Werke AG', 'business'],
    ['Goldman Sachs', 'business'],
    ['Boeing', 'business'],
    ['Novartis Pharma AG', 'business'],
  ])('%s: %s', (name, expected) => expect(kind(name)).toBe(expected));

  it('is a provider’s when it says nothing and has more addresses than a company needs', () => expect(kind('Nameless', 1 << 20)).toBe('isp'));

  it('is less sure of what it infers than of what it knows', () => {
    const sure = kindOf({ asn: 3320, name: 'Deutsche Telekom AG', addresses: 1 }).confidence;
    const byWord = kindOf({ asn: 1, name: 'Siemens University', addresses: 1 }).confidence;
    const byNothing = kindOf({ asn: 4_200_000_000, name: 'Siemens AG', addresses: 1 }).confidence;
    expect(sure).toBeGreaterThan(byWord);
    expect(byWord).toBeGreaterThan(byNothing);
  });
});

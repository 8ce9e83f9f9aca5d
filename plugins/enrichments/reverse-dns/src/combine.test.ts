import { describe, expect, it } from '@jest/globals';
import type { Organisation } from '@warp/plugin-sdk';
import { combine } from './combine.js';
import { judge } from './judge.js';
import { isOwner, isProviders } from './same-owner.js';

const after = (known: Organisation | undefined, hostName: string, address = '192.0.2.9'): Organisation | undefined =>
  combine(known === undefined ? {} : { organisation: known }, { organisation: judge(hostName, address)! }).organisation;

const TELEKOM: Organisation = { name: 'Deutsche Telekom AG', domain: 'telekom.com', asn: 3320, kind: 'isp', confidence: 0.95, evidence: 'AS3320 Deutsche Telekom AG' };
const GUESS: Organisation = { name: 'Acme', asn: 64500, kind: 'business', confidence: 0.4, evidence: 'AS64500 Acme' };
const BANK: Organisation = { name: 'Acme Bank AG', asn: 64500, kind: 'business', confidence: 0.85, evidence: 'AS64500 Acme Bank AG' };
const HETZNER: Organisation = { name: 'Hetzner Online GmbH', asn: 24940, kind: 'hosting', confidence: 0.95, evidence: 'AS24940 Hetzner Online GmbH' };
const UNIVERSITY: Organisation = { name: 'Technische Universität Musterstadt', asn: 64501, kind: 'education', confidence: 0.9, evidence: 'AS64501' };

describe('a company’s network', () => {
  it.each([
    // 1 - 0.6 × 0.35, 1 - 0.6 × 0.5, 1 - 0.6 × 0.7, 1 - 0.15 × 0.35: independent pieces of evidence.
    ['a guess and a gateway in its own domain', GUESS, 'vpn.acme.de', 0.79],
    ['a guess and a mail server in its own domain', GUESS, 'mail.acme.de', 0.7],
    ['a guess and any name in its own domain', GUESS, 'www.acme.de', 0.58],
    ['a bank and its gateway', BANK, 'gw.acme.com', 0.95],
  ])('%s: sure to %s', (_, known, name, confidence) => expect(after(known, name)).toMatchObject({ kind: known.kind, confidence }));

  it('gets its domain and one more piece of evidence', () =>
    expect(after(GUESS, 'vpn.acme.de')).toEqual({ ...GUESS, domain: 'acme.de', confidence: 0.79, evidence: 'AS64500 Acme; host name: “vpn” in acme.de' }));

  it('is never lifted over the line of 0.6 by a name in somebody else’s domain, which gives it no domain either', () => {
    const organisation = after(GUESS, 'vpn.other-firm.de')!;
    expect(organisation.confidence).toBeLessThan(0.6);
    expect(organisation.domain).toBeUndefined();
  });

  it('keeps the domain it has', () => expect(after({ ...BANK, domain: 'acme.com' }, 'vpn.acmebank.de')?.domain).toBe('acme.com'));

  it('that is a guess is a provider’s after all when its lines are named like that', () =>
    expect(after({ ...GUESS, name: 'SmallProvider s.r.o.' }, 'dsl-17.smallprovider.cz')).toMatchObject({ kind: 'isp', confidence: 0.85 }));

  it('that is well known stays one, whatever its lines are called', () => {
    expect(after({ ...BANK, confidence: 0.95 }, 'dyn-17.acme.com')).toBeUndefined();
    expect(after(UNIVERSITY, 'pool-17.tu-musterstadt.de')).toBeUndefined();
  });
});

describe('a provider’s line', () => {
  it('is surer with a name that says so', () => expect(after({ ...TELEKOM, confidence: 0.5 }, 'p5b2a1c3d.dip0.t-ipconnect.de')).toMatchObject({ name: 'Deutsche Telekom AG', kind: 'isp', confidence: 0.9 }));

  it('is a company’s when a gateway of its domain is behind it', () =>
    expect(after(TELEKOM, 'vpn.acme-corp.de')).toEqual({
      name: 'acme-corp.de',
      domain: 'acme-corp.de',
      asn: 3320,
      kind: 'business',
      confidence: 0.65,
      evidence: 'host name: “vpn” in acme-corp.de; AS3320 Deutsche Telekom AG',
    }));

  it.each([
    ['a mail server, which may be a private person’s', 'mail.lovelace-family.de'],
    ['any machine', 'nas.lovelace-family.de'],
    ['the provider’s own gateway', 'gw.telekom.com'],
    ['the provider’s gateway in a domain with its name', 'gw1.telekom.de'],
    ['another provider’s gateway', 'nat.somenet.cz'],
    ['a VPN for everybody', 'gw.expressvpn.com'],
  ])('is no company’s because of %s', (_, name) => expect(after(TELEKOM, name)).toBeUndefined());
});

describe('other networks', () => {
  it.each([
    ['a data centre’s', HETZNER, 'vpn.acme.de'],
    ['a mobile carrier’s', { ...TELEKOM, kind: 'mobile' as const }, 'gw.acme.de'],
  ])('%s machine is nobody’s lead', (_, known, name) => expect(after(known, name)).toBeUndefined());

  it('nobody knows become a company’s by a gateway', () => expect(after(undefined, 'vpn.acme.de')).toMatchObject({ name: 'acme.de', kind: 'business', confidence: 0.65 }));

  it('nobody knows become a line by its name', () => expect(after(undefined, 'dsl-17.provider.cz')).toMatchObject({ kind: 'isp', confidence: 0.85 }));
});

describe('whose a domain is', () => {
  it.each([
    ['Siemens AG', 'siemens.com'],
    ['ACME Corporation', 'acme-corp.de'],
    ['Bayerische Motoren Werke AG', 'bmw.de'],
    ['Société Générale', 'societegenerale.fr'],
    ['Deutsche Telekom AG', 'telekom.de'],
  ])('%s: %s', (name, domain) => expect(isOwner({ name }, domain)).toBe(true));

  it.each([
    ['Siemens AG', 'bosch.com'],
    ['Acme Group', 'other-group.com'],
    ['', 'acme.de'],
  ])('not “%s”: %s', (name, domain) => expect(isOwner({ name }, domain)).toBe(false));

  it.each(['somenet.cz', 'telefonica.com', 'my-hosting.de', 'cloudways.com', 'expressvpn.com'])('%s is a provider’s', (domain) => expect(isProviders(domain)).toBe(true));
  it.each(['acme.de', 'siemens.com', 'bmw.de'])('%s is none', (domain) => expect(isProviders(domain)).toBe(false));
});

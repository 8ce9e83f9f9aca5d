import type { EnrichmentExample, HttpResponse } from '@warp/plugin-sdk';
import type { Settings } from './settings.js';

const answer = (body: unknown): HttpResponse => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Answers as IPinfo's pages show them. */
export const examples: readonly EnrichmentExample<Settings>[] = [
  {
    title: 'the free API',
    settings: { token: 'token' },
    key: 'lite/8.8.8.8',
    answer: answer({
      ip: '8.8.8.8',
      asn: 'AS15169',
      as_name: 'Google LLC',
      as_domain: 'google.com',
      country_code: 'US',
      country: 'United States',
      continent_code: 'NA',
      continent: 'North America',
    }),
    gives: {
      is: 'found',
      fields: { geo: { country: 'US' }, organisation: { name: 'Google LLC', domain: 'google.com', asn: 15169, evidence: 'IPinfo: AS15169 Google LLC' } },
    },
  },
  {
    title: 'Core: a data centre',
    settings: { token: 'token', api: 'core' },
    key: 'lookup/8.8.8.8',
    answer: answer({
      ip: '8.8.8.8',
      hostname: 'dns.google',
      geo: {
        city: 'Mountain View',
        region: 'California',
        region_code: 'CA',
        country: 'United States',
        country_code: 'US',
        continent: 'North America',
        continent_code: 'NA',
        latitude: 37.4056,
        longitude: -122.0775,
        timezone: 'America/Los_Angeles',
        postal_code: '94043',
      },
      as: { asn: 'AS15169', name: 'Google LLC', domain: 'google.com', type: 'hosting' },
      is_anonymous: false,
      is_anycast: true,
      is_hosting: true,
      is_mobile: false,
      is_satellite: false,
    }),
    gives: {
      is: 'found',
      fields: {
        geo: { country: 'US', region: 'California', city: 'Mountain View', latitude: 37.4056, longitude: -122.0775 },
        organisation: { name: 'Google LLC', domain: 'google.com', asn: 15169, kind: 'hosting', confidence: 0.8, evidence: 'IPinfo: AS15169 Google LLC (hosting)' },
      },
    },
  },
  {
    title: 'an older plan with company data: a company on a provider’s line',
    settings: { token: 'token', api: 'legacy' },
    key: '4.4.4.4',
    answer: answer({
      ip: '4.4.4.4',
      city: 'Monroe',
      region: 'Louisiana',
      country: 'US',
      loc: '32.5093,-92.1193',
      org: 'AS3356 Level 3 Parent, LLC',
      postal: '71203',
      timezone: 'America/Chicago',
      asn: { asn: 'AS3356', name: 'Level 3 Parent, LLC', domain: 'lumen.com', route: '4.0.0.0/9', type: 'isp' },
      company: { name: 'Acme Works', domain: 'acme.example', type: 'business' },
      privacy: { vpn: false, proxy: false, tor: false, relay: false, hosting: false, service: '' },
    }),
    gives: {
      is: 'found',
      fields: {
        geo: { country: 'US', region: 'Louisiana', city: 'Monroe', latitude: 32.5093, longitude: -92.1193 },
        organisation: {
          name: 'Acme Works',
          domain: 'acme.example',
          asn: 3356,
          kind: 'business',
          confidence: 0.9,
          evidence: 'IPinfo: company Acme Works in AS3356 (business)',
        },
      },
    },
  },
  { title: 'an address that belongs to nobody', settings: { token: 'token' }, key: 'lite/240.0.0.1', answer: answer({ ip: '240.0.0.1', bogon: true }), gives: { is: 'none' } },
];

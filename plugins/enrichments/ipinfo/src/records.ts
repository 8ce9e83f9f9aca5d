import type { Enriched, Geo } from '@warp/plugin-sdk';
import { asnOf, isObject, numberOf, part, textOf, type Json } from './answers.js';
import { organisationOf } from './organisation.js';
import type { Api } from './settings.js';

const COUNTRY = /^[A-Z]{2}$/;

/** What each API's record of an address says, in Warp's words. */
export const READERS: Readonly<Record<Api, (record: Json) => Enriched>> = { lite: readLite, core: readCore, legacy: readLegacy };

/** ipinfo.io/developers/lite-api: `as_name`, `as_domain`, `asn`, `country_code`; no type of network. */
function readLite(record: Json): Enriched {
  return enriched(geoOf(record['country_code'], {}), {
    of: 'network',
    name: textOf(record['as_name']),
    domain: textOf(record['as_domain']),
    asn: asnOf(record['asn']),
    type: undefined,
    isMobile: false,
    isHosting: false,
    isHidden: false,
  });
}

/** ipinfo.io/developers/core-api; Plus and Max answer the same and more. */
function readCore(record: Json): Enriched {
  const [geo, network] = [part(record, 'geo'), part(record, 'as')];
  return enriched(
    geoOf(geo['country_code'], { region: textOf(geo['region']), city: textOf(geo['city']), latitude: numberOf(geo['latitude']), longitude: numberOf(geo['longitude']) }),
    {
      of: 'network',
      name: textOf(network['name']),
      domain: textOf(network['domain']),
      asn: asnOf(network['asn']),
      type: textOf(network['type']),
      isMobile: record['is_mobile'] === true,
      isHosting: record['is_hosting'] === true,
      isHidden: record['is_anonymous'] === true,
    },
  );
}

const HIDING = ['vpn', 'proxy', 'tor', 'relay'];

/** ipinfo.io/developers/legacy: by plan with `asn`, `company`, `carrier`, `privacy`; `org` is `AS15169 Google LLC`. */
function readLegacy(record: Json): Enriched {
  const [latitude, longitude] = (textOf(record['loc']) ?? '').split(',').map(Number);
  const [network, company, privacy] = [part(record, 'asn'), part(record, 'company'), part(record, 'privacy')];
  const isKnown = textOf(company['name']) !== undefined;
  const of = isKnown ? company : network;
  return enriched(
    geoOf(record['country'], { region: textOf(record['region']), city: textOf(record['city']), latitude: numberOf(latitude), longitude: numberOf(longitude) }),
    {
      of: isKnown ? 'company' : 'network',
      name: textOf(of['name']) ?? textOf(record['org'])?.replace(/^AS\d+ /, ''),
      domain: textOf(of['domain']),
      asn: asnOf(network['asn']) ?? asnOf(record['org']),
      type: textOf(of['type']),
      isMobile: isObject(record['carrier']),
      isHosting: privacy['hosting'] === true,
      isHidden: HIDING.some((way) => privacy[way] === true),
    },
  );
}

type Place = { readonly [K in Exclude<keyof Geo, 'country'>]: Geo[K] | undefined };

function geoOf(country: unknown, { region, city, latitude, longitude }: Partial<Place>): Geo | undefined {
  if (typeof country !== 'string' || !COUNTRY.test(country)) return undefined;
  return {
    country,
    ...(region !== undefined && { region }),
    ...(city !== undefined && { city }),
    ...(latitude !== undefined && longitude !== undefined && { latitude, longitude }),
  };
}

function enriched(geo: Geo | undefined, statement: Parameters<typeof organisationOf>[0]): Enriched {
  const organisation = organisationOf(statement);
  return { ...(geo !== undefined && { geo }), ...(organisation !== undefined && { organisation }) };
}

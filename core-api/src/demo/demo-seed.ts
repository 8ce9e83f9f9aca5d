import { randomBytes } from 'node:crypto';
import type { SystemDatabase } from '../database/system-database.js';
import type { KeyRing } from '../secrets/key-ring.js';
import { SITE_SECRET, type SiteDirectory } from '../site-directory/site-directory.js';

const AGENCY = 'Demonstration agency';
const SITE = 'Harbour Goods';

/** The demonstration agency and its shop, made once. @returns the site's script id */
export async function ensureDemo(database: SystemDatabase, keyRing: KeyRing, sites: SiteDirectory, host: string): Promise<string> {
  const made = await database.transaction(async (client) => {
    // Two processes that start together must not make two demonstrations.
    await client.query("select pg_advisory_xact_lock(hashtext('warp-demo'))");
    const known = await client.query<{ id: string; script_id: string }>(
      'select s.id, s.script_id from sites s join agencies a on a.id = s.agency_id where a.name = $1 and s.name = $2',
      [AGENCY, SITE],
    );
    if (known.rows[0] !== undefined) return known.rows[0];
    const agency = await client.query<{ id: string }>('insert into agencies (name) values ($1) returning id', [AGENCY]);
    const site = await client.query<{ id: string; script_id: string }>(
      `insert into sites (agency_id, name, domain, domains, script_id, secret, config)
       values ($1, $2, $3, $4, $5, $6, $7) returning id, script_id`,
      [
        agency.rows[0]!.id,
        SITE,
        host,
        ['localhost', '127.0.0.1'].filter((domain) => domain !== host),
        `demo${randomBytes(4).toString('hex')}`,
        keyRing.seal(randomBytes(32), SITE_SECRET),
        JSON.stringify({ currency: 'EUR', timezone: 'Europe/Berlin', consent: { analytics: true, marketing: true, without_analytics: 'nothing' } }),
      ],
    );
    return site.rows[0]!;
  });
  await sites.announce(made.id);
  return made.script_id;
}

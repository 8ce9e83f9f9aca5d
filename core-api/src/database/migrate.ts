import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { MIGRATIONS } from './migrations/index.js';
import { ensurePartitions } from './partitions.js';

/**
 * Brings a database to the newest schema, as its owner, and makes the partitions of the months around today.
 * Several processes may call it at once: an advisory lock lets one go first.
 *
 * @returns names of the migrations that were run
 */
export const migrate = (ownerUrl: string): Promise<readonly string[]> =>
  withMigrator(ownerUrl, async (orm) => {
    const done = await orm.migrator.up();
    await ensurePartitions((sql) => orm.em.getConnection().execute(sql), new Date());
    return done.map((migration) => migration.name);
  });

/** Undoes every migration; for tests and for leaving. */
export const migrateDown = (ownerUrl: string): Promise<readonly string[]> =>
  withMigrator(ownerUrl, async (orm) => (await orm.migrator.down({ to: 0 })).map((migration) => migration.name));

/** Any constant does, as long as every Warp process uses the same. */
const MIGRATION_LOCK = 7_230_411;

async function withMigrator<T>(ownerUrl: string, work: (orm: MikroORM) => Promise<T>): Promise<T> {
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    logger: () => undefined,
    // One connection holds the session's lock while others migrate.
    pool: { min: 0, max: 3 },
    extensions: [Migrator],
    migrations: { migrationsList: MIGRATIONS, snapshot: false },
  });
  try {
    return await orm.em.transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
      return work(orm);
    });
  } finally {
    await orm.close();
  }
}

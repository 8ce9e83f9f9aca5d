import pg from 'pg';

/** bigint columns hold counts far below 2^53 and arrive as numbers; numeric columns hold money and stay text. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Connections that work as one of the two unprivileged roles, whoever the URL logs in as. */
export function poolFor(databaseUrl: string, role: 'warp_app' | 'warp_system', max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    options: `-c role=${role} -c timezone=UTC`,
    application_name: role,
    max,
    connectionTimeoutMillis: 5_000,
  });
  // A connection that dies (PostgreSQL restarted) is replaced on the next query. Without a listener it would end the process: the
  // pool listens to idle ones only, and one in a transaction, between two queries, has nobody else to tell.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

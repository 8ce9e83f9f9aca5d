import pg from 'pg';
import { type DatabaseAddresses, loginUrl, type WorkRole } from './login-roles.js';

/** bigint columns hold counts far below 2^53 and arrive as numbers; numeric columns hold money and stay text. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Connections that work as one of the two unprivileged roles, and log in as somebody who may be nothing else. */
export function poolFor(addresses: DatabaseAddresses, role: WorkRole, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: loginUrl(addresses, role),
    options: workOptions(role),
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

/** What a connection asks for when it starts; `reset role` leads back to this, and `set role none` to a log-in without rights. */
export const workOptions = (role: WorkRole): string => `-c role=${role} -c timezone=UTC`;

import pg from 'pg';

/** Works as the owner of the tables: for what the two unprivileged roles may not do. One connection, for just this. */
export async function asOwner<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'warp_owner', options: '-c timezone=UTC' });
  // Its queries fail by themselves when the connection dies.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

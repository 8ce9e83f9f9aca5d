import { Redis } from 'ioredis';
import type { TestDatabase } from '../setup/database.js';

/** Where rows mention one of the words, in any column of any table, as PostgreSQL writes them: asked of the catalogue alone. */
export async function tracesInTables(database: TestDatabase, words: readonly string[]): Promise<readonly string[]> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await database.query<{ text: string }>(`select t::text as text from ${name} t where exists (select 1 from unnest($1::text[]) word where strpos(t::text, word) > 0)`, [words]);
    found.push(...rows.map(({ text }) => `${name}: ${text.slice(0, 200)}`));
  }
  return found;
}

/** A fingerprint of all rows that mention a word, by table. */
export async function rowsAbout(database: TestDatabase, word: string): Promise<Readonly<Record<string, string>>> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await database.query<{ print: string | null }>(`select md5(string_agg(t::text, '|' order by t::text)) as print from ${name} t where strpos(t::text, $1) > 0`, [word]);
    if (typeof row?.print === 'string') prints[name] = row.print;
  }
  return prints;
}

/** Keys of Redis that mention one of the words, in their name or in what they hold. */
export async function tracesInRedis(url: string, words: readonly string[]): Promise<readonly string[]> {
  const redis = new Redis(url);
  try {
    const found: string[] = [];
    for (const key of await redis.keys('*')) {
      const text = `${key} ${JSON.stringify(await valueOf(redis, key))}`;
      if (words.some((word) => text.includes(word))) found.push(text.slice(0, 200));
    }
    return found;
  } finally {
    redis.disconnect();
  }
}

async function valueOf(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, 0, -1);
    case 'stream':
      return redis.xrange(key, '-', '+');
    default:
      return null;
  }
}

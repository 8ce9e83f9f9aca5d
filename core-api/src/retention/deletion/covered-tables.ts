import type pg from 'pg';
import type { Subject } from './deletion.js';

/** A table that has rows of a site or an agency. */
export interface CoveredTable {
  readonly name: string;
  /** The tables that really hold its rows: its partitions, or itself. Quoted. */
  readonly parts: readonly string[];
  /** Condition for its rows; $1 is the id of the site or the agency. */
  readonly where: string;
}

/** A foreign key of one column whose row goes with the one it points to. */
export interface ForeignKey {
  readonly child: string;
  readonly childColumn: string;
  readonly parent: string;
  readonly parentColumn: string;
}

/** What the catalogue says of the schema. */
export interface Schema {
  readonly tables: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly parts: readonly string[];
    /** Whether its column `id` is a UUID. */
    readonly uuidKeyed: boolean;
  }[];
  readonly foreignKeys: readonly ForeignKey[];
}

const ROOTS: Readonly<Record<Subject, string>> = { site: 'sites', agency: 'agencies' };
const COLUMNS: Readonly<Record<Subject, string>> = { site: 'site_id', agency: 'agency_id' };

/** Entries of the audit log that outlive what they are about: that, when and by whom it was deleted. */
export const DELETION_ACTIONS = ['site.deleted', 'site.restored', 'site.erased', 'agency.deleted', 'agency.restored', 'agency.erased'] as const;
export type DeletionAction = (typeof DELETION_ACTIONS)[number];

/** Rows that name a site elsewhere than in a column of its own; asked only where the table has the column it takes. */
const MENTIONS: Readonly<Record<Subject, readonly { readonly table: string; readonly column: string; readonly sql: string }[]>> = {
  site: [
    {
      table: 'audit_log',
      column: 'details',
      sql: `(target_id = $1::text or details->>'siteId' = $1::text) and action not in (${DELETION_ACTIONS.map((action) => `'${action}'`).join(', ')})`,
    },
    // Lines of the log that nobody could read have no site of their own.
    { table: 'quarantine', column: 'entry', sql: 'site_id is null and strpos(entry::text, $1::text) > 0' },
  ],
  agency: [],
};

/** Reads the schema from the catalogue, so that a table that is added later is not forgotten. */
export async function readSchema(client: pg.ClientBase): Promise<Schema> {
  const tables = await client.query<Schema['tables'][number]>(
    `select c.relname as name,
       (select array_agg(a.attname::text) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       (select array_agg(format('%I.%I', n.nspname, p.relname) order by p.relname)
        from pg_partition_tree(c.oid) t join pg_class p on p.oid = t.relid where t.isleaf) as parts,
       exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'id' and a.atttypid = 'uuid'::regtype) as "uuidKeyed"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const foreignKeys = await client.query<ForeignKey>(
    `select child.relname as child, ca.attname as "childColumn", parent.relname as parent, pa.attname as "parentColumn"
     from pg_constraint k join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
       join pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = k.conkey[1]
       join pg_attribute pa on pa.attrelid = k.confrelid and pa.attnum = k.confkey[1]
     where k.contype = 'f' and k.conparentid = 0 and cardinality(k.conkey) = 1
       -- Where the key is only set to null, the row is somebody else's.
       and k.confdeltype not in ('n', 'd') and child.oid <> parent.oid`,
  );
  // A table that is not partitioned is its own only part.
  return { tables: tables.rows.map((table) => ({ ...table, parts: table.parts ?? [`public."${table.name}"`] })), foreignKeys: foreignKeys.rows };
}

/**
 * All tables with rows of a site or an agency, those first that others point to last: tables with its id, tables that point to a row of these
 * by a foreign key, however many steps away, and the table of the sites or agencies itself at the end. Pure.
 */
export function coveredTables({ tables, foreignKeys }: Schema, subject: Subject): readonly CoveredTable[] {
  const root = ROOTS[subject];
  const column = COLUMNS[subject];
  const where = new Map<string, Condition[]>([[root, [{ sql: 'id = $1', way: [root] }]]]);
  const add = (table: string, condition: Condition): void => void where.set(table, [...(where.get(table) ?? []), condition]);
  for (const { name, columns } of tables) if (name !== root && columns.includes(column)) add(name, { sql: `"${column}" = $1`, way: [name] });
  for (const { table, column: needed, sql } of MENTIONS[subject])
    if (tables.some(({ name, columns }) => name === table && columns.includes(needed))) add(table, { sql, way: [table] });

  // Step by step away from what is covered; a table with the id itself needs no way round.
  const isDirect: ReadonlySet<string> = new Set(where.keys());
  for (let next = [...where]; next.length > 0; ) {
    const found: [string, Condition[]][] = [];
    for (const [parent, conditions] of next)
      for (const key of foreignKeys)
        if (key.parent === parent && !isDirect.has(key.child)) {
          const ways = conditions.filter(({ way }) => !way.includes(key.child)).map((condition) => throughKey(key, condition, root));
          if (ways.length > 0) found.push([key.child, ways]);
        }
    for (const [child, conditions] of found) for (const condition of conditions) add(child, condition);
    next = found;
  }
  const order = childrenFirst([...where.keys()], foreignKeys);
  return [...order.filter((name) => name !== root), root].map((name) => ({
    name,
    parts: tables.find((table) => table.name === name)!.parts,
    where: anyOf(where.get(name)!),
  }));
}

/** Which rows of a table, and the tables by whose foreign keys that is known. */
interface Condition {
  readonly sql: string;
  readonly way: readonly string[];
}

const throughKey = ({ child, childColumn, parent, parentColumn }: ForeignKey, { sql, way }: Condition, root: string): Condition => ({
  sql: parent === root ? `"${childColumn}" = $1` : `"${childColumn}" in (select "${parentColumn}" from public."${parent}" where ${sql})`,
  way: [...way, child],
});

const anyOf = (conditions: readonly Condition[]): string => conditions.map(({ sql }) => `(${sql})`).join(' or ');

function childrenFirst(names: readonly string[], foreignKeys: readonly ForeignKey[]): readonly string[] {
  const ordered: string[] = [];
  const visit = (name: string, way: readonly string[]): void => {
    if (ordered.includes(name) || way.includes(name)) return;
    for (const { child, parent } of foreignKeys) if (parent === name && names.includes(child)) visit(child, [...way, name]);
    ordered.push(name);
  };
  for (const name of names) visit(name, []);
  return ordered;
}

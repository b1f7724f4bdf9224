/**
 * Tombstones: changes that a restore must not undo, kept in a file outside the database and its backups. The database
 * writes them by triggers (migration 000085); the file is a copy, one JSON line each, only ever appended to.
 */
import { createReadStream, existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Client } from 'pg';
import { quoted } from './catalogue.ts';

export interface Tombstone {
  id: string;
  at: string;
  relation: string;
  operation: 'set' | 'delete';
  key: Record<string, unknown>;
  changed: Record<string, unknown>;
}

/** What came of a replay. `unknown`: of rows that are not in the backup, or of tables that no longer have tombstones. */
export interface Replay {
  replayed: Record<string, number>;
  unknown: number;
  failed: number;
}

/** Appends lines and waits until they are on the disk: only then they count as kept. */
export async function appendTombstones(file: string, tombstones: readonly Tombstone[]): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    // A kill may have left half a line: what follows must not be glued to it.
    const start = (await endsInLine(file)) ? '' : '\n';
    await handle.writeFile(start + tombstones.map((tombstone) => `${JSON.stringify(tombstone)}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** All tombstones of the files in their order, each once; lines that can't be read are counted. */
export async function readTombstones(
  files: readonly string[],
): Promise<{ tombstones: Tombstone[]; unreadable: number }> {
  const found = new Map<string, Tombstone>();
  let unreadable = 0;
  for (const file of files.filter((name) => existsSync(name))) {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue;
      const tombstone = parse(line);
      if (!tombstone) unreadable += 1;
      else if (!found.has(tombstone.id)) found.set(tombstone.id, tombstone);
    }
  }
  return { tombstones: [...found.values()], unreadable };
}

/**
 * Does again what the database has not seen, in the order in which it was done. Only tables and columns for which a
 * trigger keeps tombstones can be written, whatever the file says. Runs with the triggers off.
 */
export async function replayTombstones(client: Client, tombstones: readonly Tombstone[]): Promise<Replay> {
  const result: Replay = { replayed: {}, unknown: 0, failed: 0 };
  const seen = await client.query<{ id: string }>('select id from tombstone where id = any ($1::uuid[])', [
    tombstones.map(({ id }) => id),
  ]);
  const known = new Set(seen.rows.map(({ id }) => id));
  const allowed = await keptColumns(client);
  for (const tombstone of tombstones) {
    if (known.has(tombstone.id)) continue;
    const rule = allowed.get(tombstone.relation);
    const statement = rule && statementFor(tombstone, rule);
    if (!statement) {
      result.unknown += 1;
      continue;
    }
    await client.query('savepoint tombstone');
    try {
      const { rowCount } = await client.query(statement.text, statement.values);
      await client.query(
        `insert into tombstone (id, at, relation, operation, key, changed, kept_at) values ($1, $2, $3, $4, $5, $6, $2)`,
        [tombstone.id, tombstone.at, tombstone.relation, tombstone.operation, tombstone.key, tombstone.changed],
      );
      if (rowCount) result.replayed[tombstone.relation] = (result.replayed[tombstone.relation] ?? 0) + rowCount;
      else result.unknown += 1;
      await client.query('release savepoint tombstone');
    } catch {
      await client.query('rollback to savepoint tombstone');
      result.failed += 1;
    }
  }
  return result;
}

interface Rule {
  key: string[];
  columns: Set<string>;
  mayDelete: boolean;
}

/** From the triggers themselves: which columns of which tables have tombstones. */
async function keptColumns(client: Client): Promise<Map<string, Rule>> {
  const { rows } = await client.query<{ relation: string; arguments: string; deletes: boolean }>(`
    select c.relname as relation, encode(t.tgargs, 'hex') as arguments, (t.tgtype & 8) <> 0 as deletes
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
    where p.proname = 'keep_tombstone' and c.relnamespace = 'public'::regnamespace`);
  const rules = new Map<string, Rule>();
  for (const row of rows) {
    const [key = '', ...columns] = Buffer.from(row.arguments, 'hex').toString('utf8').split('\0').slice(0, -1);
    const rule = rules.get(row.relation) ?? { key: key.split(','), columns: new Set<string>(), mayDelete: false };
    for (const column of columns) rule.columns.add(column);
    rule.mayDelete ||= row.deletes;
    rules.set(row.relation, rule);
  }
  return rules;
}

function statementFor(tombstone: Tombstone, rule: Rule): { text: string; values: unknown[] } | undefined {
  const table = `public.${quoted(tombstone.relation)}`;
  const where = rule.key.map((name) => `row.${quoted(name)} = old.${quoted(name)}`).join(' and ');
  if (rule.key.some((name) => !(name in tombstone.key))) return undefined;
  const old = `jsonb_populate_record(null::${table}, $1::jsonb) as old`;
  if (tombstone.operation === 'delete') {
    if (!rule.mayDelete) return undefined;
    return { text: `delete from ${table} as row using ${old} where ${where}`, values: [tombstone.key] };
  }
  const columns = Object.keys(tombstone.changed);
  if (columns.length === 0 || columns.some((name) => !rule.columns.has(name))) return undefined;
  const set = columns.map((name) => `${quoted(name)} = old.${quoted(name)}`).join(', ');
  const values = [{ ...tombstone.changed, ...tombstone.key }];
  return { text: `update ${table} as row set ${set} from ${old} where ${where}`, values };
}

function parse(line: string): Tombstone | undefined {
  try {
    const { id, at, relation, operation, key, changed } = JSON.parse(line) as Tombstone;
    const good =
      /^[0-9a-f-]{36}$/.test(id) &&
      typeof relation === 'string' &&
      ['set', 'delete'].includes(operation) &&
      key &&
      changed;
    return good ? { id, at, relation, operation, key, changed } : undefined;
  } catch {
    return undefined;
  }
}

async function endsInLine(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size === 0) return true;
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 10;
  } finally {
    await handle.close();
  }
}

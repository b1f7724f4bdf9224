/** What a database holds, to compare two of them row for row. */
import { createHash } from 'node:crypto';
import { Client } from 'pg';

/** Each table's rows as one hash, whatever their order. */
export async function contents(ownerUrl: string): Promise<Record<string, string>> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`set timezone = 'UTC'`);
  const tables = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
     order by relname collate "C"`,
  );
  const result: Record<string, string> = {};
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ text: string }>(`select t::text as text from public."${name}" t order by 1`);
    result[name] = `${rows.length} ${createHash('sha256')
      .update(rows.map((row) => row.text).join('\n'))
      .digest('hex')}`;
  }
  await client.end();
  return result;
}

/** What the database holds, read from its own catalogue, so that no table is ever forgotten. */
import type { Client } from 'pg';
import type { TableShape } from './format.ts';

const ownTables = `
  c.relnamespace = 'public'::regnamespace and not c.relispartition
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** Every table of the schema public with its columns (those that are computed are left out) and its partitions. */
export async function tableShapes(client: Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      coalesce((select jsonb_agg(jsonb_build_object('name', p.relname, 'bound', pg_get_expr(p.relpartbound, p.oid),
          'options', coalesce(to_jsonb(p.reloptions), '[]')) order by p.relname)
        from pg_inherits i join pg_class p on p.oid = i.inhrelid where i.inhparent = c.oid and p.relispartition), '[]') as partitions
    from pg_class c where c.relkind in ('r', 'p') and ${ownTables} order by c.relname collate "C"`);
  return rows;
}

/** Sequences that have been used, with the last value they gave. */
export async function sequences(client: Client): Promise<{ name: string; value: number }[]> {
  const { rows } = await client.query<{ name: string; value: string }>(`
    select sequencename as name, last_value::text as value from pg_sequences
    where schemaname = 'public' and last_value is not null order by sequencename collate "C"`);
  return rows.map(({ name, value }) => ({ name, value: Number(value) }));
}

/** Statements that remove everything of ours; what extensions brought stays. */
export async function dropStatements(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(`
    select format('drop %s if exists public.%I cascade',
        case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end, c.relname) as text
    from pg_class c where c.relkind in ('r', 'p', 'v', 'm') and ${ownTables}
    union all
    select format('drop %s if exists %s cascade', case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
      p.oid::regprocedure)
    from pg_proc p where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    union all
    select format('drop type if exists public.%I cascade', t.typname)
    from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
      and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')`);
  return rows.map((row) => row.text);
}

/** Foreign keys as statements: taken off while rows arrive in any order, put back, and by that checked, afterwards. */
export async function foreignKeys(client: Client): Promise<{ drop: string; add: string }[]> {
  const { rows } = await client.query<{ drop: string; add: string }>(`
    select format('alter table %s drop constraint %I', f.conrelid::regclass, f.conname) as drop,
      format('alter table %s add constraint %I %s', f.conrelid::regclass, f.conname, pg_get_constraintdef(f.oid)) as add
    from pg_constraint f join pg_class c on c.oid = f.conrelid
    where f.contype = 'f' and f.conparentid = 0 and ${ownTables} order by f.conrelid::regclass::text, f.conname`);
  return rows;
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** How values are written must not depend on either server's settings. */
export const plainWriting = `set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC';
  set extra_float_digits = 1; set bytea_output = 'hex'; set client_encoding = 'UTF8'; set search_path = public`;

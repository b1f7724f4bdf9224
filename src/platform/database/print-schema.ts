import type { Client } from 'pg';

/**
 * Prints the schema public from the catalogue, sorted and without anything that differs between two machines or between
 * PostgreSQL 15 and 18. It is read in review and compared by a test; it is not meant to be loaded.
 */
export async function printSchema(client: Client, appRole: string): Promise<string> {
  // With public alone in the path, the catalogue's own functions write short names.
  await client.query(`set search_path to public`);
  const blocks = [
    'The schema after all migrations, printed by bin/belfry dev types. Never edited by hand.'.replace(/^/, '-- '),
    ...(await column(client, extensions)),
    ...(await column(client, types)),
    ...(await column(client, functions, appRole)),
    ...(await tables(client, appRole)),
    ...(await column(client, views, appRole)),
  ];
  return `${blocks.map((block) => block.trim()).join('\n\n')}\n`;
}

async function tables(client: Client, appRole: string): Promise<string[]> {
  const { rows } = await client.query<TableRow>(tablesQuery, [appRole]);
  return rows.map((table) => {
    const body = [...table.columns, ...table.constraints].map((line) => `  ${line}`).join(',\n');
    const end = table.partition_key ? `) partition by ${table.partition_key};` : ');';
    const rights = table.rights.length > 0 ? [`grant ${table.rights.join(', ')} on ${table.name} to belfry_app;`] : [];
    const after = [...table.indexes, ...table.triggers, ...table.policies].map((line) => `${line};`);
    return [`create table ${table.name} (`, body, end, ...after, ...rights].join('\n');
  });
}

async function column(client: Client, query: string, ...values: string[]): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(query, values);
  return rows.map((row) => row.text);
}

interface TableRow {
  name: string;
  partition_key: string | null;
  columns: string[];
  constraints: string[];
  indexes: string[];
  triggers: string[];
  policies: string[];
  rights: string[];
}

const ofAnExtension = (catalogue: string, oid: string) =>
  `exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

const extensions = `
  select string_agg(format('create extension %I;', extname), E'\\n' order by extname collate "C") as text
  from pg_extension where extname <> 'plpgsql'`;

const types = `
  select case t.typtype
    when 'e' then format('create type %I as enum (%s);', t.typname, (
      select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
    else format('create domain %I as %s%s;', t.typname, format_type(t.typbasetype, t.typtypmod), (
      select coalesce(string_agg(' ' || pg_get_constraintdef(oid), '' order by conname collate "C"), '')
      from pg_constraint where contypid = t.oid and contype = 'c'))
  end as text
  from pg_type t
  where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd') and not ${ofAnExtension('pg_type', 't.oid')}
  order by t.typname collate "C"`;

// Without rights of its own a function may be called by everybody; a function that names rights lists the application's.
const functions = `
  select rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' || case
    when p.proacl is null then ''
    when has_function_privilege($1, p.oid, 'execute')
      then format(E'\\ngrant execute on function %s to belfry_app;', p.oid::regprocedure)
    else format(E'\\nrevoke execute on function %s from belfry_app;', p.oid::regprocedure)
  end as text
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p') and not ${ofAnExtension('pg_proc', 'p.oid')}
  order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`;

const rights = `
  array(select lower(a.privilege_type) from aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
    where r.rolname = $1 order by lower(a.privilege_type) collate "C")`;

const views = `
  select format(E'create %sview %I as\\n%s', case c.relkind when 'm' then 'materialized ' else '' end, c.relname,
      pg_get_viewdef(c.oid, true))
    || coalesce((select string_agg(E'\\n' || pg_get_indexdef(indexrelid) || ';', '' order by indexrelid::regclass::text collate "C")
      from pg_index where indrelid = c.oid), '')
    || case when ${rights} = '{}' then ''
      else format(E'\\ngrant %s on %I to belfry_app;', array_to_string(${rights}, ', '), c.relname) end as text
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm') and not ${ofAnExtension('pg_class', 'c.oid')}
  order by c.relname collate "C"`;

// Partitions are left out: which of them exist depends on the day. Constraints of kind n (not null) exist from 18 on
// only; the columns say it. Indexes behind a constraint are said by the constraint.
const tablesQuery = `
  select quote_ident(c.relname) as name,
    pg_get_partkeydef(c.oid) as partition_key,
    array(
      select concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
        case when a.attcollation <> t.typcollation then 'collate ' || a.attcollation::regcollation end,
        case when a.attnotnull then 'not null' end,
        case a.attidentity when 'a' then 'generated always as identity' when 'd' then 'generated by default as identity' end,
        case when a.attgenerated = 's' then format('generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
          when d.adbin is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid) end)
      from pg_attribute a
      join pg_type t on t.oid = a.atttypid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
    array(
      select format('constraint %I %s', conname, pg_get_constraintdef(oid)) from pg_constraint
      where conrelid = c.oid and contype in ('p', 'u', 'f', 'c', 'x') and conparentid = 0
      order by array_position('{p,u,x,f,c}'::text[], contype::text), conname collate "C") as constraints,
    array(
      select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class x on x.oid = i.indexrelid
      where i.indrelid = c.oid and not exists (select from pg_constraint where conindid = i.indexrelid and conrelid = c.oid)
      order by x.relname collate "C") as indexes,
    array(
      select pg_get_triggerdef(oid) from pg_trigger where tgrelid = c.oid and not tgisinternal
      order by tgname collate "C") as triggers,
    array(
      select concat_ws(' ', 'create policy', quote_ident(polname), 'on', c.oid::regclass, 'using (' || pg_get_expr(polqual, polrelid) || ')',
        'with check (' || pg_get_expr(polwithcheck, polrelid) || ')')
      from pg_policy where polrelid = c.oid order by polname collate "C") as policies,
    ${rights} as rights
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and not ${ofAnExtension('pg_class', 'c.oid')}
  order by c.relname collate "C"`;

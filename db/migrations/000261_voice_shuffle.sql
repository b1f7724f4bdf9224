-- The order of rows tells the order of writing, and with a little else the hour. So each night the rows of all cases in
-- which something was written since a day are taken out and put in again in random order, by one transaction whose number
-- all of them bear then. It finds the tables in the catalogue, so that a new one can't be forgotten.

-- A case that others were merged into is gone for a moment: the reference is asked at the end of the transaction.
alter table voice_case alter constraint voice_case_merged_into_fkey deferrable initially immediate;

-- The application's role may make no temporary tables; of this function it may choose the day alone.
create function voice_shuffle(since date) returns integer language plpgsql security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
as $$
declare
  child record;
  cases integer;
begin
  -- Whoever comes meanwhile waits for the table, and then sees the new rows: a waiter for a row would find none.
  lock table public.voice_case in access exclusive mode;
  create temporary table voice_shuffled on commit drop as
    select id from public.voice_case where greatest(received_on, accepted_on, answered_on, closed_on) >= since;
  for child in
    select k.conrelid::regclass::text as name, a.attname::text as day
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum > 0 and not a.attisdropped
    where k.contype = 'f' and k.confrelid = 'public.voice_case'::regclass and k.conrelid <> k.confrelid
      and a.atttypid = 'date'::regtype and a.attname <> 'due_on'
  loop
    execute format('insert into voice_shuffled select distinct case_id from %s where %I >= $1', child.name, child.day)
      using since;
  end loop;
  select count(distinct id) into cases from voice_shuffled;
  create temporary table voice_shuffled_case on commit drop as
    select c.* from public.voice_case c where c.id in (select id from voice_shuffled);
  set constraints all deferred;
  -- What hangs on a case goes first and comes last.
  create temporary table voice_shuffled_table on commit drop as
    select distinct k.conrelid as id, k.conrelid::regclass::text as name, 'kept_' || k.conrelid::text as kept
    from pg_constraint k
    where k.contype = 'f' and k.confrelid = 'public.voice_case'::regclass and k.conrelid <> k.confrelid;
  for child in select name, kept from voice_shuffled_table loop
    execute format('create temporary table %I on commit drop as
      select t.* from %s t where t.case_id in (select id from voice_shuffled)', child.kept, child.name);
    execute format('delete from %s where case_id in (select id from voice_shuffled)', child.name);
  end loop;
  delete from public.voice_case where id in (select id from voice_shuffled);
  insert into public.voice_case select * from voice_shuffled_case order by random();
  for child in select name, kept from voice_shuffled_table loop
    execute format('insert into %s overriding system value select * from %I order by random()', child.name, child.kept);
  end loop;
  return cases;
end
$$;

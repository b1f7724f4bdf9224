-- A first roster of a whole city, applied while nobody is served: building an index from rows that stand takes a fraction of
-- the time of entering them one by one, and so does checking a foreign key for all rows at once (docs/performance.md).
-- What belongs to the rule "no two alike" stays throughout; the rest is set aside and put back in the same transaction.
create function roster_set_indexes_aside() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  part record;
begin
  -- Nobody may read without indexes, nor wait for long: the caller sets lock_timeout.
  lock table public.organisation, public.person, public.membership, public.guardianship, public.contact_point
    in access exclusive mode;
  create temporary table roster_aside on commit drop as
    select 1 as turn, format('drop index public.%I', c.relname) as away, pg_get_indexdef(i.indexrelid) as back
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where not i.indisunique and i.indrelid in ('public.person'::regclass, 'public.membership'::regclass,
      'public.guardianship'::regclass, 'public.contact_point'::regclass)
    union all
    select 2, format('alter table %s drop constraint %I', conrelid::regclass, conname),
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint
    where contype = 'f' and conrelid in ('public.membership'::regclass, 'public.guardianship'::regclass,
      'public.contact_point'::regclass);
  for part in select away from pg_temp.roster_aside loop
    execute part.away;
  end loop;
end $$;

create function roster_put_indexes_back() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  part record;
begin
  for part in select back from pg_temp.roster_aside order by turn, back loop
    execute part.back;
  end loop;
  drop table pg_temp.roster_aside;
end $$;

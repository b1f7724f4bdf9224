-- What gives access and was ended since a backup stays ended after a restore: passkeys, stand-ins, and the mappings of
-- single sign-on.
create trigger keep_tombstone_gone after delete on passkey for each row execute function keep_tombstone('id');
create trigger keep_tombstone after update of ended_at on stand_in for each row
  when (old.ended_at is distinct from new.ended_at) execute function keep_tombstone('id', 'ended_at', 'ended_by');
create trigger keep_tombstone after update of ended_at on sign_on_role for each row
  when (old.ended_at is distinct from new.ended_at) execute function keep_tombstone('id', 'ended_at', 'ended_by');

-- Merging two records and taking them apart is no ending: the rows that moved with it have no tombstones, and a person
-- marked as left without them would lose what the merge was to keep. After a restore both records go on by themselves; only what both had twice ended.
create or replace function keep_tombstone() returns trigger language plpgsql as $$
declare
  whole jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  row_key jsonb;
  row_changed jsonb := '{}';
begin
  if tg_op = 'UPDATE' and (to_jsonb(old) -> 'merged_into') is distinct from (whole -> 'merged_into') then
    return null;
  end if;
  select jsonb_object_agg(name, whole -> name) into row_key from unnest(string_to_array(tg_argv[0], ',')) as name;
  if tg_op <> 'DELETE' then
    select jsonb_object_agg(tg_argv[n], whole -> tg_argv[n]) into row_changed
    from generate_series(1, tg_nargs - 1) as n;
  end if;
  insert into tombstone (relation, operation, key, changed)
  values (tg_table_name, case when tg_op = 'DELETE' then 'delete' else 'set' end, row_key, row_changed);
  return null;
end $$;

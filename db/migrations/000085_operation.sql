-- Operation: what must survive a restore, and the backups that were made.

-- Changes that a restored backup must not undo: opt-outs, ended guardianships, erasures, stopped messages. Written by
-- triggers in the transaction of the change, and copied by a job into a file outside the database (and outside the
-- backup); a row that was not copied is copied later, so none is lost. `id` tells two tombstones apart for good:
-- numbers come round again after a restore.
create table tombstone (
  position bigint generated always as identity primary key,
  id uuid not null unique default gen_random_uuid(),
  at timestamptz not null default now(),
  relation text not null,
  operation text not null check (operation in ('set', 'delete')),
  -- the row's primary key, and the columns that were set; ids, states and dates only
  key jsonb not null,
  changed jsonb not null default '{}',
  kept_at timestamptz
);
create index tombstone_waiting on tombstone (position) where kept_at is null;

-- A trigger names the columns of the primary key (with commas), then those to keep:
--   create trigger keep_tombstone after update of opted_out_at on contact_point for each row
--     when (old.opted_out_at is distinct from new.opted_out_at)
--     execute function keep_tombstone('id', 'opted_out_at');
create function keep_tombstone() returns trigger language plpgsql as $$
declare
  whole jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  row_key jsonb;
  row_changed jsonb := '{}';
begin
  select jsonb_object_agg(name, whole -> name) into row_key from unnest(string_to_array(tg_argv[0], ',')) as name;
  if tg_op <> 'DELETE' then
    select jsonb_object_agg(tg_argv[n], whole -> tg_argv[n]) into row_changed
    from generate_series(1, tg_nargs - 1) as n;
  end if;
  insert into tombstone (relation, operation, key, changed)
  values (tg_table_name, case when tg_op = 'DELETE' then 'delete' else 'set' end, row_key, row_changed);
  return null;
end $$;

create trigger keep_tombstone after update of opted_out_at on contact_point for each row
  when (old.opted_out_at is distinct from new.opted_out_at) execute function keep_tombstone('id', 'opted_out_at');
create trigger keep_tombstone_gone after delete on contact_point for each row execute function keep_tombstone('id');
create trigger keep_tombstone after update of ends_on, may_receive, may_act on guardianship for each row
  when (old.ends_on is distinct from new.ends_on or old.may_receive <> new.may_receive or old.may_act <> new.may_act)
  execute function keep_tombstone('id', 'ends_on', 'may_receive', 'may_act');
create trigger keep_tombstone_gone after delete on guardianship for each row execute function keep_tombstone('id');
create trigger keep_tombstone after update of state, link_epoch on person for each row
  when (old.state <> new.state or old.link_epoch <> new.link_epoch)
  execute function keep_tombstone('id', 'state', 'link_epoch');
create trigger keep_tombstone_gone after delete on person for each row execute function keep_tombstone('id');
create trigger keep_tombstone after update of state on message for each row
  when (old.state <> new.state and new.state = 'stopped') execute function keep_tombstone('id', 'state', 'stopped_reason');
create trigger keep_tombstone after update of state on notice for each row
  when (old.state <> new.state and new.state = 'withdrawn')
  execute function keep_tombstone('id', 'state', 'withdrawn_at', 'withdrawn_reason');
create trigger keep_tombstone after update of state on account for each row
  when (old.state <> new.state) execute function keep_tombstone('id', 'state');
create trigger keep_tombstone after update of ended_at on account_grant for each row
  when (old.ended_at is distinct from new.ended_at)
  execute function keep_tombstone('id', 'ended_at', 'ended_by', 'ending_proposed_by');

create table backup_run (
  id bigint generated always as identity primary key,
  by text not null check (by in ('schedule', 'console')),
  host text not null,
  file text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- read again after writing, every part compared with its hash
  verified_at timestamptz,
  bytes bigint,
  row_count bigint,
  encrypted boolean,
  -- in words for the operator; null: it went well, or is under way
  error text,
  -- set when retention has deleted the file
  removed_at timestamptz
);
create index backup_run_started on backup_run (started_at);

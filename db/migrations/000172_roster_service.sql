-- The roster service (OneRoster 1.2 REST): who may read it, and when what it shows was last changed.

create table api_roster_client (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  name text not null,
  -- what the client says it is; shown in lists
  client_id text not null unique,
  -- sha256 of the secret, which is random and shown once
  secret_hash bytea not null,
  -- core or full: a closed list in code (features/api/oneroster/model)
  extent text not null,
  made_by bigint not null references account (id),
  made_at timestamptz not null,
  last_used_on date,
  ended_at timestamptz,
  ended_by bigint references account (id)
);
create index api_roster_client_organisation on api_roster_client (organisation_id);
create trigger keep_tombstone after update of ended_at on api_roster_client for each row
  when (old.ended_at is distinct from new.ended_at)
  execute function keep_tombstone('id', 'ended_at', 'ended_by');

-- What the token endpoint gave out; each holds for an hour.
create table api_roster_access (
  token_hash bytea primary key,
  client_id bigint not null references api_roster_client (id) on delete cascade,
  extents text[] not null,
  expires_at timestamptz not null
);
create index api_roster_access_client on api_roster_access (client_id);
create index api_roster_access_expires on api_roster_access (expires_at);

create function note_change() returns trigger language plpgsql as $$
begin
  new.changed_at := now();
  return new;
end $$;
alter table membership add column changed_at timestamptz not null default now();
alter table guardianship add column changed_at timestamptz not null default now();
alter table academic_session add column changed_at timestamptz not null default now();
create trigger note_change before update on membership for each row
  when (old.* is distinct from new.*) execute function note_change();
create trigger note_change before update on guardianship for each row
  when (old.* is distinct from new.*) execute function note_change();
create trigger note_change before update on academic_session for each row
  when (old.* is distinct from new.*) execute function note_change();

-- A link to one's own open notices, asked for by mail: gone when it is used, and after an hour in any case.
create table own_link (
  token_hash bytea primary key,
  person_id bigint not null references person (id) on delete cascade,
  -- the person's link epoch when it was asked for
  epoch integer not null,
  expires_at timestamptz not null
);
create index own_link_person on own_link (person_id);

-- Open311 GeoReport v2 (src/features/voice/open311, docs/decisions/0049).

-- What a handler has read and let out of a case about a thing in the world: this text leaves, never the one that came in.
create table voice_open311 (
  case_id uuid primary key references voice_case (id) on delete cascade,
  day date not null,
  account_id bigint not null references account (id),
  text text not null check (length(text) between 1 and 4000),
  -- where the thing is; the point is the case's own, which is snapped
  address text check (length(address) between 1 and 200)
);

-- A key that brings cases acts for nobody: it needs no role.
alter table api_token drop constraint api_token_roles_check;
alter table api_token add constraint api_token_roles_check
  check (roles <@ array['editor', 'operator'] and (cardinality(roles) > 0 or scopes = array['cases.report']));

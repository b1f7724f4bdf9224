-- Tokens of machines that use the API, and the answers of POSTs that may be asked for again.

create table api_token (
  id bigint generated always as identity primary key,
  -- where its roles hold; it belongs to the organisation, not to who made it
  organisation_id bigint not null references organisation (id),
  name text not null check (length(name) between 1 and 100),
  -- the part that is shown in lists
  public_part text not null unique,
  secret_hash bytea not null,
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array['editor', 'operator']),
  scopes text[] not null check (cardinality(scopes) > 0),
  -- in CIDR; none: from everywhere
  networks text[] not null default '{}',
  made_by bigint not null references account (id),
  made_at timestamptz not null,
  -- the last day on which it holds
  expires_on date not null,
  last_used_on date,
  -- when its end was told to who answers for it
  warned_on date,
  revoked_at timestamptz,
  revoked_by bigint references account (id)
);
create index api_token_organisation on api_token (organisation_id);
create trigger keep_tombstone after update of revoked_at on api_token for each row
  when (old.revoked_at is distinct from new.revoked_at)
  execute function keep_tombstone('id', 'revoked_at', 'revoked_by');

create table api_idempotency (
  token_id bigint not null references api_token (id),
  key text not null,
  request_hash bytea not null,
  taken_at timestamptz not null,
  -- null: under way
  status smallint,
  headers jsonb,
  body text,
  primary key (token_id, key)
);
create index api_idempotency_taken on api_idempotency (taken_at);

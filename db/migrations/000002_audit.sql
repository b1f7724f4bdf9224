-- Audit: who did and saw what. Appended by writers who never wait; sealed afterwards, in batches, into a hash chain
-- (architecture.md, direction 8). The application's role may insert and select only (db/grants.sql).

create table audit_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  -- The writing transaction. The sealer takes only events older than every running transaction, so that an id that
  -- commits late is never skipped.
  xid xid8 not null default pg_current_xact_id(),
  account_id bigint,
  actor text not null check (actor in ('account', 'console', 'system')),
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  organisation_id bigint,
  subject text,
  detail jsonb not null default '{}'
);
create index audit_event_organisation on audit_event (organisation_id, id);
create index audit_event_account on audit_event (account_id, id);
create index audit_event_subject on audit_event (subject, id);

create table audit_chain (
  position bigint primary key check (position > 0),
  event_id bigint not null unique,
  hash bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null
);

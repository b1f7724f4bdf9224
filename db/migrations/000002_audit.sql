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
-- The sealer looks for what is not sealed yet from the last horizon on, however long the table has grown.
create index audit_event_xid on audit_event (xid);

create table audit_chain (
  position bigint primary key check (position > 0),
  event_id bigint not null unique,
  hash bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null,
  -- On the last row of a sealing: xmin of its snapshot, and the sealer's own transaction. Everything before xmin was
  -- sealed by then, and whoever comes after the sealer has higher ids. So an event with a lower id than those sealed,
  -- which comes later, must have been written by a transaction between the two; else somebody pushed it in. Part of
  -- the hash.
  horizon text check (horizon ~ '^[0-9]+:[0-9]+$')
);
create index audit_chain_horizon on audit_chain (position) where horizon is not null;

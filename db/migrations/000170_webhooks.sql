-- What happened, for whoever subscribes; and what of it was sent where.

create table event (
  id bigint generated always as identity primary key,
  kind text not null,
  organisation_id bigint not null references organisation (id),
  -- ids, states and counts
  data jsonb not null,
  -- told from then on: what can still be stopped is not told yet
  at timestamptz not null,
  told_at timestamptz
);
create index event_waiting on event (at) where told_at is null;

create table webhook (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  url text not null check (length(url) <= 500),
  events text[] not null check (cardinality(events) > 0),
  -- the secret is derived from the master key, this number and the id
  generation integer not null default 1,
  -- until then what is sent bears the signature by the secret before as well
  overlap_until timestamptz,
  state text not null default 'active' check (state in ('active', 'disabled', 'removed')),
  failing_since timestamptz,
  made_by bigint not null references account (id),
  made_at timestamptz not null
);
create index webhook_organisation on webhook (organisation_id);

create table webhook_message (
  id uuid primary key default gen_random_uuid(),
  webhook_id bigint not null references webhook (id),
  kind text not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'held')),
  attempts smallint not null default 0,
  next_at timestamptz not null,
  created_at timestamptz not null
);
create index webhook_message_due on webhook_message (webhook_id, next_at) where state = 'waiting';
create index webhook_message_of on webhook_message (webhook_id, created_at desc);

create table webhook_attempt (
  id bigint generated always as identity primary key,
  message_id uuid not null references webhook_message (id) on delete cascade,
  at timestamptz not null,
  -- of the answer; null: there was none
  status smallint,
  trouble text
);
create index webhook_attempt_message on webhook_attempt (message_id, id);

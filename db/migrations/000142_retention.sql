-- What the nightly job of retention did, rule by rule; the rules themselves are data in the code.
create table retention_run (
  id bigint generated always as identity primary key,
  started_at timestamptz not null,
  -- null: under way, or cut off; the next run goes on where this one stopped
  finished_at timestamptz,
  -- the account that asked for it; null: the clock
  account_id bigint
);
create table retention_result (
  run_id bigint not null references retention_run on delete cascade,
  kind text not null,
  gone bigint not null default 0,
  outcome text not null check (outcome in ('running', 'done', 'held', 'failed')),
  finished_at timestamptz,
  primary key (run_id, kind)
);
create index retention_result_kind on retention_result (kind, run_id);

-- A rule is suspended for a named time and reason by two people (a lawsuit, an inquiry).
create table retention_hold (
  id bigint generated always as identity primary key,
  kind text not null,
  reason text not null check (length(reason) between 10 and 1000),
  until_on date not null,
  proposed_by bigint not null references account,
  proposed_at timestamptz not null,
  confirmed_by bigint references account,
  confirmed_at timestamptz,
  ended_by bigint references account,
  ended_at timestamptz,
  check (confirmed_by <> proposed_by)
);
create unique index retention_hold_open on retention_hold (kind) where ended_at is null;

-- The rows of a message by person are forgotten long after it; its counts stay.
alter table message add column rows_forgotten_at timestamptz;
create index message_rows_kept on message (finished_at) where rows_forgotten_at is null;

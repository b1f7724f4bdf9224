-- Reminders that are planned before the deadline, and run by themselves. The time is worked out from the deadline when
-- it is looked at, so that a correction which moves the one moves the other.
create table notice_reminder_plan (
  notice_id bigint not null references notice (id),
  days_before smallint not null check (days_before between 0 and 30),
  -- of the local day
  at_minutes smallint not null check (at_minutes between 0 and 1439),
  account_id bigint not null references account (id),
  state text not null default 'planned' check (state in ('planned', 'sent', 'skipped', 'cancelled')),
  message_id bigint references message (id),
  -- of one that was skipped: a key of words
  reason text,
  settled_at timestamptz,
  primary key (notice_id, days_before),
  check ((state = 'sent') = (message_id is not null)),
  check ((state = 'skipped') = (reason is not null))
);
create index notice_reminder_plan_open on notice_reminder_plan (notice_id) where state = 'planned';

-- Devices known to an account, stand-ins, emergency access, and the review of all grants twice a year.

-- By an HMAC of a cookie, of each account its own: tells neither the device nor that two accounts share one.
create table account_device (
  account_id bigint not null references account (id),
  mark bytea not null,
  last_on date not null,
  primary key (account_id, mark)
);

-- Somebody who is away lets a colleague use what they hold in a subtree, from day to day.
create table stand_in (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  stand_in_id bigint not null references account (id),
  organisation_id bigint not null references organisation (id),
  starts_on date not null,
  -- the last day
  ends_on date not null,
  given_at timestamptz not null,
  ended_by bigint references account (id),
  ended_at timestamptz,
  check (account_id <> stand_in_id),
  check (ends_on >= starts_on)
);
create index stand_in_account on stand_in (account_id) where ended_at is null;
create index stand_in_stand_in on stand_in (stand_in_id) where ended_at is null;

-- Emergency access: taken by oneself, with a reason, until `holds_until`.
alter table account_grant add column emergency_reason text check (length(emergency_reason) between 10 and 1000);
alter table account_grant add check (emergency_reason is null or holds_until is not null);
-- Never into the voice, whoever asks.
alter table account_grant add check (emergency_reason is null
  or role not in ('case_handler', 'ombudsperson', 'auditor', 'teacher'));
create index account_grant_emergency on account_grant (id) where emergency_reason is not null;

create table access_review (
  id bigint generated always as identity primary key,
  -- the first day of the half-year, so that there is one review in each
  period_on date not null unique,
  opened_on date not null,
  -- the last day
  due_on date not null,
  reminded_on date,
  closed_at timestamptz
);

create table access_review_item (
  review_id bigint not null references access_review (id),
  grant_id bigint not null references account_grant (id),
  kept_by bigint references account (id),
  kept_at timestamptz,
  -- ombudsperson and auditor: a second person, neither the first nor the holder
  confirmed_by bigint references account (id),
  confirmed_at timestamptz,
  primary key (review_id, grant_id),
  check (confirmed_by is null or confirmed_by <> kept_by)
);
create index access_review_item_grant on access_review_item (grant_id);

-- Delivery: one outbox is the truth. A message has a frozen audience and a cursor; its recipients are expanded into
-- narrow delivery rows, partitioned by the month in which the message was made.

create table message (
  id bigint generated always as identity primary key,
  district_id smallint not null default 1,
  -- first day of the month: the partition of its deliveries
  period date not null,
  organisation_id bigint not null references organisation (id),
  -- what it is about, such as notice:12; delivery does not look inside
  subject text not null,
  purpose text not null check (purpose in ('notice', 'reminder')),
  audience jsonb not null,
  frozen_size integer not null,
  -- expansion: people with an id up to this one are done
  cursor_person_id bigint not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'expanding', 'sending', 'stopped', 'finished')),
  -- set: nothing of it is expanded or claimed until it is resumed, whatever its state
  paused_at timestamptz,
  -- nothing leaves before: the 60 seconds in which it can be stopped, or the time chosen
  release_at timestamptz not null,
  -- personal links are good until then
  link_expires_at timestamptz not null,
  created_at timestamptz not null,
  expanded_at timestamptz,
  finished_at timestamptz,
  stopped_reason text
);
create index message_open on message (release_at) where state in ('waiting', 'expanding', 'sending');
-- stopped, and rows of it may still be queued: the housekeeper settles them and sets finished_at
create index message_stopping on message (id) where state = 'stopped' and finished_at is null;
create index message_subject on message (subject);

-- Rendered once per language; what differs per recipient is put in when it is sent ({{link}}, {{unsubscribe}}).
create table message_content (
  message_id bigint not null references message (id),
  language text not null,
  -- 0: the main language, for people whose own is not among them
  position smallint not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  short_body text not null,
  primary key (message_id, language)
);

create table delivery (
  message_id bigint not null,
  person_id bigint not null,
  -- the class or office through which the person is reached: the row counts there, once
  organisation_id bigint not null,
  contact_point_id bigint,
  period date not null,
  ready_at timestamptz not null,
  claimed_at timestamptz,
  settled_at timestamptz,
  -- the worker's id times a million plus the number of its batch: a batch that was taken back can't be recorded
  claim bigint,
  district_id smallint not null,
  -- 0 none, 1 email, 2 sms
  channel smallint not null,
  -- 0 queued, 1 claimed, 2 delivered (handed over), 3 failed, 4 unreachable (no usable contact), 5 unknown (sms after a
  -- timeout: never sent again), 6 stopped
  state smallint not null,
  attempts smallint not null default 0,
  reason text,
  primary key (message_id, person_id, period, district_id)
) partition by range (period);
-- By message first, so that a message to one class never waits behind one to a city, and a paused message is never
-- stepped over row by row.
create index delivery_claim on delivery (message_id, channel, ready_at) where state = 0;
create index delivery_claimed on delivery (claimed_at) where state = 1;

-- Processes that send. One that has not been seen for a while is dead, and what it claimed is taken back.
create table delivery_worker (
  id bigint generated always as identity primary key,
  host text not null,
  process_id integer not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  -- the last interruption that it came back from (database away, disk full), for the operator's page
  trouble text,
  trouble_from timestamptz,
  trouble_until timestamptz
);

-- The application's role owns nothing and cannot make tables: partitions are made through this function.
create function ensure_delivery_partition(month date) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  first_day date := date_trunc('month', month)::date;
  name text := 'delivery_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass('public.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('delivery_partition'));
  if to_regclass('public.' || name) is not null then return; end if;
  execute format('create table public.%I partition of public.delivery for values from (%L) to (%L)
    with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05)',
    name, first_day, (first_day + interval '1 month')::date);
end $$;

-- Counts: every batch appends what it changed; a job folds the deltas. No row that all writers touch. State 0 counts all
-- rows of the message, the settled states (2 to 6) those that have reached them; queued is the difference.
create table delivery_count (
  message_id bigint not null references message (id),
  organisation_id bigint not null,
  channel smallint not null,
  state smallint not null,
  n bigint not null,
  primary key (message_id, organisation_id, channel, state)
);
-- One row a batch and state, whatever the number of classes in it: organisations[i] changed by counts[i].
create table delivery_count_delta (
  id bigint generated always as identity primary key,
  message_id bigint not null,
  channel smallint not null,
  state smallint not null,
  n integer not null,
  organisations bigint[] not null,
  counts integer[] not null
);
create index delivery_count_delta_message on delivery_count_delta (message_id);

create table channel (
  id smallint primary key,
  name text not null unique check (name in ('email', 'sms')),
  paused_at timestamptz,
  paused_by bigint,
  paused_reason text,
  last_success_at timestamptz,
  last_error_at timestamptz,
  last_error text
);
insert into channel (id, name) values (1, 'email'), (2, 'sms');

-- Mail to one address that is not a message to an audience: invitations, codes. Bodies go when it is settled.
create table direct_mail (
  id bigint generated always as identity primary key,
  address text not null,
  language text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  state text not null default 'queued' check (state in ('queued', 'claimed', 'delivered', 'failed')),
  attempts smallint not null default 0,
  created_at timestamptz not null default now(),
  ready_at timestamptz not null default now(),
  claimed_at timestamptz,
  claim bigint,
  settled_at timestamptz,
  reason text
);
create index direct_mail_claim on direct_mail (ready_at) where state = 'queued';
create index direct_mail_claimed on direct_mail (claimed_at) where state = 'claimed';

-- Warnings of others (CAP 1.2): feeds that are polled, what they said, what was made of it, rules of the district.

create table warning_feed (
  id bigint generated always as identity primary key,
  name text not null,
  url text not null,
  -- from where its pages and messages may come
  origins text[] not null,
  words text[] not null default '{}',
  codes text[] not null default '{}',
  shapes boolean not null default false,
  least_severity text not null check (least_severity in ('Minor', 'Moderate', 'Severe', 'Extreme')),
  every_minutes smallint not null check (every_minutes between 2 and 60),
  state text not null default 'active' check (state in ('active', 'paused', 'removed')),
  etag text,
  last_modified text,
  next_poll_at timestamptz not null,
  polled_at timestamptz,
  succeeded_at timestamptz,
  fault text,
  fault_detail text not null default '',
  fault_at timestamptz,
  faults_in_row integer not null default 0,
  revision integer not null default 1,
  made_by bigint not null references account (id),
  made_at timestamptz not null
);
create index warning_feed_due on warning_feed (next_poll_at) where state = 'active';

-- Messages that an index has named: none is fetched twice, unless its entry has changed or it could not be had.
create table warning_link (
  feed_id bigint not null references warning_feed (id),
  href text not null,
  stamp text not null,
  fetched_at timestamptz not null,
  tries smallint not null default 1,
  fault text,
  fault_detail text not null default '',
  primary key (feed_id, href)
);
create index warning_link_fetched on warning_link (fetched_at);

create table warning (
  id bigint generated always as identity primary key,
  feed_id bigint not null references warning_feed (id),
  sender text not null,
  identifier text not null,
  sent_at timestamptz not null,
  msg_type text not null check (msg_type in ('Alert', 'Update', 'Cancel')),
  status text not null check (status in ('Actual', 'Exercise')),
  scope text not null check (scope in ('Public', 'Restricted', 'Private')),
  severity text not null check (severity in ('Minor', 'Moderate', 'Severe', 'Extreme', 'Unknown')),
  -- the kind of incident that it may be
  kind text check (kind in ('flood', 'landslide', 'earthquake', 'storm', 'fire', 'epidemic', 'food', 'utilities',
    'building', 'transport', 'attack', 'missing', 'cyber', 'network')),
  -- as it was read (src/features/incidents/feeds/model/message.ts)
  content jsonb not null,
  href text not null,
  received_at timestamptz not null,
  ends_at timestamptz not null,
  -- settled: there is nothing to decide (a cancellation, or one that others have followed)
  state text not null check (state in ('new', 'taken', 'dismissed', 'settled')),
  reason text not null default '',
  decided_by bigint references account (id),
  decided_at timestamptz,
  incident_id bigint references incident (id) on delete set null,
  -- the update or cancellation that has taken its place
  followed_by bigint references warning (id) on delete set null,
  unique (feed_id, sender, identifier, sent_at)
);
create index warning_new on warning (ends_at) where state = 'new';
create index warning_received on warning (received_at);

-- What the district lets be shown by itself: set up by one, put in force by another.
create table warning_rule (
  id bigint generated always as identity primary key,
  feed_id bigint not null references warning_feed (id),
  kinds text[] not null,
  least_severity text not null check (least_severity in ('Minor', 'Moderate', 'Severe', 'Extreme')),
  words text[] not null default '{}',
  texts jsonb not null,
  cooldown_minutes integer not null check (cooldown_minutes between 10 and 1440),
  state text not null default 'proposed' check (state in ('proposed', 'active', 'ended')),
  made_by bigint not null references account (id),
  made_at timestamptz not null,
  confirmed_by bigint references account (id),
  confirmed_at timestamptz,
  ended_by bigint references account (id),
  ended_at timestamptz,
  check (confirmed_by <> made_by),
  check (state <> 'active' or confirmed_by is not null)
);
create index warning_rule_feed on warning_rule (feed_id);

-- Notices that a rule has put on the status page.
create table warning_notice (
  id bigint generated always as identity primary key,
  rule_id bigint not null references warning_rule (id),
  warning_id bigint not null references warning (id) on delete cascade,
  texts jsonb not null,
  shown_at timestamptz not null,
  ends_at timestamptz not null,
  -- taken down before its time: by a person, or null by the source's own update or cancellation
  ended_at timestamptz,
  ended_by bigint references account (id)
);
create index warning_notice_rule on warning_notice (rule_id, shown_at);
create index warning_notice_warning on warning_notice (warning_id);

-- Broadcast channels: what the public may read anyway is carried to a group or an account. Nothing is ever read from there.

create table broadcast_channel (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  kind text not null check (kind in ('wecom', 'dingtalk', 'feishu', 'wechat', 'webhook')),
  name text not null check (length(name) between 1 and 60),
  -- of the texts that go there; where it is missing, the main one
  language text not null,
  notices boolean not null,
  -- also those of organisations below
  below boolean not null,
  incidents boolean not null,
  -- address, secret and what else lets one speak there, as JSON under the master key
  sealed bytea not null,
  -- what of it may be shown: the host and the end of the key
  shown text not null,
  -- of a webhook: its secret is derived from the master key, the id and this number
  generation integer not null default 1,
  state text not null default 'active' check (state in ('active', 'paused', 'removed')),
  paused_reason text not null default '',
  -- nothing leaves before: it was too fast, or does not work
  wait_until timestamptz,
  -- somebody sends until then at most
  claimed_until timestamptz,
  failures smallint not null default 0,
  failing_since timestamptz,
  -- administrators were told of this trouble
  told_at timestamptz,
  last_success_at timestamptz,
  last_error_at timestamptz,
  last_error text,
  made_by bigint not null references account (id),
  made_at timestamptz not null
);
create index broadcast_channel_organisation on broadcast_channel (organisation_id);

create table broadcast_post (
  id uuid primary key default gen_random_uuid(),
  -- in which order they were made
  number bigint generated always as identity,
  channel_id bigint not null references broadcast_channel (id) on delete cascade,
  -- notice:12, incident:3, test
  subject text not null,
  word text not null check (word in ('published', 'corrected', 'withdrawn', 'update', 'ended', 'mistaken', 'test')),
  -- words that the public reads, nothing else
  content jsonb not null,
  -- incidents go first
  urgent boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'replaced', 'held')),
  attempts smallint not null default 0,
  -- of a platform that takes several steps: how far it came
  progress jsonb not null default '{}',
  due_at timestamptz not null,
  -- after that it is old news
  lasts_until timestamptz not null,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index broadcast_post_due on broadcast_post (channel_id, due_at) where state = 'waiting';
create index broadcast_post_of on broadcast_post (channel_id, number desc);
create index broadcast_post_subject on broadcast_post (subject);

create table broadcast_attempt (
  id bigint generated always as identity primary key,
  post_id uuid not null references broadcast_post (id) on delete cascade,
  channel_id bigint not null references broadcast_channel (id) on delete cascade,
  at timestamptz not null,
  -- null: whoever tried did not live to write it down
  outcome text check (outcome in ('sent', 'step', 'wait', 'again', 'unknown', 'refused', 'settings')),
  -- the platform's own code, or what the network said; never a text
  code text not null default ''
);
create index broadcast_attempt_channel on broadcast_attempt (channel_id, at);
create index broadcast_attempt_post on broadcast_attempt (post_id, id);

-- How it went with mail and text messages, in pieces that each sender adds by itself: nobody waits for a row.
create table channel_tally (
  id bigint generated always as identity primary key,
  channel_id smallint not null references channel (id),
  at timestamptz not null,
  good integer not null,
  bad integer not null
);
create index channel_tally_at on channel_tally (channel_id, at);

-- Who follows the public page of emergencies by mail or push: an address or a browser, and nothing else about anybody.

create table follower (
  id bigint generated always as identity primary key,
  way text not null check (way in ('mail', 'push')),
  language text not null check (language in ('zh-CN', 'en')),
  -- also exercises, which are no emergency
  exercises boolean not null,
  -- an address in small letters; the address that a browser's push service gave
  address text not null unique check (length(address) <= 1000),
  -- of a browser: what its messages are encrypted for (RFC 8291)
  p256dh text not null default '',
  auth text not null default '',
  asked_at timestamptz not null,
  -- null: somebody typed the address, and its owner has not agreed yet
  confirmed_at timestamptz
);
create index follower_mail on follower (id) where way = 'mail' and confirmed_at is not null;

create table follower_word (
  id bigint generated always as identity primary key,
  subject text not null,
  word text not null check (word in ('update', 'ended', 'mistaken')),
  office text not null,
  exercise boolean not null,
  -- public words by language, the main one first
  texts jsonb not null,
  at timestamptz not null,
  lasts_until timestamptz not null,
  -- mails are queued up to this follower
  mailed_to bigint not null default 0,
  mailed boolean not null default false
);
create index follower_word_mailing on follower_word (id) where not mailed;

-- What is still to be pushed; gone when it is.
create table follower_push (
  word_id bigint not null references follower_word (id) on delete cascade,
  follower_id bigint not null references follower (id) on delete cascade,
  attempts smallint not null default 0,
  due_at timestamptz not null,
  primary key (word_id, follower_id)
);
create index follower_push_due on follower_push (due_at);
create index follower_push_follower on follower_push (follower_id);

create table push_tally (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  good integer not null,
  bad integer not null,
  -- the last trouble of the batch: a status, or what the network said
  error text not null default ''
);
create index push_tally_at on push_tally (at);

-- Mail that one can stop with one click (RFC 8058): where.
alter table direct_mail add column unsubscribe text not null default '';

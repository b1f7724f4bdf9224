-- Question and answer in public (src/features/voice/published): a text of its own, never the case's.

-- What is prepared, until it is out: first for a second person, then for the person to look at.
create table voice_publication (
  case_id uuid primary key references voice_case (id) on delete cascade,
  revision smallint not null default 1,
  day date not null,
  -- everybody who had a hand in it: none of them is the second person
  writers bigint[] not null check (cardinality(writers) > 0),
  language text not null check (language in ('zh-CN', 'en')),
  title text not null check (length(title) between 1 and 120),
  question text not null check (length(question) between 1 and 20000),
  answer text not null check (length(answer) between 1 and 20000),
  -- of a correction: what changed
  change text check (length(change) between 1 and 500),
  -- consented to for this text alone: another text takes it away
  printed_name text check (length(printed_name) between 1 and 60),
  approver_id bigint references account (id),
  approved_on date,
  -- on this day the daily run publishes it, if the person has not said no
  publish_on date,
  check (not approver_id = any (writers)),
  check ((approver_id is null) = (approved_on is null)),
  check ((approved_on is null) = (publish_on is null))
);
create index voice_publication_due on voice_publication (publish_on) where publish_on is not null;

-- What everybody reads. Withdrawn: the texts and the name are gone, the place and the reason stay.
create table voice_published (
  -- the order of publication
  seq bigint generated always as identity primary key,
  -- its permanent address: random, and not the number of the case
  number text not null unique check (number ~ '^[0-9A-HJKMNP-TV-Z]{8}$'),
  -- no reference: the case is forgotten, the published text stays
  case_id uuid not null unique,
  office_id bigint not null references organisation (id),
  category text not null references voice_category (code),
  language text not null check (language in ('zh-CN', 'en')),
  version smallint not null default 1,
  published_on date not null,
  corrected_on date,
  withdrawn_on date,
  withdrawn_ground text check (withdrawn_ground in ('permission', 'private_data', 'wrong', 'outdated')),
  withdrawn_reason text check (length(withdrawn_reason) <= 500),
  title text,
  question text,
  answer text,
  printed_name text check (length(printed_name) between 1 and 60),
  -- when the person last said something to it: what is written then is written anew in the night, with all others
  said_on date,
  -- for the search: the text folded, and short pieces of it packed into numbers (published/model/search.ts)
  folded text,
  grams int[],
  check ((withdrawn_on is null) = (withdrawn_ground is null)),
  check ((withdrawn_on is null) = (title is not null)),
  check ((title is null) = (question is null) and (title is null) = (answer is null) and (title is null) = (folded is null)
    and (title is null) = (grams is null)),
  check (withdrawn_on is null or printed_name is null)
);
create index voice_published_office on voice_published (office_id, seq);
create index voice_published_category on voice_published (category, seq);
create index voice_published_said on voice_published (said_on) where said_on is not null;
-- Of the feed.
create index voice_published_changed on voice_published (greatest(published_on, corrected_on, withdrawn_on), seq);
-- Written at once and not to a list of pending rows, which each search would read.
create index voice_published_grams on voice_published using gin (grams) with (fastupdate = off);

-- Every text that was in public, with what changed; of a withdrawn one the days alone.
create table voice_published_version (
  number text not null references voice_published (number) on delete cascade,
  version smallint not null check (version > 0),
  day date not null,
  title text,
  question text,
  answer text,
  change text check (length(change) between 1 and 500),
  primary key (number, version),
  check ((version = 1) = (change is null)),
  check ((title is null) = (question is null) and (title is null) = (answer is null))
);

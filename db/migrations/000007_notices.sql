-- Notices: drafted, reviewed by a second person, frozen, published, acknowledged.

create table stored_file (
  sha256 bytea primary key check (length(sha256) = 32),
  media_type text not null,
  size integer not null check (size >= 0),
  content bytea not null,
  created_at timestamptz not null default now()
);

create table notice (
  id bigint generated always as identity primary key,
  district_id smallint not null default 1,
  organisation_id bigint not null references organisation (id),
  -- which kinds may ask for an acknowledgement is fixed in code (features/notices/model)
  kind text not null,
  -- document number in the official form, such as 甲教〔2026〕12号
  number text,
  state text not null check (state in ('draft', 'in_review', 'approved', 'scheduled', 'published', 'withdrawn', 'discarded')),
  -- raised by each change of the draft: what is approved is this revision and no other
  revision integer not null default 1,
  author_id bigint not null references account (id),
  approver_id bigint references account (id),
  request text not null default 'none' check (request in ('none', 'acknowledge')),
  deadline_on date,
  is_public boolean not null default false,
  main_language text not null default 'zh-CN',
  -- people in the audience when it was approved, and when a person confirmed that it had moved by over a tenth
  frozen_size integer,
  frozen_hash bytea,
  confirmed_size integer,
  -- fewer than 5 people: only for the author's own class
  is_own_class boolean not null default false,
  publish_at timestamptz,
  -- nothing is shown or sent before; after the click it lies 60 seconds ahead
  published_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  message_id bigint references message (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (approver_id is null or approver_id <> author_id),
  check (request = 'none' or deadline_on is not null),
  check (state not in ('approved', 'scheduled', 'published', 'withdrawn')
    or (approver_id is not null and frozen_size is not null and frozen_hash is not null)),
  check (state <> 'published' or published_at is not null)
);
create index notice_organisation on notice (organisation_id, id);
create index notice_state on notice (state, id);
create index notice_public on notice (published_at, id) where is_public and state in ('published', 'withdrawn');
create index notice_due on notice (publish_at) where state = 'scheduled';

create table notice_text (
  notice_id bigint not null references notice (id),
  language text not null check (language in ('zh-CN', 'en', 'bo', 'qxs')),
  title text not null,
  body text not null,
  -- pairs of neighbouring characters of both, so that two Chinese characters are found by an index
  pairs text[] not null default '{}',
  primary key (notice_id, language)
);
create index notice_text_pairs on notice_text using gin (pairs);

create table notice_attachment (
  id bigint generated always as identity primary key,
  notice_id bigint not null references notice (id),
  sha256 bytea not null references stored_file (sha256),
  name text not null,
  media_type text not null,
  size integer not null,
  position smallint not null default 0
);
create index notice_attachment_notice on notice_attachment (notice_id);

create table notice_audience (
  notice_id bigint not null references notice (id),
  mode text not null check (mode in ('include', 'exclude')),
  organisation_id bigint not null references organisation (id),
  role text not null check (role in ('guardians', 'pupils', 'teachers', 'heads')),
  primary key (notice_id, mode, organisation_id, role)
);
create index notice_audience_organisation on notice_audience (organisation_id, notice_id) where mode = 'include';

-- What happened to it, in words for people; append-only.
create table notice_event (
  id bigint generated always as identity primary key,
  notice_id bigint not null references notice (id),
  at timestamptz not null,
  account_id bigint references account (id),
  kind text not null,
  comment text,
  detail jsonb not null default '{}'
);
create index notice_event_notice on notice_event (notice_id, id);

-- An acknowledgement is of a day, never of a minute: nobody is timed (product.md, rule 7).
create table notice_acknowledgement (
  notice_id bigint not null references notice (id),
  person_id bigint not null references person (id),
  organisation_id bigint not null,
  -- 'link': by the person; 'told': a class teacher says that the person was told on paper or by word
  means text not null check (means in ('link', 'told')),
  acknowledged_on date not null,
  primary key (notice_id, person_id)
);
create table notice_acknowledgement_count (
  notice_id bigint not null,
  organisation_id bigint not null,
  n bigint not null,
  primary key (notice_id, organisation_id)
);
create table notice_acknowledgement_delta (
  id bigint generated always as identity primary key,
  notice_id bigint not null,
  organisation_id bigint not null,
  n integer not null
);
create index notice_acknowledgement_delta_notice on notice_acknowledgement_delta (notice_id);

-- At most one reminder a day.
create table notice_reminder (
  notice_id bigint not null references notice (id),
  sent_on date not null,
  account_id bigint not null references account (id),
  message_id bigint not null references message (id),
  primary key (notice_id, sent_on)
);

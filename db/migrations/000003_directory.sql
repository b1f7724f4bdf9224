-- Directory: the organisation tree, people, memberships, guardianships, contact points, school years and terms.
-- `ends_on` of a membership or guardianship is the first day on which it no longer holds (as in OneRoster): what is
-- ended today has no force from today on. `ends_on` of a school year or term is its last day.
-- Names are compared byte by byte (collation C): prefixes and keys of paging then share one index on every server.

create table organisation (
  id bigint generated always as identity primary key,
  district_id smallint not null default 1,
  parent_id bigint references organisation (id),
  -- ids from the root down, such as 1.7.31; a subtree is `path <@ '1.7'`
  path ltree not null unique,
  kind text not null check (kind in ('district', 'school', 'grade', 'class', 'department')),
  name text not null check (length(name) between 1 and 200),
  name_pinyin text collate "C" not null default '',
  name_initials text collate "C" not null default '',
  identifier text,
  source_id text unique,
  ended_on date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((kind = 'district') = (parent_id is null))
);
create index organisation_path on organisation using gist (path);
create index organisation_parent on organisation (parent_id);
create index organisation_kind on organisation (kind, id);
create index organisation_name on organisation using gin (name gin_trgm_ops);

create table academic_session (
  id bigint generated always as identity primary key,
  parent_id bigint references academic_session (id),
  kind text not null check (kind in ('school_year', 'term')),
  name text not null,
  starts_on date not null,
  ends_on date not null,
  source_id text unique,
  check (ends_on >= starts_on)
);

create table person (
  id bigint generated always as identity primary key,
  district_id smallint not null default 1,
  source_id text unique,
  family_name text not null default '',
  given_name text collate "C" not null default '',
  full_name text collate "C" not null check (length(full_name) between 1 and 200),
  -- lower-case letters only: 王芳 is wangfang and wf (features/directory/names.ts)
  name_pinyin text collate "C" not null default '',
  name_initials text collate "C" not null default '',
  -- BCP 47; null: nobody has said
  language text check (language in ('zh-CN', 'en', 'bo', 'qxs')),
  -- Part of every personal link's signature: raising it ends all links sent so far.
  link_epoch integer not null default 0,
  -- active; left: no longer of the district; deceased: everything stops and nothing is sent about it
  state text not null default 'active' check (state in ('active', 'left', 'deceased')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index person_full_name on person (full_name, id);
create index person_given_name on person (given_name, id);
create index person_pinyin on person (name_pinyin, id);
create index person_initials on person (name_initials, id);
-- Answers "is this person active?" for a range of ids without touching the table.
create index person_active on person (id) include (district_id) where state = 'active';

create table membership (
  id bigint generated always as identity primary key,
  person_id bigint not null references person (id),
  organisation_id bigint not null references organisation (id),
  position text not null check (position in ('pupil', 'teacher', 'class_teacher', 'head', 'staff')),
  starts_on date not null,
  ends_on date,
  source_id text unique,
  check (ends_on is null or ends_on >= starts_on)
);
-- Both ways, and with all that an audience needs: expanding a message reads these indexes only.
create index membership_person on membership (person_id, position) include (organisation_id, starts_on, ends_on);
create index membership_organisation on membership (organisation_id, position, person_id) include (starts_on, ends_on);

-- Says who may receive and who may act for a pupil, from when to when, without a reason (product.md).
create table guardianship (
  id bigint generated always as identity primary key,
  guardian_id bigint not null references person (id),
  pupil_id bigint not null references person (id),
  may_receive boolean not null default true,
  may_act boolean not null default true,
  starts_on date not null,
  ends_on date,
  check (guardian_id <> pupil_id),
  check (ends_on is null or ends_on >= starts_on)
);
create unique index guardianship_pair on guardianship (guardian_id, pupil_id) where ends_on is null;
create index guardianship_pupil on guardianship (pupil_id) include (guardian_id, may_receive, starts_on, ends_on);
create index guardianship_guardian on guardianship (guardian_id) include (pupil_id, may_receive, starts_on, ends_on);

create table contact_point (
  id bigint generated always as identity primary key,
  person_id bigint not null references person (id),
  kind text not null check (kind in ('email', 'sms')),
  address text not null check (length(address) between 3 and 254),
  -- lower is tried first
  rank smallint not null default 0,
  verified_at timestamptz,
  bounced_at timestamptz,
  bounce_reason text,
  opted_out_at timestamptz,
  -- where it came from: the roster's own points follow the roster, a person's own stay
  origin text not null default 'roster' check (origin in ('roster', 'desk', 'person')),
  created_at timestamptz not null default now(),
  unique (person_id, kind, address)
);
create index contact_point_address on contact_point (kind, address);
-- Usable ones in the order in which they are tried: by rank, email before sms.
create index contact_point_usable on contact_point (person_id, rank, kind, id)
  where bounced_at is null and opted_out_at is null;

-- Figures for the pages of whole schools and districts: people by organisation, without its subtree, as counted at
-- `counted_at` (counting a million people takes seconds). A school's sum is exact: guardians of two classes of one
-- school are counted once, at the class of lowest id; guardians of two schools once at each.
create table organisation_count (
  organisation_id bigint primary key references organisation (id),
  pupils integer not null,
  guardians integer not null,
  -- of these: without any usable contact point
  guardians_unreachable integer not null,
  staff integer not null,
  counted_at timestamptz not null
);

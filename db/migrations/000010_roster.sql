-- Roster: imports of OneRoster files. What a file says is staged in unlogged tables, compared, shown, applied or
-- discarded. There is one staging area: an import holds it by an advisory lock while it works, and by its state
-- 'ready' while it waits for a decision. Emptying it by TRUNCATE takes milliseconds and leaves no dead rows.

create table roster_import (
  id bigint generated always as identity primary key,
  -- staging: being read and compared · ready: waits for a decision · applying · applied · refused: the file has
  -- mistakes · discarded · failed: interrupted
  state text not null check (state in ('staging', 'ready', 'applying', 'applied', 'refused', 'discarded', 'failed')),
  -- null: on the console. The names as they were then: history is not rewritten when somebody marries.
  account_id bigint,
  account_name text,
  decided_by bigint,
  decided_by_name text,
  file_name text not null default '',
  started_at timestamptz not null,
  staged_at timestamptz,
  finished_at timestamptz,
  -- bulk, delta or absent, by file
  modes jsonb not null default '{}',
  progress jsonb not null default '{}',
  -- by kind: added, changed, left, same, base
  counts jsonb not null default '{}',
  notes jsonb not null default '[]',
  problems integer not null default 0,
  -- why it was discarded or failed: a key of the feature's words
  reason text
);
create index roster_import_open on roster_import (state) where state in ('staging', 'ready', 'applying');

-- Classes of kind "scheduled" become no organisations; their ids are kept so that a delta's enrolments can be told
-- from dangling ones.
create table roster_scheduled_class (source_id text primary key);

-- Who ended it. An import ends and reopens only what an import ended: what the desk ended stays ended.
alter table membership add column ended_by text check (ended_by in ('roster', 'desk'));
alter table guardianship add column ended_by text check (ended_by in ('roster', 'desk'));
-- The roster's own guardianships follow the roster; those that the desk made stay.
alter table guardianship add column origin text not null default 'desk' check (origin in ('roster', 'desk'));

-- The rows of the files, as staged. `line` is the line in the file, 1 is the heading.
create unlogged table roster_organisation (
  file text not null, line integer not null, source_id text not null, deleted boolean not null, kind text not null,
  name text not null, name_pinyin text not null, name_initials text not null, identifier text,
  parent_source_id text not null
);
create unlogged table roster_session (
  line integer not null, source_id text not null, deleted boolean not null, kind text, name text not null,
  starts_on date, ends_on date, parent_source_id text not null
);
create unlogged table roster_course (line integer not null, source_id text not null, deleted boolean not null);
create unlogged table roster_class (
  line integer not null, source_id text not null, deleted boolean not null, homeroom boolean not null,
  school_source_id text not null, course_source_id text not null, term_source_ids text[] not null
);
create unlogged table roster_person (
  line integer not null, source_id text not null, deleted boolean not null, family_name text not null,
  given_name text not null, full_name text not null, name_pinyin text not null, name_initials text not null,
  language text, organisation_source_id text not null
);
create unlogged table roster_contact (
  line integer not null, person_source_id text not null, kind text not null, address text not null, rank smallint not null
);
create unlogged table roster_agent (line integer not null, person_source_id text not null, agent_source_id text not null);
-- roles.csv and enrollments.csv; position is null where a row makes no membership (guardians)
create unlogged table roster_role (
  line integer not null, source_id text not null, deleted boolean not null, person_source_id text not null,
  position text, organisation_source_id text not null, profile_source_id text not null, starts_on date, ends_on date
);
create unlogged table roster_enrollment (
  line integer not null, source_id text not null, deleted boolean not null, person_source_id text not null,
  position text, class_source_id text not null, school_source_id text not null, starts_on date, ends_on date
);
create unlogged table roster_profile (
  line integer not null, source_id text not null, deleted boolean not null, person_source_id text not null
);
-- What the file wants, worked out of the rows above.
create unlogged table roster_wanted_membership (
  source_id text not null, person_source_id text not null, organisation_source_id text not null,
  position text not null, starts_on date, ends_on date
);
create unlogged table roster_wanted_guardianship (guardian_source_id text not null, pupil_source_id text not null);
create unlogged table roster_departed (person_id bigint not null);
-- The dead, and those whom the desk marked as left: an import leaves them alone.
create unlogged table roster_held (source_id text not null);

-- Mistakes and remarks: file, line, column, and the key of the words. `context` never holds a personal value.
create unlogged table roster_problem (
  id bigint generated always as identity primary key,
  file text not null, line integer, column_name text, key text not null, context jsonb not null default '{}'
);

-- The difference, kind by kind. Listed by id.
create unlogged table roster_plan_organisation (
  id bigint generated always as identity primary key, action text not null, organisation_id bigint,
  source_id text not null, kind text not null, name text not null, name_pinyin text not null,
  name_initials text not null, identifier text, parent_source_id text not null
);
create unlogged table roster_plan_person (
  id bigint generated always as identity primary key, action text not null, person_id bigint, source_id text not null
);
create unlogged table roster_plan_membership (
  id bigint generated always as identity primary key, action text not null, membership_id bigint,
  source_id text, person_source_id text not null, organisation_source_id text not null, position text not null,
  starts_on date, ends_on date, replaces boolean not null default false
);
create unlogged table roster_plan_guardianship (
  id bigint generated always as identity primary key, action text not null, guardianship_id bigint,
  guardian_source_id text not null, pupil_source_id text not null
);
create unlogged table roster_plan_contact (
  id bigint generated always as identity primary key, action text not null, contact_point_id bigint,
  person_source_id text not null, kind text not null, address text not null, rank smallint not null
);
create unlogged table roster_plan_term (
  id bigint generated always as identity primary key, action text not null, session_id bigint,
  source_id text not null, kind text not null, name text not null, starts_on date not null, ends_on date not null,
  parent_source_id text not null
);
-- For the names on a page of the preview; every other question is asked of all rows at once.
create index roster_person_source on roster_person (source_id);
create index roster_plan_person_action on roster_plan_person (action, id) where action <> 'added';
create index roster_plan_membership_action on roster_plan_membership (action, id) where action <> 'added';
create index roster_plan_guardianship_action on roster_plan_guardianship (action, id) where action <> 'added';
create index roster_plan_contact_action on roster_plan_contact (action, id) where action <> 'added';

-- The application's role owns nothing: emptying and measuring tables goes through these two.
create function roster_clear_rows() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  truncate public.roster_organisation, public.roster_session, public.roster_course, public.roster_class,
    public.roster_person, public.roster_contact, public.roster_agent, public.roster_role, public.roster_enrollment,
    public.roster_profile, public.roster_wanted_membership, public.roster_wanted_guardianship, public.roster_departed,
    public.roster_held;
end $$;

create function roster_clear_plan() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  truncate public.roster_wanted_membership, public.roster_wanted_guardianship, public.roster_departed,
    public.roster_held, public.roster_plan_organisation, public.roster_plan_person, public.roster_plan_membership,
    public.roster_plan_guardianship, public.roster_plan_contact, public.roster_plan_term;
end $$;

create function roster_clear_problems() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  truncate public.roster_problem;
end $$;

-- Plans over a million fresh rows are hopeless without statistics, and autovacuum comes minutes too late.
create function roster_analyze(part text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  case part
    when 'rows' then
      analyze public.roster_organisation, public.roster_session, public.roster_class, public.roster_person,
        public.roster_contact, public.roster_agent, public.roster_role, public.roster_enrollment, public.roster_profile;
    when 'wanted' then
      analyze public.roster_wanted_membership, public.roster_wanted_guardianship, public.roster_departed,
    public.roster_held;
    when 'plan' then
      analyze public.roster_plan_organisation, public.roster_plan_person, public.roster_plan_membership,
        public.roster_plan_guardianship, public.roster_plan_contact;
    when 'people' then
      analyze public.organisation, public.person;
    when 'directory' then
      analyze public.organisation, public.person, public.membership, public.guardianship, public.contact_point;
  end case;
end $$;

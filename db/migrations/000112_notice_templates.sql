-- Templates of notices: of an office, used by it and by all below it. An audience is roles only; whose guardians they are
-- follows from the office that uses it.
create table notice_template (
  id bigint generated always as identity primary key,
  district_id smallint not null default 1,
  organisation_id bigint not null references organisation (id),
  name text not null,
  kind text not null,
  is_public boolean not null default false,
  main_language text not null check (main_language in ('zh-CN', 'en', 'bo', 'qxs')),
  request text not null default 'none' check (request in ('none', 'acknowledge', 'slip')),
  -- until the deadline, from the day on which it is used
  deadline_days smallint check (deadline_days between 0 and 180),
  roles text[] not null default '{}' check (roles <@ array['guardians', 'pupils', 'teachers', 'heads']),
  slip jsonb,
  revision integer not null default 1,
  made_by bigint not null references account (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  retired_at timestamptz,
  check ((request = 'none') = (deadline_days is null)),
  check (request <> 'slip' or slip is not null)
);
create index notice_template_organisation on notice_template (organisation_id, id);

create table notice_template_text (
  template_id bigint not null references notice_template (id),
  language text not null check (language in ('zh-CN', 'en', 'bo', 'qxs')),
  title text not null,
  body text not null,
  primary key (template_id, language)
);

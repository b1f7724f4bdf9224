-- Emergencies: plans, incidents, tasks, log, public updates, what schools are open, what is learnt.

-- Versions of the plan of each kind. Content: who declares, tasks, first words (src/features/incidents/model/plan.ts).
create table incident_plan_version (
  kind text not null check (kind in ('flood', 'landslide', 'earthquake', 'storm', 'fire', 'epidemic', 'food', 'utilities',
    'building', 'transport', 'attack', 'missing', 'cyber', 'network')),
  version integer not null,
  content jsonb not null,
  holds_from date not null,
  review_on date not null,
  account_id bigint not null references account (id),
  at timestamptz not null,
  primary key (kind, version)
);

create table incident (
  id bigint generated always as identity primary key,
  -- for which office it was declared: its officers lead
  organisation_id bigint not null references organisation (id),
  -- an event that endangers people, buildings or systems; a closed list
  kind text not null check (kind in ('flood', 'landslide', 'earthquake', 'storm', 'fire', 'epidemic', 'food', 'utilities',
    'building', 'transport', 'attack', 'missing', 'cyber', 'network')),
  level smallint not null check (level between 1 and 4),
  exercise boolean not null,
  state text not null default 'running' check (state in ('running', 'over', 'mistaken')),
  place text not null default '',
  plan_version integer not null,
  -- the plan as it was when it was declared
  plan jsonb not null,
  -- null: declared from the command line while the database was away
  declared_by bigint references account (id),
  declared_at timestamptz not null,
  closed_by bigint references account (id),
  closed_at timestamptz,
  next_update_at timestamptz,
  review_state text not null default 'none' check (review_state in ('none', 'writing', 'finished')),
  went_well text not null default '',
  course text not null default '',
  revision integer not null default 1,
  check ((state = 'running') = (closed_at is null))
);
create index incident_running on incident (id) where state = 'running';

create table incident_affected (
  incident_id bigint not null references incident (id) on delete cascade,
  organisation_id bigint not null references organisation (id),
  primary key (incident_id, organisation_id)
);

create table incident_task (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident (id) on delete cascade,
  organisation_id bigint not null references organisation (id),
  post text not null,
  texts jsonb not null,
  from_plan boolean not null,
  made_at timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'taken', 'done', 'dropped')),
  taken_by bigint references account (id),
  done_at timestamptz,
  escalated_at timestamptz
);
create index incident_task_incident on incident_task (incident_id, due_at);
create index incident_task_late on incident_task (due_at) where state in ('waiting', 'taken') and escalated_at is null;

-- The internal log: rows are added and never changed.
create table incident_entry (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident (id) on delete cascade,
  sort text not null,
  at timestamptz not null,
  account_id bigint references account (id),
  text text not null default '',
  detail jsonb not null default '{}'
);
create index incident_entry_incident on incident_entry (incident_id, id);

-- What the public is told: rows are added and never changed; a wrong one is followed by a right one.
create table incident_update (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident (id) on delete cascade,
  at timestamptz not null,
  level smallint not null check (level between 1 and 4),
  texts jsonb not null,
  next_update_at timestamptz,
  account_id bigint references account (id),
  -- written from the command line while the database was away; merged once
  offline_id uuid unique
);
create index incident_update_incident on incident_update (incident_id, id);

create table incident_school (
  incident_id bigint not null references incident (id) on delete cascade,
  organisation_id bigint not null references organisation (id),
  state text not null default 'unknown' check (state in ('unknown', 'open', 'closed', 'remote')),
  at timestamptz not null,
  primary key (incident_id, organisation_id)
);

-- What is to be changed after an incident or an exercise, followed until it is done.
create table incident_lesson (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident (id) on delete cascade,
  organisation_id bigint not null references organisation (id),
  text text not null,
  owner_id bigint references account (id),
  due_on date not null,
  made_by bigint not null references account (id),
  made_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'dropped')),
  outcome text not null default '',
  done_by bigint references account (id),
  done_at timestamptz
);
create index incident_lesson_waiting on incident_lesson (due_on) where state = 'waiting';

-- One row: raised with each change that the public page shows; whoever holds a folder of the page compares.
create table status_page (
  id smallint primary key default 1 check (id = 1),
  revision bigint not null default 1
);
insert into status_page default values;

-- The new school year: a school's classes go up by a grade in one step, and it can be taken back as one.

create table year_step (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  account_id bigint not null,
  -- The day on which the leaving classes ended.
  day date not null,
  done_at timestamptz not null,
  undone_at timestamptz
);
create index year_step_organisation on year_step (organisation_id, id);

-- What became of each class. A class that leaves keeps its name and place and is closed.
create table year_step_class (
  step_id bigint not null references year_step (id),
  class_id bigint not null references organisation (id),
  leaves boolean not null,
  old_name text not null,
  new_name text not null,
  old_parent_id bigint not null references organisation (id),
  new_parent_id bigint not null references organisation (id),
  primary key (step_id, class_id)
);

-- Memberships that ended with a step, so that exactly these hold again when it is taken back.
alter table membership add column ended_by_step bigint references year_step (id);
create index membership_ended_by_step on membership (ended_by_step) where ended_by_step is not null;

-- Roll calls of an incident or exercise (product rule 4): one question, the latest answer only, no place, no time of an
-- answer. What is personal goes in the transaction that closes the roll call; the totals stay.

create table roll_call (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident (id) on delete cascade,
  begun_by bigint references account (id),
  begun_at timestamptz not null,
  -- a job closes it then at the latest
  ends_at timestamptz not null,
  closed_at timestamptz,
  -- null: by the clock
  closed_by bigint references account (id),
  -- by class: asked, safe, help, absent; here, so that its tombstone brings them back after a restore
  totals jsonb,
  check (ends_at > begun_at and ends_at <= begun_at + interval '72 hours'),
  check ((closed_at is null) = (totals is null))
);
create unique index roll_call_open on roll_call (incident_id) where closed_at is null;
create index roll_call_incident on roll_call (incident_id, id);
create index roll_call_begun on roll_call (begun_at);

create trigger keep_tombstone after update of closed_at on roll_call for each row
  when (old.closed_at is distinct from new.closed_at)
  execute function keep_tombstone('id', 'closed_at', 'closed_by', 'totals');

-- The classes that are called, as they were when it was opened.
create table roll_call_class (
  roll_call_id bigint not null references roll_call (id) on delete cascade,
  organisation_id bigint not null references organisation (id),
  primary key (roll_call_id, organisation_id)
);
create index roll_call_class_organisation on roll_call_class (organisation_id);

create table roll_call_answer (
  roll_call_id bigint not null references roll_call (id) on delete cascade,
  pupil_id bigint not null references person (id),
  answer text not null check (answer in ('safe', 'help', 'absent')),
  -- for the incident's staff only, with a call for help only
  text text not null default '' check (length(text) <= 200 and (text = '' or answer = 'help')),
  primary key (roll_call_id, pupil_id)
);
create index roll_call_answer_pupil on roll_call_answer (pupil_id);

-- Who is named to phone those who have not answered, and for which place.
create table roll_call_caller (
  roll_call_id bigint not null references roll_call (id) on delete cascade,
  account_id bigint not null references account (id),
  organisation_id bigint not null references organisation (id),
  primary key (roll_call_id, account_id, organisation_id)
);

alter table message drop constraint message_purpose_check;
alter table message add constraint message_purpose_check
  check (purpose in ('notice', 'reminder', 'correction', 'alert', 'roll_call', 'roll_call_staff'));

-- Questions of the public during an incident: without name, address or device, of a day; answered once, publicly.

-- The same thing asked by several: answered once.
create table incident_matter (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident (id) on delete cascade,
  -- the question in the office's words, by language
  question jsonb not null,
  made_at timestamptz not null
);
create index incident_matter_incident on incident_matter (incident_id, id);

-- An answer is not changed: a correction is the next one, and the public sees that it was corrected.
create table incident_answer (
  matter_id bigint not null references incident_matter (id) on delete cascade,
  version smallint not null,
  texts jsonb not null,
  account_id bigint references account (id),
  at timestamptz not null,
  primary key (matter_id, version)
);

-- What was received. The row stays as long as the incident, so that the counts stay true; the words go before.
create table incident_question (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident (id) on delete cascade,
  asked_on date not null,
  text text check (length(text) <= 500),
  state text not null default 'waiting' check (state in ('waiting', 'answered', 'declined', 'ended')),
  matter_id bigint references incident_matter (id),
  reason text check (reason in ('other_matter', 'personal', 'other_authority', 'no_question', 'offensive')),
  check ((state = 'answered') = (matter_id is not null)),
  check ((state = 'declined') = (reason is not null))
);
create index incident_question_waiting on incident_question (incident_id, id) where state = 'waiting';
create index incident_question_incident on incident_question (incident_id, state);
create index incident_question_kept on incident_question (incident_id) where text is not null;

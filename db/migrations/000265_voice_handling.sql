-- Handling cases at the desk (src/features/voice/handling). Days only, as everywhere in the voice.
alter table voice_case
  -- when the present office got it: until when it may give it back
  add column assigned_on date,
  -- until when the person may ask for a review; none: there is no further round
  add column ask_until date;
create index voice_case_answered on voice_case (ask_until) where state = 'answered';

-- Asked before somebody opens a case that complains: do you know the matter or the people? Who says yes is out. Who is
-- named as the accused is out by a row of the same kind, so that nothing here tells why.
create table voice_conflict (
  case_id uuid not null references voice_case (id) on delete cascade,
  account_id bigint not null references account (id),
  day date not null,
  out boolean not null,
  primary key (case_id, account_id)
);

-- What one person has written and a second one has still to look at: one of a sort at a time.
create table voice_proposal (
  case_id uuid not null references voice_case (id) on delete cascade,
  sort text not null check (sort in ('answer', 'extension', 'redaction')),
  revision smallint not null default 1,
  day date not null,
  -- everybody who had a hand in it: none of them is the second person
  writers bigint[] not null check (cardinality(writers) > 0),
  text text not null check (length(text) <= 20000),
  -- of an extension: the new day; of a redaction: which text (0 the case, else the message) and why
  due_on date,
  message smallint,
  ground text check (ground in ('threat', 'private_data')),
  primary key (case_id, sort),
  check ((sort = 'extension') = (due_on is not null)),
  check ((sort = 'redaction') = (message is not null)),
  check ((sort = 'redaction') = (ground is not null))
);

-- Approved answers. A corrected one stays, with the new one beside it.
create table voice_answer (
  case_id uuid not null references voice_case (id) on delete cascade,
  n smallint not null,
  round smallint not null,
  day date not null,
  writers bigint[] not null,
  approver_id bigint not null references account (id),
  text text not null check (length(text) <= 20000),
  -- it corrects the one before
  corrects smallint,
  primary key (case_id, n),
  check (not approver_id = any (writers))
);

-- That something was blacked out, for the public count; what it was is nowhere.
create table voice_redaction (
  case_id uuid not null references voice_case (id) on delete cascade,
  n smallint not null,
  day date not null,
  ground text not null check (ground in ('threat', 'private_data')),
  primary key (case_id, n)
);

-- What handlers say to each other about the matter.
create table voice_memo (
  case_id uuid not null references voice_case (id) on delete cascade,
  n smallint not null,
  day date not null,
  account_id bigint not null references account (id),
  text text not null check (length(text) between 1 and 4000),
  primary key (case_id, n)
);

create table voice_task (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references voice_case (id) on delete cascade,
  text text not null check (length(text) between 1 and 300),
  due_on date not null,
  account_id bigint not null references account (id),
  done_on date
);
create index voice_task_case on voice_task (case_id);
create index voice_task_open on voice_task (account_id, due_on) where done_on is null;

-- Whom it complains of. By case alone: no index and no query leads from a person to cases.
create table voice_accused (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references voice_case (id) on delete cascade,
  -- gone at once when it was unfounded
  name text check (length(name) between 1 and 60),
  position text check (length(position) <= 100),
  account_id bigint references account (id),
  statement text check (length(statement) <= 20000),
  heard_on date,
  outcome text check (outcome in ('founded', 'unfounded')),
  decided_on date,
  check (outcome is distinct from 'unfounded' or (name is null and position is null and account_id is null and statement is null)),
  check (name is not null or outcome = 'unfounded'),
  check ((outcome is null) = (decided_on is null)),
  check ((statement is null) or heard_on is not null)
);
create index voice_accused_case on voice_accused (case_id);

-- Texts that offices use again, with places to fill in ({number}, {office}, {due}).
create table voice_template (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 80),
  language text not null check (language in ('zh-CN', 'en')),
  text text not null check (length(text) between 1 and 4000),
  ended_on date
);

-- Acts of staff until the daily run has entered them into the audit, shuffled: a day, no time.
create table voice_act (
  id uuid primary key default gen_random_uuid(),
  day date not null,
  account_id bigint not null references account (id),
  act text not null check (act ~ '^voice\.[a-z_]{2,30}$'),
  number text not null,
  office_id bigint references organisation (id)
);
-- That somebody opened a case stands once a day.
create unique index voice_act_opened on voice_act (day, account_id, number) where act = 'voice.open_case';

-- The public voice. No column here holds a time: days only, so that no row says when somebody wrote (product rule 6).
-- Ids are random, and the rows of a day are written anew in random order each night (docs/decisions/0044).

-- Periods of law as data. A version is never changed: a case goes on by the one it began with.
create table voice_clock (
  code text not null check (code ~ '^[a-z][a-z_]{1,30}$'),
  version smallint not null check (version > 0),
  titles jsonb not null,
  -- features/voice/model/clock.ts
  rules jsonb not null,
  since date not null,
  primary key (code, version)
);

create table voice_category (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{1,40}$'),
  kind text not null check (kind in ('question', 'suggestion', 'complaint', 'grievance', 'hazard', 'misconduct')),
  titles jsonb not null,
  clock text not null,
  -- about a thing in the world: it has a place, and may leave by Open311
  place boolean not null default false,
  -- who is competent, where that is always the same office
  office_id bigint references organisation (id),
  position smallint not null default 0,
  ended_on date
);

create table voice_case (
  id uuid primary key default gen_random_uuid(),
  -- what people call it by: random, no count and no order
  number text not null unique check (number ~ '^[0-9A-HJKMNP-TV-Z]{8}$'),
  kind text not null check (kind in ('question', 'suggestion', 'complaint', 'grievance', 'hazard', 'misconduct')),
  category text not null references voice_category (code),
  way text not null check (way in ('anonymous', 'sealed')),
  via text not null check (via in ('page', 'open311')),
  language text not null check (language in ('zh-CN', 'en')),
  -- what it is about
  organisation_id bigint references organisation (id),
  text text check (length(text) <= 20000),
  -- where the thing is, never where the writer is
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  address text check (length(address) <= 200),
  -- the person's wish; a name given here is a consent for this text alone
  may_publish boolean not null,
  printed_name text check (length(printed_name) <= 60),
  -- HMAC of the receipt code under a key that is in no database and no backup
  receipt bytea not null unique check (length(receipt) = 32),
  received_on date not null,
  clock text not null,
  clock_version smallint not null,
  state text not null default 'received'
    check (state in ('received', 'accepted', 'answered', 'closed', 'declined', 'passed_on', 'merged', 'withdrawn')),
  -- who handles it; none until it is assigned
  office_id bigint references organisation (id),
  -- 0 the first handling, then review (复查), re-review (复核)
  round smallint not null default 0 check (round between 0 and 2),
  accepted_on date,
  answered_on date,
  closed_on date,
  -- the clock that runs now
  due_on date,
  due_provisional boolean not null default false,
  extended boolean not null default false,
  merged_into uuid references voice_case (id),
  -- what the person says of the answer
  settled boolean,
  rating smallint check (rating between 1 and 5),
  foreign key (clock, clock_version) references voice_clock (code, version),
  check ((latitude is null) = (longitude is null)),
  check (printed_name is null or may_publish),
  check ((state = 'merged') = (merged_into is not null))
);
create index voice_case_office on voice_case (office_id, due_on, id) where state in ('received', 'accepted', 'answered');
create index voice_case_unassigned on voice_case (due_on, id) where office_id is null and state = 'received';
create index voice_case_due on voice_case (due_on, id) where state in ('received', 'accepted');
create index voice_case_merged on voice_case (merged_into) where merged_into is not null;
create index voice_case_received on voice_case (received_on);

-- What was done, as the person sees it too. Acts of staff; those of the person have no account.
create table voice_step (
  case_id uuid not null references voice_case (id) on delete cascade,
  n smallint not null,
  day date not null,
  act text not null check (act ~ '^[a-z_]{2,30}$'),
  round smallint not null default 0,
  office_id bigint references organisation (id),
  account_id bigint references account (id),
  -- the statutory reason (model/reasons.ts) and what was said with it
  reason text,
  text text,
  primary key (case_id, n)
);

-- Questions of the office and what the person answers.
create table voice_message (
  case_id uuid not null references voice_case (id) on delete cascade,
  n smallint not null,
  day date not null,
  from_person boolean not null,
  account_id bigint references account (id),
  text text not null check (length(text) <= 20000),
  primary key (case_id, n),
  check (not from_person or account_id is null)
);

-- In the database and not in a folder: files on a disk have times.
create table voice_file (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references voice_case (id) on delete cascade,
  -- of the person's message; null: it came with the case
  message smallint,
  position smallint not null,
  media_type text not null,
  size integer not null,
  content bytea not null
);
create index voice_file_case on voice_file (case_id);

-- Keys of the ombudspersons. The private half is wrapped by a passphrase in the browser and never here in the clear.
create table voice_key (
  id uuid primary key default gen_random_uuid(),
  account_id bigint not null references account (id),
  -- the first one, or the one from outside the bureau
  seat text not null check (seat in ('first', 'outside')),
  public_key bytea not null check (length(public_key) = 32),
  -- by the passphrase (argon2id) and by the recovery kit: voice/sealed/README in the feature's README
  wrapped jsonb not null,
  made_on date not null,
  ended_on date
);
create unique index voice_key_now on voice_key (seat) where ended_on is null;

-- A sealed name: for each key that may open it. Padded, so that its length tells nothing.
create table voice_sealed (
  case_id uuid not null references voice_case (id) on delete cascade,
  key_id uuid not null references voice_key (id),
  sealed bytea not null check (length(sealed) between 48 and 4096),
  primary key (case_id, key_id)
);

insert into voice_clock (code, version, titles, rules, since) values
  ('petition', 1, '{"zh-CN": "信访事项", "en": "Petition"}',
   '{"source": {"zh-CN": "信访工作条例（2022年）第二十二、二十三、三十四至三十六条", "en": "Regulations on Petition Work (2022), Art. 22, 23, 34 to 36"},
     "accept": {"days": 15, "unit": "day"}, "object": {"days": 5, "unit": "working_day"},
     "answer": {"days": 60, "unit": "day", "from": "acceptance"}, "extension": {"days": 30, "unit": "day"},
     "rounds": [{"ask": {"days": 30, "unit": "day"}, "answer": {"days": 30, "unit": "day"}},
                {"ask": {"days": 30, "unit": "day"}, "answer": {"days": 30, "unit": "day"}}],
     "remind": 5}', '2026-01-01'),
  ('question', 1, '{"zh-CN": "咨询建议", "en": "Question or suggestion"}',
   '{"source": {"zh-CN": "本地承诺", "en": "Promise of the bureau"},
     "accept": {"days": 5, "unit": "working_day"}, "object": {"days": 5, "unit": "working_day"},
     "answer": {"days": 20, "unit": "working_day", "from": "receipt"}, "extension": null,
     "rounds": [{"ask": {"days": 30, "unit": "day"}, "answer": {"days": 20, "unit": "working_day"}}],
     "remind": 3}', '2026-01-01');

insert into voice_category (code, kind, titles, clock, place, position) values
  ('enrolment', 'question', '{"zh-CN": "招生入学", "en": "Admission to school"}', 'question', false, 1),
  ('teaching', 'question', '{"zh-CN": "教育教学", "en": "Teaching"}', 'question', false, 2),
  ('fees', 'question', '{"zh-CN": "收费资助", "en": "Fees and aid"}', 'question', false, 3),
  ('other_question', 'question', '{"zh-CN": "其他咨询", "en": "Another question"}', 'question', false, 9),
  ('suggestion', 'suggestion', '{"zh-CN": "意见建议", "en": "Suggestion"}', 'question', false, 1),
  ('bullying', 'complaint', '{"zh-CN": "学生欺凌", "en": "Bullying"}', 'petition', false, 1),
  ('school_life', 'complaint', '{"zh-CN": "学校管理服务", "en": "How a school is run"}', 'petition', false, 2),
  ('charges', 'complaint', '{"zh-CN": "违规收费", "en": "Improper charges"}', 'petition', false, 3),
  ('other_complaint', 'complaint', '{"zh-CN": "其他投诉", "en": "Another complaint"}', 'petition', false, 9),
  ('pay', 'grievance', '{"zh-CN": "工资待遇", "en": "Pay"}', 'petition', false, 1),
  ('pension', 'grievance', '{"zh-CN": "养老社保", "en": "Pension and insurance"}', 'petition', false, 2),
  ('contract', 'grievance', '{"zh-CN": "聘用合同", "en": "Contract"}', 'petition', false, 3),
  ('treatment', 'grievance', '{"zh-CN": "不公正对待", "en": "Unfair treatment"}', 'petition', false, 4),
  ('road', 'hazard', '{"zh-CN": "上学道路", "en": "Way to school"}', 'question', true, 1),
  ('bus_stop', 'hazard', '{"zh-CN": "校车和站点", "en": "School bus and its stops"}', 'question', true, 2),
  ('building', 'hazard', '{"zh-CN": "校舍设施", "en": "School building"}', 'question', true, 3),
  ('fire_safety', 'hazard', '{"zh-CN": "消防用电", "en": "Fire and electricity"}', 'question', true, 4),
  ('food', 'hazard', '{"zh-CN": "食堂饮水", "en": "Canteen and water"}', 'question', true, 5),
  ('other_hazard', 'hazard', '{"zh-CN": "其他隐患", "en": "Another hazard"}', 'question', true, 9),
  ('misconduct', 'misconduct', '{"zh-CN": "违纪违规", "en": "Misconduct"}', 'petition', false, 1);

-- Reply slips: a short form that goes with a notice, and the answers to it.
-- The questions are one document: it is written, copied, approved and frozen as a whole (features/notices/slips/model).

alter table notice drop constraint notice_request_check;
alter table notice add constraint notice_request_check check (request in ('none', 'acknowledge', 'slip'));

create table notice_slip (
  notice_id bigint primary key references notice (id),
  -- one answer for each child of the audience, or one of each guardian
  per text not null default 'child' check (per in ('child', 'guardian')),
  questions jsonb not null default '[]'
);

-- An answer is of a day, never of a minute. `pupil_id` is null where guardians answer for themselves.
create table notice_slip_answer (
  id bigint generated always as identity primary key,
  notice_id bigint not null references notice_slip (notice_id),
  guardian_id bigint not null references person (id),
  pupil_id bigint references person (id),
  -- 'link': by the guardian; 'told': a class teacher entered what was said or handed in on paper
  means text not null check (means in ('link', 'told')),
  -- by the number of the question
  answers jsonb not null,
  answered_on date not null,
  unique nulls not distinct (notice_id, guardian_id, pupil_id)
);
create index notice_slip_answer_pupil on notice_slip_answer (pupil_id);
create index notice_slip_answer_guardian on notice_slip_answer (guardian_id);

-- Not in stored_file: a file that a family sends is shared with nothing and goes with its answer.
create table notice_slip_file (
  id bigint generated always as identity primary key,
  answer_id bigint not null references notice_slip_answer (id) on delete cascade,
  question smallint not null,
  name text not null,
  media_type text not null,
  size integer not null,
  content bytea not null,
  unique (answer_id, question)
);

-- What people ask about their own data, and what became of it.
create table data_request (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  kind text not null check (kind in ('copy', 'erasure')),
  -- a guardian's copy with the data of the children for whom they may act
  with_children boolean not null default false,
  asked_through text not null check (asked_through in ('link', 'desk')),
  asked_on date not null,
  -- the last day for the answer, and whether the holidays up to it were known
  due_on date not null,
  due_provisional boolean not null default false,
  -- the school that checks who is asking; null: the district
  organisation_id bigint references organisation,
  -- number of the letter or form, where it came at the desk
  reference text check (length(reference) <= 200),
  state text not null default 'open' check (state in ('open', 'checked', 'done', 'declined', 'withdrawn')),
  checked_how text check (checked_how in ('document', 'known', 'call_back')),
  checked_by bigint references account,
  checked_at timestamptz,
  decided_by bigint references account,
  decided_at timestamptz,
  reason text check (length(reason) <= 500),
  -- the one-time link by which a copy is handed over
  token_hash bytea unique,
  token_expires_at timestamptz,
  check ((state = 'declined') = (reason is not null))
);
create index data_request_person on data_request (person_id);
create index data_request_open on data_request (due_on, id) where state in ('open', 'checked');

-- An erasure is proposed by one administrator and carried out by another.
create table erasure (
  id bigint generated always as identity primary key,
  person_id bigint not null references person,
  request_id bigint references data_request,
  reason text not null check (reason in ('asked', 'purpose_ended', 'unlawful')),
  -- true: an import may not bring the person back
  marked boolean not null,
  proposed_by bigint not null references account,
  proposed_at timestamptz not null,
  confirmed_by bigint references account,
  done_at timestamptz,
  ended_by bigint references account,
  ended_at timestamptz,
  -- how many records of each kind went
  counts jsonb not null default '{}',
  check (confirmed_by <> proposed_by),
  check ((done_at is null) or (ended_at is null))
);
create unique index erasure_open on erasure (person_id) where done_at is null and ended_at is null;
create index erasure_person on erasure (person_id);

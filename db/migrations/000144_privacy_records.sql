-- The district's own records about personal data: register of processing (PIPL 56), impact assessments (55), breaches (57).
create table privacy_record (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('processing', 'assessment', 'breach')),
  title text not null check (length(title) between 1 and 200),
  state text not null default 'draft' check (state in ('draft', 'approved', 'closed')),
  version integer not null default 1,
  created_by bigint not null references account,
  created_at timestamptz not null,
  approved_by bigint references account,
  approved_at timestamptz,
  closed_by bigint references account,
  closed_at timestamptz,
  found_at timestamptz,
  review_on date,
  check ((kind = 'breach') = (found_at is not null))
);
create index privacy_record_kind on privacy_record (kind, id);

-- Each saving is a version of its own: what was known when can be shown afterwards.
create table privacy_record_version (
  record_id bigint not null references privacy_record on delete cascade,
  version integer not null,
  answers jsonb not null,
  account_id bigint not null references account,
  at timestamptz not null,
  primary key (record_id, version)
);

-- What was done about a breach, and who was told when.
create table breach_step (
  id bigint generated always as identity primary key,
  record_id bigint not null references privacy_record on delete cascade,
  kind text not null check (kind in ('authority', 'persons', 'incident', 'superior', 'closing', 'other')),
  done_at timestamptz not null,
  account_id bigint not null references account,
  text text not null check (length(text) <= 1000)
);
create index breach_step_record on breach_step (record_id, done_at);

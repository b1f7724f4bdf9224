-- Document numbers in the official form (发文字号), such as 甲教〔2026〕12号: an office has one or more codes, and each code a
-- series a year.

create table number_code (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  -- 机关代字; never given to another office, also when this one no longer uses it
  code text not null unique,
  -- how the code is written in English texts, such as Jia Jiao
  latin text,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index number_code_organisation on number_code (organisation_id);

-- Every serial of a series, without a gap. Append-only: a number is never given twice.
create table notice_number (
  code_id bigint not null references number_code (id),
  year smallint not null,
  serial integer not null check (serial > 0),
  -- null: a paper that was given its number outside this service, told in given_for
  notice_id bigint references notice (id),
  given_for text,
  given_at timestamptz not null,
  given_by bigint references account (id),
  primary key (code_id, year, serial),
  check (notice_id is not null or given_for is not null)
);
create index notice_number_notice on notice_number (notice_id) where notice_id is not null;

-- Numbers that nothing bears: given to a notice that was stopped before it came out, and never went out under it.
create table notice_number_void (
  code_id bigint not null,
  year smallint not null,
  serial integer not null,
  reason text not null check (reason in ('discarded', 'changed', 'year')),
  void_at timestamptz not null,
  primary key (code_id, year, serial),
  foreign key (code_id, year, serial) references notice_number (code_id, year, serial)
);

alter table notice
  -- the series from which it gets its number at publication
  add column number_code_id bigint references number_code (id),
  -- the same number as English texts write it
  add column number_latin text;

-- Sheets: imports of workbooks and CSV files as a school office keeps them. What they say goes through the roster's
-- staging and difference; a sheet belongs to one school and touches nothing else.

-- Null: the whole district. The school's sheet of pupils or staff.
alter table roster_import add column organisation_id bigint references organisation (id);
alter table roster_import add column sheet_kind text check (sheet_kind in ('pupils', 'staff'));

-- A sheet between upload and preview, without the columns that are never taken in. Unlogged: it is gone after a crash,
-- a day, or as soon as it was applied.
create unlogged table sheet_upload (
  id bigint generated always as identity primary key,
  organisation_id bigint not null,
  account_id bigint not null,
  kind text not null check (kind in ('pupils', 'staff')),
  file_name text not null,
  content jsonb not null,
  import_id bigint,
  created_at timestamptz not null
);

-- What a school said about its headings, for the next time.
create table sheet_heading (
  organisation_id bigint not null references organisation (id),
  kind text not null check (kind in ('pupils', 'staff')),
  heading text not null check (length(heading) <= 100),
  field text not null,
  primary key (organisation_id, kind, heading)
);

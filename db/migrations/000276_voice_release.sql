-- Figures of the voice on one release grid (src/features/voice/statistics). What is released stands as it was told, and
-- nothing but what was told: withheld figures are in no row.
create table voice_release (
  -- '2026-Q1': offices and larger schools; '2026': small schools
  code text primary key check (code ~ '^20\d\d(-Q[1-4])?$'),
  from_day date not null,
  until_day date not null,
  -- how the cases stood then
  as_of date not null,
  -- features/voice/statistics/model/release.ts
  figures jsonb not null,
  check (from_day < until_day and until_day < as_of)
);

-- A case is counted in one release and never again, so that no difference of two releases is about it.
alter table voice_case add column counted_in text;
create index voice_case_uncounted on voice_case (received_on) where counted_in is null;

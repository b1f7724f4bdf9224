-- Two records of one person, merged by somebody at the desk, and taken apart again if that was a mistake.

-- Whose record goes on; set while this one is merged into it.
alter table person add column merged_into bigint references person (id);
create index person_merged_into on person (merged_into) where merged_into is not null;

create table person_merge (
  id bigint generated always as identity primary key,
  kept_id bigint not null references person (id),
  gone_id bigint not null references person (id),
  account_id bigint not null,
  done_at timestamptz not null,
  undone_at timestamptz,
  -- numbers of the rows that moved to the kept person, and of those that ended because both had the same
  moved jsonb not null,
  check (kept_id <> gone_id)
);
create index person_merge_kept on person_merge (kept_id);

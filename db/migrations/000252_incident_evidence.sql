-- Evidence of attacks on the own systems: logs, samples, pictures of screens. Never what other people wrote to each other.

-- One row an incident, so that retention can let go of its files, whose rows nobody may change or delete.
create table incident_evidence_box (
  incident_id bigint primary key references incident (id) on delete cascade,
  made_at timestamptz not null
);

-- Rows are added and never changed.
create table incident_evidence (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident_evidence_box (incident_id) on delete cascade,
  name text not null,
  -- which system, how it was taken
  about text not null,
  bytes bigint not null,
  sha256 bytea not null,
  content bytea not null,
  account_id bigint not null references account (id),
  at timestamptz not null,
  unique (incident_id, sha256)
);

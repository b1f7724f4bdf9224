-- Warnings in the Common Alerting Protocol: what was sent, and where places lie.

-- Rows are added and never changed: an alert is updated or cancelled by another that refers to it.
create table incident_alert (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident (id) on delete cascade,
  -- host of the public address and a number: what others refer to
  identifier text not null unique,
  sender text not null,
  kind text not null check (kind in ('alert', 'update', 'cancel')),
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  level smallint not null check (level between 1 and 4),
  texts jsonb not null,
  -- names and shapes as they were
  areas jsonb not null,
  -- sender,identifier,sent of those before, as they were written
  refers_to text not null default '',
  account_id bigint references account (id)
);
create index incident_alert_incident on incident_alert (incident_id, id);

-- Where an organisation lies, in WGS84: a polygon, a circle, or a code of an area.
create table incident_area (
  organisation_id bigint primary key references organisation (id),
  polygon text not null default '',
  circle text not null default '',
  code_name text not null default '',
  code text not null default '',
  changed_by bigint not null references account (id),
  changed_at timestamptz not null
);

-- Corrected in public: each published notice has versions; what stood before stays readable, and so does who answered it.

alter table notice
  add column version smallint not null default 1,
  -- when the newest version came out, and why, in words for everybody
  add column corrected_at timestamptz,
  add column correction_reason text,
  -- who gets a message about the correction
  add column correction_told text check (correction_told in ('nobody', 'acknowledged', 'everybody')),
  add column correction_message_id bigint references message (id),
  -- a draft of the next version of another notice; when it is published it is taken over there and is 'applied'.
  -- Its reason and whom it tells stand in the columns above
  add column corrects_id bigint references notice (id),
  -- the correction asks everybody to acknowledge anew
  add column correction_renews boolean not null default false;
alter table notice drop constraint notice_state_check;
alter table notice add constraint notice_state_check check (state in
  ('draft', 'in_review', 'approved', 'scheduled', 'published', 'withdrawn', 'discarded', 'applied'));
-- one open correction at a time
create unique index notice_open_correction on notice (corrects_id)
  where corrects_id is not null and state not in ('applied', 'discarded');

-- Versions that were replaced. Append-only.
create table notice_version (
  notice_id bigint not null references notice (id),
  version smallint not null,
  number text,
  request text not null,
  deadline_on date,
  main_language text not null,
  -- why this version replaced the one before
  reason text,
  out_at timestamptz not null,
  replaced_at timestamptz not null,
  primary key (notice_id, version)
);
create table notice_version_text (
  notice_id bigint not null,
  version smallint not null,
  language text not null,
  title text not null,
  body text not null,
  primary key (notice_id, version, language),
  foreign key (notice_id, version) references notice_version (notice_id, version)
);

-- A file stands in the versions from the one up to but without the other; null: up to the newest.
alter table notice_attachment
  add column from_version smallint not null default 1,
  add column until_version smallint;

-- The version that a person acknowledged. Where a correction asks anew, what was answered before goes below.
alter table notice_acknowledgement add column version smallint not null default 1;
create table notice_earlier_acknowledgement (
  notice_id bigint not null references notice (id),
  person_id bigint not null references person (id),
  version smallint not null,
  organisation_id bigint not null,
  means text not null check (means in ('link', 'told')),
  acknowledged_on date not null,
  primary key (notice_id, person_id, version)
);

alter table message drop constraint message_purpose_check;
alter table message add constraint message_purpose_check check (purpose in ('notice', 'reminder', 'correction'));
-- Raised when the contents are replaced: whoever is still queued, and who joins later, gets the corrected text.
alter table message add column contents_revision integer not null default 1;

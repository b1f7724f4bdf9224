-- A notice may have an end: from the next day on it stands in the archive only. A few stand on top for a while.
alter table notice
  add column expires_on date,
  add column pinned_until date,
  add column pinned_by bigint references account (id);
create index notice_pinned on notice (pinned_until) where pinned_until is not null;

-- Published by one person alone because it cannot wait: marked in public until a second person countersigns it.
alter table notice
  add column urgent_at timestamptz,
  add column urgent_by bigint references account (id),
  add column urgent_reason text,
  -- the second person stands in approver_id
  add column countersigned_at timestamptz,
  -- a day went by without: when it was last told to approvers and administrators
  add column escalated_at timestamptz;
alter table notice drop constraint notice_check2;
alter table notice add constraint notice_check2 check (state not in ('approved', 'scheduled', 'published', 'withdrawn')
  or (frozen_size is not null and frozen_hash is not null and (approver_id is not null or urgent_at is not null)));
alter table notice add constraint notice_countersigned check (countersigned_at is null
  or (urgent_at is not null and approver_id is not null and approver_id <> urgent_by));
create index notice_urgent on notice (urgent_at) where urgent_at is not null and countersigned_at is null;

-- The register of rules (规范性文件): which notices are rules, on what, from when until when, and what they do to others.

create table notice_rule (
  notice_id bigint primary key references notice (id),
  -- a closed list in code (features/notices/register/model)
  subject text not null,
  -- null: from the day of publication
  holds_from date,
  -- the last day; null: until it is repealed
  holds_until date,
  check (holds_until is null or holds_from is null or holds_until >= holds_from)
);
create table notice_rule_link (
  notice_id bigint not null references notice_rule (notice_id) on delete cascade,
  target_id bigint not null references notice (id),
  kind text not null check (kind in ('replaces', 'amends', 'repeals')),
  primary key (notice_id, target_id),
  check (notice_id <> target_id)
);
create index notice_rule_link_target on notice_rule_link (target_id);

-- What the register said of a version that a correction replaced. Append-only.
create table notice_version_rule (
  notice_id bigint not null,
  version smallint not null,
  rule jsonb not null,
  primary key (notice_id, version),
  foreign key (notice_id, version) references notice_version (notice_id, version)
);

-- Approval chains: who must approve what, in which order, by issuing office, kind and reach. A rule names places
-- (the office itself, its school, the bureau), never persons. A rule is never changed: another one takes its place.
create table approval_rule (
  id bigint generated always as identity primary key,
  district_id smallint not null default 1,
  -- for what this organisation and all below it issue
  organisation_id bigint not null references organisation (id),
  -- null: whatever the kind, or however far it goes
  kind text,
  reach text check (reach in ('one_class', 'one_school', 'several_schools', 'district')),
  steps text[] not null check (cardinality(steps) between 1 and 5 and steps <@ array['office', 'school', 'bureau']),
  -- days after which whoever may approve a step is reminded
  remind_after smallint not null check (remind_after between 1 and 30),
  made_by bigint not null references account (id),
  made_at timestamptz not null,
  ended_by bigint references account (id),
  ended_at timestamptz,
  check ((ended_by is null) = (ended_at is null))
);
create unique index approval_rule_in_force on approval_rule (organisation_id, coalesce(kind, ''), coalesce(reach, ''))
  where ended_at is null;

-- The chain of a notice as it was when it was sent for review.
create table notice_approval_step (
  notice_id bigint not null references notice (id),
  position smallint not null,
  -- 'any': whoever may approve for the office, from above too
  place text not null check (place in ('any', 'office', 'school', 'bureau')),
  organisation_id bigint not null references organisation (id),
  rule_id bigint references approval_rule (id),
  remind_after smallint not null,
  -- when it became this step's turn
  since timestamptz,
  approved_at timestamptz,
  account_id bigint references account (id),
  -- for whom that person stood in
  principal_id bigint references account (id),
  -- what was approved, and the number of people that were counted then
  content_hash bytea,
  people integer,
  -- the last local day on which approvers were reminded, and administrators told that nobody could or did
  reminded_on date,
  told_on date,
  primary key (notice_id, position),
  check ((approved_at is null) = (account_id is null)),
  check (approved_at is null or (since is not null and content_hash is not null and people is not null)),
  check (principal_id is null or principal_id <> account_id)
);
create index notice_approval_step_open on notice_approval_step (since) where approved_at is null and since is not null;

-- At most one such mail a day to one person, however much waits.
create table approver_reminder (
  account_id bigint not null references account (id),
  sent_on date not null,
  primary key (account_id, sent_on)
);

-- What is in review now has the chain that there was: one approval.
insert into notice_approval_step (notice_id, position, place, organisation_id, remind_after, since)
select n.id, 1, 'any', n.organisation_id, 1, n.updated_at from notice n where n.state = 'in_review';

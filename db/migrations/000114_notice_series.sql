-- Notices that belong together, in an order; a recurring series makes the next draft from a template on its day.
create table notice_series (
  id bigint generated always as identity primary key,
  district_id smallint not null default 1,
  organisation_id bigint not null references organisation (id),
  title text not null,
  made_by bigint not null references account (id),
  created_at timestamptz not null,
  -- no more notices are added, none is made by itself; its page stays
  ended_at timestamptz,
  template_id bigint references notice_template (id),
  cadence text check (cadence in ('weekly', 'monthly')),
  -- of a week: 1 is Monday; of a month: 1 to 28, so that every month has it
  on_day smallint,
  -- who gets the draft
  author_id bigint references account (id),
  next_on date,
  check ((cadence is null) = (template_id is null) and (cadence is null) = (on_day is null)
    and (cadence is null) = (author_id is null) and (cadence is null) = (next_on is null)),
  check (cadence is distinct from 'weekly' or on_day between 1 and 7),
  check (cadence is distinct from 'monthly' or on_day between 1 and 28)
);
create index notice_series_organisation on notice_series (organisation_id, id);
create index notice_series_due on notice_series (next_on) where ended_at is null and next_on is not null;

alter table notice
  add column series_id bigint references notice_series (id),
  add column series_position integer;
alter table notice add constraint notice_series_place check ((series_id is null) = (series_position is null));
create unique index notice_in_series on notice (series_id, series_position) where series_id is not null;

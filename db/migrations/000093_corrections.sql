-- What families say is wrong: proposed through the personal link, confirmed or declined by the school office.
create table correction (
  id bigint generated always as identity primary key,
  person_id bigint not null references person (id),
  kind text not null check (kind in ('email', 'sms', 'language', 'name')),
  -- emptied when it was decided: what was accepted stands in the directory
  value text not null check (length(value) <= 254),
  state text not null default 'open' check (state in ('open', 'accepted', 'declined')),
  -- why it was declined; never a judgement of a person
  reason text check (length(reason) <= 500),
  proposed_at timestamptz not null,
  decided_by bigint,
  decided_at timestamptz
);
create index correction_open on correction (id) where state = 'open';
create index correction_person on correction (person_id, id);

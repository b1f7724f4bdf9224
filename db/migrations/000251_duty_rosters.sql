-- Who is on duty when: rosters of an office, shifts with stand-ins, what one hands over, swaps, calendars by secret link.

create table duty_roster (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  name text not null,
  -- of one plan; null: of the office, whatever happens
  kind text check (kind in ('flood', 'landslide', 'earthquake', 'storm', 'fire', 'epidemic', 'food', 'utilities',
    'building', 'transport', 'attack', 'missing', 'cyber', 'network')),
  -- each day, days off only (weekends and holidays by the legal calendar), or working days only
  covers text not null check (covers in ('all', 'off', 'working')),
  -- minutes after midnight at which a shift ends and the next begins
  starts smallint[] not null check (cardinality(starts) between 1 and 4),
  state text not null default 'active' check (state in ('active', 'ended')),
  made_by bigint not null references account (id),
  made_at timestamptz not null
);
create index duty_roster_organisation on duty_roster (organisation_id);

-- Who takes turns, in this order. Neither a grant nor a position.
create table duty_member (
  roster_id bigint not null references duty_roster (id),
  account_id bigint not null references account (id),
  place smallint not null,
  primary key (roster_id, account_id)
);

create table duty_shift (
  id bigint generated always as identity primary key,
  roster_id bigint not null references duty_roster (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- null: nobody yet
  account_id bigint references account (id),
  stand_in_id bigint references account (id),
  revision integer not null default 1,
  changed_at timestamptz not null,
  unique (roster_id, starts_at),
  check (ends_at > starts_at),
  check (account_id <> stand_in_id)
);
create index duty_shift_account on duty_shift (account_id, starts_at);
create index duty_shift_stand_in on duty_shift (stand_in_id, starts_at);
create index duty_shift_ends on duty_shift (ends_at);

-- What one on duty leaves to the next: rows are added and never changed.
create table duty_handover (
  id bigint generated always as identity primary key,
  shift_id bigint not null references duty_shift (id) on delete cascade,
  account_id bigint not null references account (id),
  at timestamptz not null,
  text text not null
);
create index duty_handover_shift on duty_handover (shift_id, id);

create table duty_swap (
  id bigint generated always as identity primary key,
  shift_id bigint not null references duty_shift (id) on delete cascade,
  from_id bigint not null references account (id),
  to_id bigint not null references account (id),
  -- what the other gives in exchange; null: nothing
  other_shift_id bigint references duty_shift (id) on delete cascade,
  state text not null default 'asked' check (state in ('asked', 'agreed', 'declined', 'withdrawn')),
  asked_at timestamptz not null,
  decided_at timestamptz,
  check (from_id <> to_id)
);
create unique index duty_swap_asked on duty_swap (shift_id) where state = 'asked';
create index duty_swap_to on duty_swap (to_id) where state = 'asked';

-- A calendar of one's own shifts for a phone: the address is the secret, of which a hash is kept.
create table duty_calendar (
  account_id bigint primary key references account (id),
  token_hash bytea not null unique,
  made_at timestamptz not null
);

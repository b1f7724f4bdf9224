-- A code sent to a contact point, by which its person proves that it is theirs. Only a keyed hash of it is kept.
create table contact_code (
  contact_point_id bigint primary key references contact_point (id) on delete cascade,
  code_hash bytea not null,
  sent_at timestamptz not null,
  -- sent again within a day, and wrong answers to the last one
  sent_count smallint not null,
  first_sent_at timestamptz not null,
  attempts smallint not null default 0
);

-- One mail a day instead of one a notice, chosen for one address.
create table digest_choice (
  contact_point_id bigint primary key references contact_point (id) on delete cascade,
  chosen_on date not null
);

-- Whether a message may wait for the digest, and until when the digest must come so that it may.
alter table message
  add column may_wait boolean not null default false,
  add column wait_until timestamptz;

-- Deliveries that wait for the digest. Their rows are queued with a ready_at that never comes; this is what releases them.
create table digest_hold (
  message_id bigint not null references message (id),
  person_id bigint not null,
  contact_point_id bigint not null,
  period date not null,
  -- the digest's time; later after a failure that passes
  due_at timestamptz not null,
  -- the local day of the digest for which it was held: with the address it names the mail, however often it is tried
  digest_on date not null,
  primary key (message_id, person_id)
);
create index digest_hold_due on digest_hold (due_at);
create index digest_hold_contact on digest_hold (contact_point_id);

-- Signatures of warnings: certificates that the district has pinned for a feed, what became of each signature, and rules
-- that ask for one.

create table warning_certificate (
  id bigint generated always as identity primary key,
  feed_id bigint not null references warning_feed (id),
  pem text not null,
  -- empty for a bare public key, which has no dates either
  subject text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  not_before timestamptz,
  not_after timestamptz,
  state text not null default 'proposed' check (state in ('proposed', 'active', 'ended')),
  made_by bigint not null references account (id),
  made_at timestamptz not null,
  confirmed_by bigint references account (id),
  confirmed_at timestamptz,
  ended_by bigint references account (id),
  ended_at timestamptz,
  check (confirmed_by <> made_by),
  check (state <> 'active' or confirmed_by is not null)
);
create unique index warning_certificate_once on warning_certificate (feed_id, sha256) where state <> 'ended';

-- Messages may lie on sites that were not named, if they bear a signature that holds.
alter table warning_feed add column signed_anywhere boolean not null default false;

alter table warning_rule add column demands text not null default 'origin'
  check (demands in ('origin', 'signature', 'both'));

alter table warning add column signature text not null default 'none'
  check (signature in ('none', 'unchecked', 'verified', 'expired', 'stranger', 'changed', 'refused'));
alter table warning add column refusal text
  check (refusal in ('several', 'place', 'parts', 'method', 'reference', 'large'));
alter table warning add column certificate_id bigint references warning_certificate (id);
alter table warning add check (signature <> 'verified' or certificate_id is not null);
update warning set signature = 'unchecked' where content ->> 'signed' = 'true';

-- A forged copy that comes first must not keep the signed one out.
alter table warning drop constraint warning_feed_id_sender_identifier_sent_at_key;
create unique index warning_once on warning (feed_id, sender, identifier, sent_at, (signature = 'verified'));

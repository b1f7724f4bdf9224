-- Passkeys, and the fresh proof that dangerous acts ask for.

create table passkey (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
  public_key bytea not null,
  -- as the authenticator counts; 0 where it does not
  sign_count bigint not null,
  transports text[] not null default '{}',
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null,
  last_used_on date
);
create index passkey_account on passkey (account_id, id);

-- A challenge is signed and not stored when it is given; what is stored is that it was answered, so that it counts once.
create table passkey_answer (
  challenge_hash bytea primary key,
  at timestamptz not null
);

-- When the one who holds the session last proved who they are; null: not with means of their own here.
alter table session add column proved_at timestamptz;

-- Accounts: sign-in of staff, sessions, invitations, grants. Guardians need none.

create table account (
  id bigint generated always as identity primary key,
  -- null: made on the console (the first administrator, an operator from outside the roster)
  person_id bigint unique references person (id),
  login citext not null unique check (length(login) between 2 and 254),
  display_name text not null,
  -- Only for accounts without a person; everybody else's address is the roster's.
  email text check (length(email) between 3 and 254),
  language text check (language in ('zh-CN', 'en')),
  state text not null default 'invited' check (state in ('invited', 'active', 'disabled')),
  password_hash text,
  -- AES-256-GCM under a key outside the database
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  -- the last accepted time step: the same code is never taken twice (RFC 6238, 5.2)
  totp_last_step bigint,
  created_at timestamptz not null default now()
);

create table recovery_code (
  account_id bigint not null references account (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

create table session (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  account_id bigint not null references account (id),
  device text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_account on session (account_id);

-- One-time links: invitation, desk reset, the first administrator. (A demo's sign-in links are signed, not stored.)
create table sign_in_link (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  -- null for the first administrator, whose account is made by using the link
  account_id bigint references account (id),
  purpose text not null check (purpose in ('first_administrator', 'invitation', 'reset')),
  -- What a desk reset renews; what it does not renew is asked for when the link is used.
  reset text check (reset in ('password', 'totp', 'both')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_by bigint references account (id),
  check ((purpose = 'reset') = (reset is not null)),
  check ((purpose = 'first_administrator') = (account_id is null))
);
create index sign_in_link_account on sign_in_link (account_id, id);

-- Failed attempts, by an HMAC of login or address; swept after an hour.
create table sign_in_attempt (
  key bytea not null,
  at timestamptz not null
);
create index sign_in_attempt_key on sign_in_attempt (key, at);

create table account_grant (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  organisation_id bigint not null references organisation (id),
  role text not null check (role in ('administrator', 'editor', 'approver', 'case_handler', 'safety_officer',
    'incident_officer', 'ombudsperson', 'auditor', 'operator', 'teacher')),
  -- the membership it stands on: the grant ends with it; null only for accounts made on the console
  membership_id bigint references membership (id),
  given_by bigint references account (id),
  given_at timestamptz not null,
  -- ombudsperson and auditor: given and taken by two people (product.md)
  confirmed_by bigint references account (id),
  confirmed_at timestamptz,
  ending_proposed_by bigint references account (id),
  ended_by bigint references account (id),
  ended_at timestamptz,
  check (confirmed_by is null or confirmed_by <> given_by),
  check (ended_by is null or ending_proposed_by is null or ended_by <> ending_proposed_by)
);
create index account_display_name on account (display_name collate "zh-x-icu", id);
create index account_grant_account on account_grant (account_id) where ended_at is null;
create index account_grant_organisation on account_grant (organisation_id) where ended_at is null;
create unique index account_grant_once on account_grant (account_id, organisation_id, role) where ended_at is null;

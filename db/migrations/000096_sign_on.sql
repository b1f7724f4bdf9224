-- Single sign-on (OpenID Connect): who an account is at the identity provider, and which of its claims give which role.

create table sign_on_subject (
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  account_id bigint not null references account (id),
  linked_at timestamptz not null,
  primary key (issuer, subject),
  unique (account_id, issuer)
);

create table sign_on_role (
  id bigint generated always as identity primary key,
  claim_value text not null check (length(claim_value) between 1 and 200),
  organisation_id bigint not null references organisation (id),
  -- Never ombudsperson or auditor: these are given by two people.
  role text not null check (role in ('administrator', 'editor', 'approver', 'case_handler', 'safety_officer',
    'incident_officer', 'operator')),
  created_by bigint references account (id),
  created_at timestamptz not null,
  ended_by bigint references account (id),
  ended_at timestamptz
);
create unique index sign_on_role_once on sign_on_role (claim_value, organisation_id, role) where ended_at is null;

-- A grant by such a claim ends with it: at the next sign-in without the claim, and in any case after `holds_until`.
alter table account_grant add column sign_on_role_id bigint references sign_on_role (id);
alter table account_grant add column holds_until timestamptz;
create index account_grant_sign_on on account_grant (sign_on_role_id) where ended_at is null;

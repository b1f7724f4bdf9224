-- Consents that guardians give for children under fourteen (PIPL 28 to 31), for each purpose on its own.

create table consent_purpose (
  id bigint generated always as identity primary key,
  district_id smallint not null default 1,
  -- what is asked is always this version; what was given for an earlier one no longer counts
  version integer not null default 1,
  created_at timestamptz not null,
  -- the district no longer does this: nobody is asked, and nothing counts as given
  ended_on date
);

-- What was asked, word for word: what for, which data, why it is needed, what it means for the child to refuse.
create table consent_purpose_text (
  purpose_id bigint not null references consent_purpose (id),
  version integer not null,
  language text not null check (language in ('zh-CN', 'en')),
  name text not null check (length(name) between 1 and 100),
  data text not null check (length(data) between 1 and 1000),
  necessity text not null check (length(necessity) between 1 and 1000),
  effect text not null check (length(effect) between 1 and 1000),
  primary key (purpose_id, version, language)
);

-- What holds today, one row a guardian, child and purpose. Of a day, never of a minute.
create table consent (
  purpose_id bigint not null references consent_purpose (id),
  pupil_id bigint not null references person (id),
  guardian_id bigint not null references person (id),
  version integer not null,
  given boolean not null,
  decided_on date not null,
  primary key (purpose_id, pupil_id, guardian_id)
);
create index consent_pupil on consent (pupil_id);
create index consent_guardian on consent (guardian_id);
-- What was withdrawn stays withdrawn after a restore; what was given since is asked anew.
create trigger keep_tombstone after update of given on consent for each row
  when (old.given and not new.given)
  execute function keep_tombstone('purpose_id,pupil_id,guardian_id', 'given', 'decided_on');

-- Each decision as it was made, for the guardian who made it.
create table consent_history (
  id bigint generated always as identity primary key,
  purpose_id bigint not null,
  pupil_id bigint not null references person (id),
  guardian_id bigint not null references person (id),
  version integer not null,
  given boolean not null,
  decided_on date not null
);
create index consent_history_guardian on consent_history (guardian_id, pupil_id);

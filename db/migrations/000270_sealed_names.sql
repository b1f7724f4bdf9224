-- Keys that are given up, lost or replaced, and news that an ombudsperson passes on. Days only, as everywhere in the voice.
alter table voice_key
  -- from when nothing more is sealed to it; what lies under it is opened and sealed to the next one
  add column retired_on date,
  -- who said that passphrase and kit are gone; a second person ends it
  add column lost_by bigint references account (id),
  -- ended as lost: what only it opens stays closed
  add column lost boolean not null default false,
  add constraint voice_key_lost check (not lost or (ended_on is not null and lost_by is not null)),
  add constraint voice_key_wrapped check (wrapped ? 'passphrase' and wrapped ? 'kit');
drop index voice_key_now;
create unique index voice_key_now on voice_key (seat) where retired_on is null and ended_on is null;
create index voice_key_account on voice_key (account_id);

-- All boxes are of one length, whatever is in them: 1,024 padded bytes and the 48 of a libsodium sealed box.
alter table voice_sealed add constraint voice_sealed_length check (length(sealed) = 1072);
create index voice_sealed_key on voice_sealed (key_id, case_id);

-- That a handler asked for word to be sent, and that the ombudsperson sent it. To whom is nowhere.
create table voice_relay (
  case_id uuid primary key references voice_case (id) on delete cascade,
  asked_on date,
  asked_by bigint references account (id),
  sent_on date,
  check ((asked_on is null) = (asked_by is null)),
  check (asked_on is not null or sent_on is not null)
);

-- That a name was opened stands once a day, as that a case was opened.
drop index voice_act_opened;
create unique index voice_act_opened on voice_act (day, account_id, number, act)
  where act in ('voice.open_case', 'voice.open_name');

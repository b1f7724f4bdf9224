-- Guardians whom no channel has reached and who were told by phone: by name while the list of whom to phone stands, then their
-- number only.
create table phone_told (
  alert_id bigint not null references incident_alert_send (alert_id) on delete cascade,
  person_id bigint not null references person (id),
  -- The class, for figures by school.
  organisation_id bigint not null references organisation (id),
  primary key (alert_id, person_id)
);
create index phone_told_person on phone_told (person_id);
alter table incident_alert_send add column told integer check (told >= 0);

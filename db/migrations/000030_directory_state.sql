-- What ended because a person was marked as left or deceased can be opened again if that was a mistake.
alter table membership add column ended_with_state boolean not null default false;
alter table guardianship add column ended_with_state boolean not null default false;

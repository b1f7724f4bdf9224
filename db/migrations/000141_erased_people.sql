-- Erased people. The row stays with its number, which other rows and the audit name, and says nothing of anybody.
-- erased_mark is a keyed hash of the roster's id, of those erased on request: an import that brings the id again must not
-- bring the person back unasked. It tells nothing without the key, and a person lifts it when a school enrols somebody anew.
alter table person add column erased_on date;
alter table person add column erased_mark bytea check (length(erased_mark) = 32);
alter table person add constraint person_erased check (erased_on is null or state <> 'active');
alter table person add constraint person_mark check (erased_mark is null or erased_on is not null);
create index person_erased on person (id) where erased_on is not null;
create trigger keep_tombstone_erased after update of erased_on, erased_mark on person for each row
  when (old.erased_on is distinct from new.erased_on or old.erased_mark is distinct from new.erased_mark)
  execute function keep_tombstone('id', 'state', 'erased_on', 'erased_mark');

-- Of a member of staff the name stays until the record of what was done with the account may go; the rest goes at once.
alter table account add column erased_on date;

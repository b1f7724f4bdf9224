-- Leaving on a day, past or to come. Nobody's death is a column: who has died has left today, and nothing says why.
alter table person add column leaves_on date;
-- What `ends_on` was before the leaving, so that taking it back brings exactly that.
alter table membership add column end_before_leaving date;
alter table guardianship add column end_before_leaving date;

-- Whom the desk marked so far: a roster does not bring them back.
update person p set leaves_on = coalesce(
    (select max(m.ends_on) from membership m where m.person_id = p.id and m.ended_with_state),
    (select max(g.ends_on) from guardianship g where p.id in (g.guardian_id, g.pupil_id) and g.ended_with_state),
    p.updated_at::date)
  where p.state = 'deceased' or (p.state = 'left' and p.merged_into is null and (
    exists (select from membership m where m.person_id = p.id and m.ended_with_state)
    or exists (select from guardianship g where p.id in (g.guardian_id, g.pupil_id) and g.ended_with_state)));
update person set state = 'left' where state = 'deceased';
alter table person drop constraint person_state_check;
alter table person add constraint person_state_check check (state in ('active', 'left'));

-- Those whose day is still to come, for the job that looks for it.
create index person_leaving on person (leaves_on) where leaves_on is not null and state = 'active';
drop trigger keep_tombstone on person;
create trigger keep_tombstone after update of state, link_epoch, leaves_on on person for each row
  when (old.state <> new.state or old.link_epoch <> new.link_epoch or old.leaves_on is distinct from new.leaves_on)
  execute function keep_tombstone('id', 'state', 'link_epoch', 'leaves_on');

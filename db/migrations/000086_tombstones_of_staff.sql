-- Staff lose their grants with their membership; a restored backup must not give them back. Pupils who leave are marked on
-- the person, which has tombstones already: a school year's promotion would write hundreds of thousands here for nothing.
create trigger keep_tombstone after update of ends_on on membership for each row
  when (old.ends_on is distinct from new.ends_on and new.position <> 'pupil')
  execute function keep_tombstone('id', 'ends_on', 'ended_with_state');

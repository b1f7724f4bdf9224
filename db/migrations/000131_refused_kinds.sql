-- Kinds of notice that somebody does not want by a channel, such as 'activity:email'. Here and not in a table of its own:
-- asking for it costs nothing where nobody refuses anything, and a tombstone brings it back after a restore.
alter table person add column refused_kinds text[] not null default '{}';
create index person_refusing on person (id) where refused_kinds <> '{}';
create trigger keep_tombstone_refusals after update of refused_kinds on person for each row
  when (old.refused_kinds <> new.refused_kinds) execute function keep_tombstone('id', 'refused_kinds');

-- The key under which people may refuse the message; null: it can't be refused.
alter table message add column kind text check (kind ~ '^[a-z_]+$');

-- What gives access and was ended since a backup stays ended after a restore: passkeys, stand-ins, and the mappings of
-- single sign-on.
create trigger keep_tombstone_gone after delete on passkey for each row execute function keep_tombstone('id');
create trigger keep_tombstone after update of ended_at on stand_in for each row
  when (old.ended_at is distinct from new.ended_at) execute function keep_tombstone('id', 'ended_at', 'ended_by');
create trigger keep_tombstone after update of ended_at on sign_on_role for each row
  when (old.ended_at is distinct from new.ended_at) execute function keep_tombstone('id', 'ended_at', 'ended_by');

-- Merging two records and taking them apart is no ending: the rows that moved with it have no tombstones, and a person
-- marked as left without them would lose what the merge was to keep. After a restore both records go on by themselves; only what both had twice ended.
drop trigger keep_tombstone on person;
create trigger keep_tombstone after update of state, link_epoch on person for each row
  when ((old.state <> new.state or old.link_epoch <> new.link_epoch) and old.merged_into is not distinct from new.merged_into)
  execute function keep_tombstone('id', 'state', 'link_epoch');

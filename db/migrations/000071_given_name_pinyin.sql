-- The given name alone in letters: 王小明 is found by xiaoming. Null: not worked out yet (rows from before; the process
-- that works fills them at its start, features/directory/letters.ts); '' where there is nothing to find.
alter table person add column given_pinyin text collate "C";
create index person_given_pinyin on person (given_pinyin, id);
create index person_without_letters on person (id) where given_pinyin is null;
alter table roster_person add column given_pinyin text not null default '';

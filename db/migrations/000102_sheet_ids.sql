-- A sheet is compared with people and classes who have no id in the roster: they get one for the comparison, and keep it
-- only if the sheet is applied. Until then the ids stand here, so that they can be taken back; else the next roster of
-- the district would find them missing in its file, and end them.
create table roster_given_id (
  relation text not null check (relation in ('organisation', 'person', 'membership')),
  row_id bigint not null,
  source_id text not null,
  primary key (relation, row_id)
);

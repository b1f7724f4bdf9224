-- A school or a class passes a notice on to its own audience: a notice of its own, which carries the original's text,
-- number and issuer unchanged, with a preface.
alter table notice
  add column forwards_id bigint references notice (id),
  -- the version of the original whose text it carries
  add column forwards_version smallint,
  add column foreword text;
alter table notice add constraint notice_forward check ((forwards_id is null) = (forwards_version is null));
create index notice_forwards on notice (forwards_id) where forwards_id is not null;

-- Notices to listen to: a recording in one language each, for those who don't read. It follows the versions of its notice as
-- attachments do. `said` is what it read out: a hash of title and text as they were when it was saved, so that a later change
-- of the text shows.
create table notice_recording (
  id bigint generated always as identity primary key,
  notice_id bigint not null references notice (id),
  language text not null check (language in ('zh-CN', 'en', 'bo', 'qxs')),
  sha256 bytea not null references stored_file (sha256),
  media_type text not null check (media_type in ('audio/mpeg', 'audio/mp4', 'audio/ogg')),
  size integer not null check (size > 0),
  seconds integer not null check (seconds > 0),
  said bytea,
  from_version smallint not null default 1,
  until_version smallint
);
create unique index notice_recording_now on notice_recording (notice_id, language) where until_version is null;
create index notice_recording_versions on notice_recording (notice_id) where until_version is not null;

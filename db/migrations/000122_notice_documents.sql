-- PDF and DOCX of what is out: made once for each content and kept. The key is a hash over all that stands in the document,
-- so that a correction, another language or a new layout has one of its own.
create table notice_document (
  notice_id bigint not null references notice (id),
  format text not null check (format in ('pdf', 'docx')),
  content bytea not null check (length(content) = 32),
  version smallint not null,
  language text not null,
  sha256 bytea not null references stored_file (sha256),
  made_at timestamptz not null,
  primary key (notice_id, format, content)
);

-- What every feature stands on: PostgreSQL's own extensions and the settings that staff may change while it runs.
create extension if not exists ltree;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
create extension if not exists citext;

create table setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

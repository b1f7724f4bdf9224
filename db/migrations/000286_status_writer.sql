-- Which machine writes which folder of the public page, and until when: a lease by the database's clock. Hosts that share a
-- folder find its id in it and so the same row; a host with a folder of its own holds a lease that nobody else wants.
create table status_writer (
  folder uuid primary key,
  -- the running system (src/platform/place.ts); its processes write in turn
  machine text not null,
  host text not null,
  taken_at timestamptz not null,
  until timestamptz not null,
  -- the page that it has written last (status_page.revision)
  written bigint
);

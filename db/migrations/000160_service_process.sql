-- Every running process of the service, on whichever host: the others see by it who is away, and give the jobs of one
-- that does not come back to somebody else. Nothing of a person.
create table service_process (
  id bigint generated always as identity primary key,
  host text not null,
  -- the running system and the set of process ids in it (src/platform/place.ts)
  machine text not null,
  process_id integer not null,
  role text not null check (role in ('all', 'web', 'worker')),
  -- under which names it holds jobs of the queue
  job_pools text[] not null default '{}',
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  -- since when the others take it for away; its jobs are theirs
  lost_at timestamptz
);
create index service_process_seen on service_process (seen_at);

-- Two hosts may bear the same name: a process id says something on its own machine only.
alter table delivery_worker add column machine text not null default '';

-- What the map of /ask is drawn from: named places, roads, waters, bounds. Things that everybody sees; nobody's home, nobody's way.
create table voice_landmark (
  id bigint generated always as identity primary key,
  -- source: who drew the data, printed below the map
  kind text not null check (kind in ('place', 'line', 'area', 'source')),
  name text check (length(name) between 1 and 60),
  -- WGS84, [[latitude, longitude], …]
  points jsonb not null,
  check (name is not null or kind in ('line', 'area'))
);

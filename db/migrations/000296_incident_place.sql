-- Where an incident is: a point in WGS84 to some ten metres, and how far around it the danger reaches. Shown to the public only
-- where the officer says so, and then as a circle.
alter table incident
  add column latitude double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  add column reach_metres integer check (reach_metres between 50 and 100000),
  add column place_public boolean not null default false,
  add check ((latitude is null) = (longitude is null)),
  add check (reach_metres is null or latitude is not null),
  add check (not place_public or reach_metres is not null);

-- How the reply slip of a large notice was answered, exact as of `counted_at`: counting the answers of a whole district
-- takes seconds. Smaller ones are counted for each page.
create table slip_figure (
  notice_id bigint not null references notice (id),
  -- the paths that bound it, sorted; empty: the whole notice
  within text not null,
  -- guardianships begin and end by their dates
  counted_on date not null,
  counted_at timestamptz not null,
  asked_at timestamptz not null,
  -- wanted, answered, and by question how often each value was given: no texts, nobody's name
  tallies jsonb not null,
  primary key (notice_id, within)
);

-- Years of the legal calendar that the office has loaded; they stand before those that come with the program. Nothing of a person.
create table calendar_year (
  year smallint primary key check (year between 2000 and 2199),
  -- the name of the file, for whoever wonders where a day comes from
  source text not null check (length(source) between 1 and 200),
  loaded_by bigint not null references account,
  loaded_at timestamptz not null
);

-- Days that are not what their day of the week says: a holiday, or a weekend day that is worked.
create table calendar_day (
  year smallint not null references calendar_year on delete cascade,
  day date not null,
  name text not null check (length(name) between 1 and 60),
  off boolean not null,
  primary key (year, day),
  -- The order for a year also arranges the days before its New Year.
  check (extract(year from day) = year or (extract(year from day) = year - 1 and extract(month from day) = 12))
);

-- Requests that are open, whose last day rests on a year that was not known yet.
create index data_request_provisional on data_request (id) where due_provisional and state in ('open', 'checked');

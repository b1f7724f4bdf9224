-- Days on which the offices were told what waits: once a day, also if the run comes twice.
create table voice_day (
  day date primary key
);

-- What the directory looked like when an import was compared; null: too large to look at twice.
alter table roster_import add column directory_print text;

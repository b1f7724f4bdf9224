-- The roster service finds people, classes and enrolments by the ids of their roster, whatever the case of the letters: asked
-- for one of a million, it must not make the rows of all of them first.
create index person_source_folded on person (lower(source_id)) where source_id is not null;
create index organisation_source_folded on organisation (lower(source_id)) where source_id is not null;
create index membership_source_folded on membership (lower(source_id)) where source_id is not null;

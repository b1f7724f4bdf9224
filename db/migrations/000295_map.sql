-- The map of the district is nobody's own any more: incidents point at it too.
alter table voice_landmark rename to map_landmark;
alter table map_landmark rename constraint voice_landmark_pkey to map_landmark_pkey;
alter table map_landmark rename constraint voice_landmark_check to map_landmark_check;
alter table map_landmark rename constraint voice_landmark_kind_check to map_landmark_kind_check;
alter table map_landmark rename constraint voice_landmark_name_check to map_landmark_name_check;
alter sequence voice_landmark_id_seq rename to map_landmark_id_seq;

-- When the class teacher was told that the contact point is turned off because mail came back.
alter table contact_point add column bounce_told_at timestamptz;
create index contact_point_bounced on contact_point (bounced_at) where bounced_at is not null;

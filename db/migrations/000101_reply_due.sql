-- Told in person is reached, but it is no reply: whoever was told and has a reply to give is still asked for it.
alter table notice_acknowledgement add column reply_due boolean not null default false;
create index notice_acknowledgement_reply_due on notice_acknowledgement (notice_id) where reply_due;

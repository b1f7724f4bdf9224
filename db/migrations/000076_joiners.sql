-- People who came into a message's audience after it had gone out, and got it then.
alter table message add column joined integer not null default 0;

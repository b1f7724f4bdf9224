-- Browsers in which a person wants to be told: a contact point of that person, never of a family (docs/decisions/0050).

alter table contact_point drop constraint contact_point_kind_check;
alter table contact_point add constraint contact_point_kind_check check (kind in ('email', 'sms', 'push'));

-- Where a browser is reached. Its contact point holds a random mark in place of an address.
create table push_subscription (
  contact_point_id bigint primary key references contact_point (id) on delete cascade,
  endpoint text not null check (length(endpoint) between 10 and 1000),
  p256dh text not null,
  auth text not null,
  made_at timestamptz not null
);
create index push_subscription_made on push_subscription (made_at);

alter table channel drop constraint channel_name_check;
alter table channel add constraint channel_name_check check (name in ('email', 'sms', 'push'));
insert into channel (id, name) values (3, 'push');

-- A browser is told as long as the person's links hold. Whatever ends them (a guardianship that ends, leaving, a merge,
-- an erasure) ends this in the same statement, so that no way of ending one can forget it.
create function end_push_with_links() returns trigger language plpgsql as $$
begin
  delete from contact_point where person_id = new.id and kind = 'push';
  return null;
end $$;
create trigger end_push after update of link_epoch on person
  for each row when (old.link_epoch is distinct from new.link_epoch) execute function end_push_with_links();

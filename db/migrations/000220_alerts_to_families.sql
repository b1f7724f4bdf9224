-- Alerts to families: messages that bring a warning of an incident, ahead of everything else.

alter table message
  -- The warning that it brings. Only such a message leaves before others, in quiet hours, and to addresses that want no
  -- notices; there is no other way to ask for it, so that it can't be had without an incident.
  add column alert_id bigint references incident_alert (id) on delete set null,
  -- only by this channel, to everybody who has it; null: each person by the first that works
  add column channel smallint references channel (id),
  -- earlier messages of the same thread, the oldest first
  add column follows bigint[] not null default '{}',
  -- only to people whom one of those may have reached
  add column to_followers boolean not null default false;
alter table message drop constraint message_purpose_check;
alter table message add constraint message_purpose_check
  check (purpose in ('notice', 'reminder', 'correction', 'alert'));
alter table message add constraint message_alert_check check (purpose = 'alert'
  or (alert_id is null and channel is null and follows = '{}' and not to_followers));
create index message_alert on message (alert_id) where alert_id is not null;

-- A message brings a warning from its beginning or never, of an incident that runs (or its cancellation).
create function message_brings_alert() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'a message brings an alert from its beginning or never';
  end if;
  if not exists (select from incident_alert a join incident i on i.id = a.incident_id
      where a.id = new.alert_id and (i.state = 'running' or a.kind = 'cancel')) then
    raise exception 'an alert to families belongs to a warning of a declared incident';
  end if;
  return new;
end $$;
create trigger message_brings_alert before insert on message for each row
  when (new.purpose = 'alert' or new.alert_id is not null) execute function message_brings_alert();
create trigger message_brings_no_other_alert before update of alert_id, purpose on message for each row
  when ((new.alert_id is distinct from old.alert_id and new.alert_id is not null)
    or (new.purpose <> old.purpose and 'alert' in (new.purpose, old.purpose))) execute function message_brings_alert();

-- Whatever leaves of an exercise says so in each of its parts, whoever wrote it.
create function message_says_exercise() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare
  part text;
begin
  if exists (select from message m join incident_alert a on a.id = m.alert_id join incident i on i.id = a.incident_id
      where m.id = new.message_id and i.exercise) then
    foreach part in array array[new.subject, new.text_body, new.html_body, new.short_body] loop
      if part not like '%演练%' and part not like '%EXERCISE%' then
        raise exception 'a message of an exercise bears its label in every part';
      end if;
    end loop;
  end if;
  return new;
end $$;
create trigger message_says_exercise before insert or update on message_content for each row
  execute function message_says_exercise();

-- The pause of a channel holds ordinary traffic; alerts go on unless they are held expressly.
alter table channel add column alerts_paused_at timestamptz;
alter table channel add constraint channel_alerts_paused check (alerts_paused_at is null or paused_at is not null);
-- What a restored database holds, it holds as a whole.
update channel set alerts_paused_at = paused_at where paused_reason = 'restored';

-- One row each time a warning was sent to families: who did it, to whom, and what came of it in figures.
create table incident_alert_send (
  alert_id bigint primary key references incident_alert (id) on delete cascade,
  at timestamptz not null,
  -- null: by the clock, such as what was written while the database was away
  account_id bigint references account (id),
  roles text[] not null check (roles <> '{}' and roles <@ array['guardians', 'teachers', 'heads', 'pupils']),
  -- people of the audience when it was sent
  people integer not null,
  -- when nothing of it was queued any more; then the figures stand
  ended_at timestamptz,
  reached integer,
  -- milliseconds from the click to the hand-over to 50, 95 and 99 of a hundred; null: not reached
  ms_50 integer,
  ms_95 integer,
  ms_99 integer
);
create index incident_alert_send_open on incident_alert_send (alert_id) where ended_at is null;

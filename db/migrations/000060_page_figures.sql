-- What the staff pages of a large district read instead of counting.

-- Figures of large audiences by school, exact as of `counted_at`: counting a million people takes seconds, and the page
-- on which an audience is put together asks every few seconds. Approving and publishing count anew.
create table audience_figure (
  -- the clauses in one spelling
  audience text primary key,
  -- an audience is of a day: memberships begin and end by their dates
  counted_on date not null,
  counted_at timestamptz not null,
  asked_at timestamptz not null,
  schools jsonb not null
);

-- The auditors' list by act and by day: each in the order of ids or times, however long the log has grown.
create index audit_event_action on audit_event (action, id);
create index audit_event_at on audit_event (at);

-- Reasons of what failed or is unknown, without reading all deliveries of a large message.
create index delivery_failed on delivery (message_id, reason) where state in (3, 5);

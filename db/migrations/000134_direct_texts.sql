-- Text messages to one number (codes) wait in the table of mails to one address. Gateways in China send approved templates
-- with short variables only, so both go along: the template with its variables, and the whole text for other gateways.
alter table direct_mail
  add column channel smallint not null default 1 check (channel in (1, 2)),
  add column template text check (template ~ '^[a-z_]+$'),
  add column variables jsonb,
  -- not sent after: a code that has run out only confuses
  add column good_until timestamptz,
  add check ((channel = 2) = (template is not null and variables is not null and good_until is not null));
drop index direct_mail_claim;
create index direct_mail_claim on direct_mail (channel, ready_at) where state = 'queued';

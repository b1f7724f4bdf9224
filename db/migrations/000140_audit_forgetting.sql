-- Views and sign-ins are forgotten after six months, and the chain stays whole: what an event says of people goes, its
-- hash stays. The salt keeps the hash of a small number of possibilities from being tried out; it goes with the content.
alter table audit_event add column salt uuid;
-- Apart from the line above, so that older rows stay without one and are hashed as they were.
alter table audit_event alter column salt set default gen_random_uuid();
alter table audit_event add column content_hash bytea check (length(content_hash) = 32);
alter table audit_event add column forgotten_at timestamptz;
create index audit_event_forgettable on audit_event (at) where forgotten_at is null and (action in (
  'account.view', 'audit.search', 'notice.open_reply_file', 'notice.print_paper', 'notice.view_names',
  'notice.view_replies', 'notice.view_unreachable', 'person.view',
  'session.prove', 'session.refuse_code', 'session.sign_in', 'session.sign_out'));

-- The only way to change an event, and only this far: the application's role may call it, but not choose acts or days.
-- Only what is sealed is forgotten. The acts are those that audit/model.ts names; a test compares.
create function audit_forget(most integer) returns integer language sql security definer
  set search_path to 'pg_catalog', 'public'
as $$
  with old as (
    select e.id from public.audit_event e
    where e.forgotten_at is null and e.at < now() - interval '6 months' and e.action in (
      'account.view', 'audit.search', 'notice.open_reply_file', 'notice.print_paper', 'notice.view_names',
      'notice.view_replies', 'notice.view_unreachable', 'person.view',
      'session.prove', 'session.refuse_code', 'session.sign_in', 'session.sign_out')
      and exists (select from public.audit_chain c where c.event_id = e.id)
    order by e.at limit greatest(0, least(most, 10000)) for update of e skip locked
  ), gone as (
    update public.audit_event e set forgotten_at = now(),
      -- what audit/model.ts hashes as the content of an event
      content_hash = case when e.salt is null then null else sha256(convert_to(
        e.salt::text || '|' || coalesce(e.account_id::text, '') || '|' || e.actor || '|' || coalesce(e.subject, '')
        || '|' || e.detail::text, 'UTF8')) end,
      salt = null, account_id = null, subject = null, detail = '{}'
    from old where e.id = old.id
    returning 1
  )
  select count(*)::integer from gone
$$;

-- Looking at the names of a roll call is forgotten like other views (audit/model.ts; a test compares).
drop index audit_event_forgettable;
create index audit_event_forgettable on audit_event (at) where forgotten_at is null and (action in (
  'account.view', 'audit.search', 'incident.view_roll', 'notice.open_reply_file', 'notice.print_paper',
  'notice.view_names', 'notice.view_replies', 'notice.view_unreachable', 'person.view',
  'session.prove', 'session.refuse_code', 'session.sign_in', 'session.sign_out'));

create or replace function audit_forget(most integer) returns integer language sql security definer
  set search_path to 'pg_catalog', 'public'
as $$
  with old as (
    select e.id from public.audit_event e
    where e.forgotten_at is null and e.at < now() - interval '6 months' and e.action in (
      'account.view', 'audit.search', 'incident.view_roll', 'notice.open_reply_file', 'notice.print_paper',
      'notice.view_names', 'notice.view_replies', 'notice.view_unreachable', 'person.view',
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

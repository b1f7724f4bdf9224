-- What the application's role may do. Run as the owner after every migration, in one transaction; the role's name
-- comes in the setting belfry.app_role. Everything is taken first and then given, so that this file is the whole truth.
do $$
declare
  app constant text := current_setting('belfry.app_role');
  -- History: rows are added and never changed, not even by a broken or captured application.
  append_only constant text[] := array['audit_event', 'audit_chain', 'notice_event', 'grant_event',
    'notice_version', 'notice_version_text', 'privacy_record_version', 'notice_number', 'notice_number_void',
    'notice_version_rule', 'incident_plan_version', 'incident_entry', 'incident_update', 'incident_alert',
    'incident_answer', 'duty_handover', 'incident_evidence', 'voice_release'];
  -- Written by the owner alone.
  read_only constant text[] := array['migration'];
  relation record;
begin
  if pg_has_role(app, current_user, 'member') or (select rolsuper from pg_roles where rolname = app) then
    raise exception 'the application''s role % must not be a superuser nor a member of the owner %', app, current_user;
  end if;

  execute format('revoke all on all tables in schema public from %I, public', app);
  execute format('revoke all on all sequences in schema public from %I, public', app);
  execute format('revoke all on schema public from %I', app);
  execute format('grant usage on schema public to %I', app);
  execute format('grant usage, select on all sequences in schema public to %I', app);

  -- Partitions get nothing: their parent's rights count when rows are reached through it, and that is the only way.
  for relation in
    select c.oid::regclass as name, c.relname
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  loop
    if relation.relname = any (read_only) then
      execute format('grant select on %s to %I', relation.name, app);
    elsif relation.relname = any (append_only) then
      execute format('grant select, insert on %s to %I', relation.name, app);
    else
      execute format('grant select, insert, update, delete on %s to %I', relation.name, app);
    end if;
  end loop;

  -- The queue. Its tables have row level security without a policy: only their owner would see rows.
  execute format('grant usage on schema graphile_worker to %I', app);
  execute format('grant select on all tables in schema graphile_worker to %I', app);
  execute format('grant usage, select on all sequences in schema graphile_worker to %I', app);
  execute format('grant execute on all functions in schema graphile_worker to %I', app);
  for relation in
    select c.oid::regclass as name, c.relname, c.relrowsecurity
    from pg_class c
    where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
  loop
    execute format('grant insert, update, delete on %s to %I', relation.name, app);
    if relation.relrowsecurity then
      execute format('drop policy if exists belfry_app on %s', relation.name);
      execute format('create policy belfry_app on %s to %I using (true) with check (true)', relation.name, app);
    end if;
  end loop;
end
$$;

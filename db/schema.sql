-- The schema after all migrations, printed by bin/belfry dev types. Never edited by hand.

create extension btree_gist;
create extension citext;
create extension ltree;
create extension pg_trgm;

CREATE OR REPLACE FUNCTION public.audit_forget(most integer)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.end_push_with_links()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from contact_point where person_id = new.id and kind = 'push';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.ensure_delivery_partition(month date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
declare
  first_day date := date_trunc('month', month)::date;
  name text := 'delivery_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass('public.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('delivery_partition'));
  if to_regclass('public.' || name) is not null then return; end if;
  execute format('create table public.%I partition of public.delivery for values from (%L) to (%L)
    with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05)',
    name, first_day, (first_day + interval '1 month')::date);
end $function$;

CREATE OR REPLACE FUNCTION public.keep_tombstone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  whole jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  row_key jsonb;
  row_changed jsonb := '{}';
begin
  if tg_op = 'UPDATE' and (to_jsonb(old) -> 'merged_into') is distinct from (whole -> 'merged_into') then
    return null;
  end if;
  select jsonb_object_agg(name, whole -> name) into row_key from unnest(string_to_array(tg_argv[0], ',')) as name;
  if tg_op <> 'DELETE' then
    select jsonb_object_agg(tg_argv[n], whole -> tg_argv[n]) into row_changed
    from generate_series(1, tg_nargs - 1) as n;
  end if;
  insert into tombstone (relation, operation, key, changed)
  values (tg_table_name, case when tg_op = 'DELETE' then 'delete' else 'set' end, row_key, row_changed);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.message_brings_alert()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  if tg_op = 'UPDATE' then
    raise exception 'a message brings an alert from its beginning or never';
  end if;
  if not exists (select from incident_alert a join incident i on i.id = a.incident_id
      where a.id = new.alert_id and (i.state = 'running' or a.kind = 'cancel')) then
    raise exception 'an alert to families belongs to a warning of a declared incident';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.message_says_exercise()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.note_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.changed_at := now();
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.roster_analyze(part text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  case part
    when 'rows' then
      analyze public.roster_organisation, public.roster_session, public.roster_class, public.roster_person,
        public.roster_contact, public.roster_agent, public.roster_role, public.roster_enrollment, public.roster_profile;
    when 'wanted' then
      analyze public.roster_wanted_membership, public.roster_wanted_guardianship, public.roster_departed,
    public.roster_held;
    when 'plan' then
      analyze public.roster_plan_organisation, public.roster_plan_person, public.roster_plan_membership,
        public.roster_plan_guardianship, public.roster_plan_contact;
    when 'people' then
      analyze public.organisation, public.person;
    when 'directory' then
      analyze public.organisation, public.person, public.membership, public.guardianship, public.contact_point;
  end case;
end $function$;

CREATE OR REPLACE FUNCTION public.roster_clear_plan()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  truncate public.roster_wanted_membership, public.roster_wanted_guardianship, public.roster_departed,
    public.roster_held, public.roster_plan_organisation, public.roster_plan_person, public.roster_plan_membership,
    public.roster_plan_guardianship, public.roster_plan_contact, public.roster_plan_term;
end $function$;

CREATE OR REPLACE FUNCTION public.roster_clear_problems()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  truncate public.roster_problem;
end $function$;

CREATE OR REPLACE FUNCTION public.roster_clear_rows()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  truncate public.roster_organisation, public.roster_session, public.roster_course, public.roster_class,
    public.roster_person, public.roster_contact, public.roster_agent, public.roster_role, public.roster_enrollment,
    public.roster_profile, public.roster_wanted_membership, public.roster_wanted_guardianship, public.roster_departed,
    public.roster_held;
end $function$;

CREATE OR REPLACE FUNCTION public.roster_put_indexes_back()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  part record;
begin
  for part in select back from pg_temp.roster_aside order by turn, back loop
    execute part.back;
  end loop;
  drop table pg_temp.roster_aside;
end $function$;

CREATE OR REPLACE FUNCTION public.roster_set_indexes_aside()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  part record;
begin
  -- Nobody may read without indexes, nor wait for long: the caller sets lock_timeout.
  lock table public.organisation, public.person, public.membership, public.guardianship, public.contact_point
    in access exclusive mode;
  create temporary table roster_aside on commit drop as
    select 1 as turn, format('drop index public.%I', c.relname) as away, pg_get_indexdef(i.indexrelid) as back
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where not i.indisunique and i.indrelid in ('public.person'::regclass, 'public.membership'::regclass,
      'public.guardianship'::regclass, 'public.contact_point'::regclass)
    union all
    select 2, format('alter table %s drop constraint %I', conrelid::regclass, conname),
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint
    where contype = 'f' and conrelid in ('public.membership'::regclass, 'public.guardianship'::regclass,
      'public.contact_point'::regclass);
  for part in select away from pg_temp.roster_aside loop
    execute part.away;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.voice_shuffle(since date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  child record;
  cases integer;
begin
  -- Whoever comes meanwhile waits for the table, and then sees the new rows: a waiter for a row would find none.
  lock table public.voice_case in access exclusive mode;
  create temporary table voice_shuffled on commit drop as
    select id from public.voice_case where greatest(received_on, accepted_on, answered_on, closed_on) >= since;
  for child in
    select k.conrelid::regclass::text as name, a.attname::text as day
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum > 0 and not a.attisdropped
    where k.contype = 'f' and k.confrelid = 'public.voice_case'::regclass and k.conrelid <> k.confrelid
      and a.atttypid = 'date'::regtype and a.attname <> 'due_on'
  loop
    execute format('insert into voice_shuffled select distinct case_id from %s where %I >= $1', child.name, child.day)
      using since;
  end loop;
  select count(distinct id) into cases from voice_shuffled;
  create temporary table voice_shuffled_case on commit drop as
    select c.* from public.voice_case c where c.id in (select id from voice_shuffled);
  set constraints all deferred;
  -- What hangs on a case goes first and comes last.
  create temporary table voice_shuffled_table on commit drop as
    select distinct k.conrelid as id, k.conrelid::regclass::text as name, 'kept_' || k.conrelid::text as kept
    from pg_constraint k
    where k.contype = 'f' and k.confrelid = 'public.voice_case'::regclass and k.conrelid <> k.confrelid;
  for child in select name, kept from voice_shuffled_table loop
    execute format('create temporary table %I on commit drop as
      select t.* from %s t where t.case_id in (select id from voice_shuffled)', child.kept, child.name);
    execute format('delete from %s where case_id in (select id from voice_shuffled)', child.name);
  end loop;
  delete from public.voice_case where id in (select id from voice_shuffled);
  insert into public.voice_case select * from voice_shuffled_case order by random();
  for child in select name, kept from voice_shuffled_table loop
    execute format('insert into %s overriding system value select * from %I order by random()', child.name, child.kept);
  end loop;
  return cases;
end
$function$;

create table academic_session (
  id bigint not null generated always as identity,
  parent_id bigint,
  kind text not null,
  name text not null,
  starts_on date not null,
  ends_on date not null,
  source_id text,
  changed_at timestamp with time zone not null default now(),
  constraint academic_session_pkey PRIMARY KEY (id),
  constraint academic_session_source_id_key UNIQUE (source_id),
  constraint academic_session_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES academic_session(id),
  constraint academic_session_check CHECK ((ends_on >= starts_on)),
  constraint academic_session_kind_check CHECK ((kind = ANY (ARRAY['school_year'::text, 'term'::text])))
);
CREATE TRIGGER note_change BEFORE UPDATE ON public.academic_session FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION note_change();
grant delete, insert, select, update on academic_session to belfry_app;

create table access_review (
  id bigint not null generated always as identity,
  period_on date not null,
  begins_on date not null,
  due_on date not null,
  reminded_on date,
  closed_at timestamp with time zone,
  constraint access_review_pkey PRIMARY KEY (id),
  constraint access_review_period_on_key UNIQUE (period_on)
);
grant delete, insert, select, update on access_review to belfry_app;

create table access_review_item (
  review_id bigint not null,
  grant_id bigint not null,
  kept_by bigint,
  kept_at timestamp with time zone,
  confirmed_by bigint,
  confirmed_at timestamp with time zone,
  constraint access_review_item_pkey PRIMARY KEY (review_id, grant_id),
  constraint access_review_item_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES account(id),
  constraint access_review_item_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES account_grant(id),
  constraint access_review_item_kept_by_fkey FOREIGN KEY (kept_by) REFERENCES account(id),
  constraint access_review_item_review_id_fkey FOREIGN KEY (review_id) REFERENCES access_review(id),
  constraint access_review_item_check CHECK (((confirmed_by IS NULL) OR (confirmed_by <> kept_by)))
);
CREATE INDEX access_review_item_grant ON public.access_review_item USING btree (grant_id);
grant delete, insert, select, update on access_review_item to belfry_app;

create table account (
  id bigint not null generated always as identity,
  person_id bigint,
  login citext not null,
  display_name text not null,
  email text,
  language text,
  state text not null default 'invited'::text,
  password_hash text,
  totp_secret bytea,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  created_at timestamp with time zone not null default now(),
  erased_on date,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_login_key UNIQUE (login),
  constraint account_person_id_key UNIQUE (person_id),
  constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint account_email_check CHECK (((length(email) >= 3) AND (length(email) <= 254))),
  constraint account_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  constraint account_login_check CHECK (((length((login)::text) >= 2) AND (length((login)::text) <= 254))),
  constraint account_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'disabled'::text])))
);
CREATE INDEX account_display_name ON public.account USING btree (display_name COLLATE "zh-x-icu", id);
CREATE TRIGGER keep_tombstone AFTER UPDATE OF state ON public.account FOR EACH ROW WHEN ((old.state <> new.state)) EXECUTE FUNCTION keep_tombstone('id', 'state');
grant delete, insert, select, update on account to belfry_app;

create table account_device (
  account_id bigint not null,
  mark bytea not null,
  last_on date not null,
  constraint account_device_pkey PRIMARY KEY (account_id, mark),
  constraint account_device_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
grant delete, insert, select, update on account_device to belfry_app;

create table account_grant (
  id bigint not null generated always as identity,
  account_id bigint not null,
  organisation_id bigint not null,
  role text not null,
  membership_id bigint,
  given_by bigint,
  given_at timestamp with time zone not null,
  confirmed_by bigint,
  confirmed_at timestamp with time zone,
  ending_proposed_by bigint,
  ended_by bigint,
  ended_at timestamp with time zone,
  sign_on_role_id bigint,
  holds_until timestamp with time zone,
  emergency_reason text,
  constraint account_grant_pkey PRIMARY KEY (id),
  constraint account_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint account_grant_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES account(id),
  constraint account_grant_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint account_grant_ending_proposed_by_fkey FOREIGN KEY (ending_proposed_by) REFERENCES account(id),
  constraint account_grant_given_by_fkey FOREIGN KEY (given_by) REFERENCES account(id),
  constraint account_grant_membership_id_fkey FOREIGN KEY (membership_id) REFERENCES membership(id),
  constraint account_grant_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint account_grant_sign_on_role_id_fkey FOREIGN KEY (sign_on_role_id) REFERENCES sign_on_role(id),
  constraint account_grant_check CHECK (((confirmed_by IS NULL) OR (confirmed_by <> given_by))),
  constraint account_grant_check1 CHECK (((ended_by IS NULL) OR (ending_proposed_by IS NULL) OR (ended_by <> ending_proposed_by))),
  constraint account_grant_check2 CHECK (((emergency_reason IS NULL) OR (holds_until IS NOT NULL))),
  constraint account_grant_check3 CHECK (((emergency_reason IS NULL) OR (role <> ALL (ARRAY['case_handler'::text, 'ombudsperson'::text, 'auditor'::text, 'teacher'::text])))),
  constraint account_grant_emergency_reason_check CHECK (((length(emergency_reason) >= 10) AND (length(emergency_reason) <= 1000))),
  constraint account_grant_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'editor'::text, 'approver'::text, 'case_handler'::text, 'safety_officer'::text, 'incident_officer'::text, 'ombudsperson'::text, 'auditor'::text, 'operator'::text, 'teacher'::text])))
);
CREATE INDEX account_grant_account ON public.account_grant USING btree (account_id) WHERE (ended_at IS NULL);
CREATE INDEX account_grant_emergency ON public.account_grant USING btree (id) WHERE (emergency_reason IS NOT NULL);
CREATE UNIQUE INDEX account_grant_once ON public.account_grant USING btree (account_id, organisation_id, role) WHERE (ended_at IS NULL);
CREATE INDEX account_grant_organisation ON public.account_grant USING btree (organisation_id) WHERE (ended_at IS NULL);
CREATE INDEX account_grant_sign_on ON public.account_grant USING btree (sign_on_role_id) WHERE (ended_at IS NULL);
CREATE TRIGGER keep_tombstone AFTER UPDATE OF ended_at ON public.account_grant FOR EACH ROW WHEN ((old.ended_at IS DISTINCT FROM new.ended_at)) EXECUTE FUNCTION keep_tombstone('id', 'ended_at', 'ended_by', 'ending_proposed_by');
grant delete, insert, select, update on account_grant to belfry_app;

create table api_idempotency (
  token_id bigint not null,
  key text not null,
  request_hash bytea not null,
  taken_at timestamp with time zone not null,
  status smallint,
  headers jsonb,
  body text,
  constraint api_idempotency_pkey PRIMARY KEY (token_id, key),
  constraint api_idempotency_token_id_fkey FOREIGN KEY (token_id) REFERENCES api_token(id)
);
CREATE INDEX api_idempotency_taken ON public.api_idempotency USING btree (taken_at);
grant delete, insert, select, update on api_idempotency to belfry_app;

create table api_roster_access (
  token_hash bytea not null,
  client_id bigint not null,
  extents text[] not null,
  expires_at timestamp with time zone not null,
  constraint api_roster_access_pkey PRIMARY KEY (token_hash),
  constraint api_roster_access_client_id_fkey FOREIGN KEY (client_id) REFERENCES api_roster_client(id) ON DELETE CASCADE
);
CREATE INDEX api_roster_access_client ON public.api_roster_access USING btree (client_id);
CREATE INDEX api_roster_access_expires ON public.api_roster_access USING btree (expires_at);
grant delete, insert, select, update on api_roster_access to belfry_app;

create table api_roster_client (
  id bigint not null generated always as identity,
  organisation_id bigint not null,
  name text not null,
  client_id text not null,
  secret_hash bytea not null,
  extent text not null,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  last_used_on date,
  ended_at timestamp with time zone,
  ended_by bigint,
  constraint api_roster_client_pkey PRIMARY KEY (id),
  constraint api_roster_client_client_id_key UNIQUE (client_id),
  constraint api_roster_client_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint api_roster_client_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint api_roster_client_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);
CREATE INDEX api_roster_client_organisation ON public.api_roster_client USING btree (organisation_id);
CREATE TRIGGER keep_tombstone AFTER UPDATE OF ended_at ON public.api_roster_client FOR EACH ROW WHEN ((old.ended_at IS DISTINCT FROM new.ended_at)) EXECUTE FUNCTION keep_tombstone('id', 'ended_at', 'ended_by');
grant delete, insert, select, update on api_roster_client to belfry_app;

create table api_token (
  id bigint not null generated always as identity,
  organisation_id bigint not null,
  name text not null,
  public_part text not null,
  secret_hash bytea not null,
  roles text[] not null,
  scopes text[] not null,
  networks text[] not null default '{}'::text[],
  made_by bigint not null,
  made_at timestamp with time zone not null,
  expires_on date not null,
  last_used_on date,
  warned_on date,
  revoked_at timestamp with time zone,
  revoked_by bigint,
  constraint api_token_pkey PRIMARY KEY (id),
  constraint api_token_public_part_key UNIQUE (public_part),
  constraint api_token_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint api_token_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint api_token_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES account(id),
  constraint api_token_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint api_token_roles_check CHECK (((roles <@ ARRAY['editor'::text, 'operator'::text]) AND ((cardinality(roles) > 0) OR (scopes = ARRAY['cases.report'::text])))),
  constraint api_token_scopes_check CHECK ((cardinality(scopes) > 0))
);
CREATE INDEX api_token_organisation ON public.api_token USING btree (organisation_id);
CREATE TRIGGER keep_tombstone AFTER UPDATE OF revoked_at ON public.api_token FOR EACH ROW WHEN ((old.revoked_at IS DISTINCT FROM new.revoked_at)) EXECUTE FUNCTION keep_tombstone('id', 'revoked_at', 'revoked_by');
grant delete, insert, select, update on api_token to belfry_app;

create table approval_rule (
  id bigint not null generated always as identity,
  district_id smallint not null default 1,
  organisation_id bigint not null,
  kind text,
  reach text,
  steps text[] not null,
  remind_after smallint not null,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  ended_by bigint,
  ended_at timestamp with time zone,
  constraint approval_rule_pkey PRIMARY KEY (id),
  constraint approval_rule_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint approval_rule_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint approval_rule_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint approval_rule_check CHECK (((ended_by IS NULL) = (ended_at IS NULL))),
  constraint approval_rule_reach_check CHECK ((reach = ANY (ARRAY['one_class'::text, 'one_school'::text, 'several_schools'::text, 'district'::text]))),
  constraint approval_rule_remind_after_check CHECK (((remind_after >= 1) AND (remind_after <= 30))),
  constraint approval_rule_steps_check CHECK ((((cardinality(steps) >= 1) AND (cardinality(steps) <= 5)) AND (steps <@ ARRAY['office'::text, 'school'::text, 'bureau'::text])))
);
CREATE UNIQUE INDEX approval_rule_in_force ON public.approval_rule USING btree (organisation_id, COALESCE(kind, ''::text), COALESCE(reach, ''::text)) WHERE (ended_at IS NULL);
grant delete, insert, select, update on approval_rule to belfry_app;

create table approver_reminder (
  account_id bigint not null,
  sent_on date not null,
  constraint approver_reminder_pkey PRIMARY KEY (account_id, sent_on),
  constraint approver_reminder_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
grant delete, insert, select, update on approver_reminder to belfry_app;

create table audience_figure (
  audience text not null,
  counted_on date not null,
  counted_at timestamp with time zone not null,
  asked_at timestamp with time zone not null,
  schools jsonb not null,
  constraint audience_figure_pkey PRIMARY KEY (audience)
);
grant delete, insert, select, update on audience_figure to belfry_app;

create table audit_chain (
  "position" bigint not null,
  event_id bigint not null,
  hash bytea not null,
  sealed_at timestamp with time zone not null,
  horizon text,
  constraint audit_chain_pkey PRIMARY KEY ("position"),
  constraint audit_chain_event_id_key UNIQUE (event_id),
  constraint audit_chain_hash_check CHECK ((length(hash) = 32)),
  constraint audit_chain_horizon_check CHECK ((horizon ~ '^[0-9]+:[0-9]+$'::text)),
  constraint audit_chain_position_check CHECK (("position" > 0))
);
CREATE INDEX audit_chain_horizon ON public.audit_chain USING btree ("position") WHERE (horizon IS NOT NULL);
grant insert, select on audit_chain to belfry_app;

create table audit_event (
  id bigint not null generated always as identity,
  at timestamp with time zone not null,
  xid xid8 not null default pg_current_xact_id(),
  account_id bigint,
  actor text not null,
  action text not null,
  organisation_id bigint,
  subject text,
  detail jsonb not null default '{}'::jsonb,
  salt uuid default gen_random_uuid(),
  content_hash bytea,
  forgotten_at timestamp with time zone,
  constraint audit_event_pkey PRIMARY KEY (id),
  constraint audit_event_action_check CHECK ((action ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint audit_event_actor_check CHECK ((actor = ANY (ARRAY['account'::text, 'console'::text, 'system'::text]))),
  constraint audit_event_content_hash_check CHECK ((length(content_hash) = 32))
);
CREATE INDEX audit_event_account ON public.audit_event USING btree (account_id, id);
CREATE INDEX audit_event_action ON public.audit_event USING btree (action, id);
CREATE INDEX audit_event_at ON public.audit_event USING btree (at);
CREATE INDEX audit_event_forgettable ON public.audit_event USING btree (at) WHERE ((forgotten_at IS NULL) AND (action = ANY (ARRAY['account.view'::text, 'audit.search'::text, 'incident.view_roll'::text, 'notice.open_reply_file'::text, 'notice.print_paper'::text, 'notice.view_names'::text, 'notice.view_replies'::text, 'notice.view_unreachable'::text, 'person.view'::text, 'session.prove'::text, 'session.refuse_code'::text, 'session.sign_in'::text, 'session.sign_out'::text])));
CREATE INDEX audit_event_organisation ON public.audit_event USING btree (organisation_id, id);
CREATE INDEX audit_event_subject ON public.audit_event USING btree (subject, id);
CREATE INDEX audit_event_xid ON public.audit_event USING btree (xid);
grant insert, select on audit_event to belfry_app;

create table backup_run (
  id bigint not null generated always as identity,
  by text not null,
  host text not null,
  file text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  verified_at timestamp with time zone,
  bytes bigint,
  row_count bigint,
  encrypted boolean,
  error text,
  removed_at timestamp with time zone,
  constraint backup_run_pkey PRIMARY KEY (id),
  constraint backup_run_by_check CHECK ((by = ANY (ARRAY['schedule'::text, 'console'::text])))
);
CREATE INDEX backup_run_started ON public.backup_run USING btree (started_at);
grant delete, insert, select, update on backup_run to belfry_app;

create table breach_step (
  id bigint not null generated always as identity,
  record_id bigint not null,
  kind text not null,
  done_at timestamp with time zone not null,
  account_id bigint not null,
  text text not null,
  constraint breach_step_pkey PRIMARY KEY (id),
  constraint breach_step_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint breach_step_record_id_fkey FOREIGN KEY (record_id) REFERENCES privacy_record(id) ON DELETE CASCADE,
  constraint breach_step_kind_check CHECK ((kind = ANY (ARRAY['authority'::text, 'persons'::text, 'incident'::text, 'superior'::text, 'closing'::text, 'other'::text]))),
  constraint breach_step_text_check CHECK ((length(text) <= 1000))
);
CREATE INDEX breach_step_record ON public.breach_step USING btree (record_id, done_at);
grant delete, insert, select, update on breach_step to belfry_app;

create table broadcast_attempt (
  id bigint not null generated always as identity,
  post_id uuid not null,
  channel_id bigint not null,
  at timestamp with time zone not null,
  outcome text,
  code text not null default ''::text,
  constraint broadcast_attempt_pkey PRIMARY KEY (id),
  constraint broadcast_attempt_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES broadcast_channel(id) ON DELETE CASCADE,
  constraint broadcast_attempt_post_id_fkey FOREIGN KEY (post_id) REFERENCES broadcast_post(id) ON DELETE CASCADE,
  constraint broadcast_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'step'::text, 'wait'::text, 'again'::text, 'unknown'::text, 'refused'::text, 'settings'::text])))
);
CREATE INDEX broadcast_attempt_channel ON public.broadcast_attempt USING btree (channel_id, at);
CREATE INDEX broadcast_attempt_post ON public.broadcast_attempt USING btree (post_id, id);
grant delete, insert, select, update on broadcast_attempt to belfry_app;

create table broadcast_channel (
  id bigint not null generated always as identity,
  organisation_id bigint not null,
  kind text not null,
  name text not null,
  language text not null,
  notices boolean not null,
  below boolean not null,
  incidents boolean not null,
  sealed bytea not null,
  shown text not null,
  generation integer not null default 1,
  state text not null default 'active'::text,
  paused_reason text not null default ''::text,
  wait_until timestamp with time zone,
  claimed_until timestamp with time zone,
  failures smallint not null default 0,
  failing_since timestamp with time zone,
  told_at timestamp with time zone,
  last_success_at timestamp with time zone,
  last_error_at timestamp with time zone,
  last_error text,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  constraint broadcast_channel_pkey PRIMARY KEY (id),
  constraint broadcast_channel_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint broadcast_channel_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint broadcast_channel_kind_check CHECK ((kind = ANY (ARRAY['wecom'::text, 'dingtalk'::text, 'feishu'::text, 'wechat'::text, 'webhook'::text]))),
  constraint broadcast_channel_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint broadcast_channel_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'removed'::text])))
);
CREATE INDEX broadcast_channel_organisation ON public.broadcast_channel USING btree (organisation_id);
grant delete, insert, select, update on broadcast_channel to belfry_app;

create table broadcast_post (
  id uuid not null default gen_random_uuid(),
  number bigint not null generated always as identity,
  channel_id bigint not null,
  subject text not null,
  word text not null,
  content jsonb not null,
  urgent boolean not null,
  state text not null default 'waiting'::text,
  attempts smallint not null default 0,
  progress jsonb not null default '{}'::jsonb,
  due_at timestamp with time zone not null,
  lasts_until timestamp with time zone not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint broadcast_post_pkey PRIMARY KEY (id),
  constraint broadcast_post_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES broadcast_channel(id) ON DELETE CASCADE,
  constraint broadcast_post_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'replaced'::text, 'held'::text]))),
  constraint broadcast_post_word_check CHECK ((word = ANY (ARRAY['published'::text, 'corrected'::text, 'withdrawn'::text, 'update'::text, 'ended'::text, 'mistaken'::text, 'test'::text])))
);
CREATE INDEX broadcast_post_due ON public.broadcast_post USING btree (channel_id, due_at) WHERE (state = 'waiting'::text);
CREATE INDEX broadcast_post_of ON public.broadcast_post USING btree (channel_id, number DESC);
CREATE INDEX broadcast_post_subject ON public.broadcast_post USING btree (subject);
grant delete, insert, select, update on broadcast_post to belfry_app;

create table calendar_day (
  year smallint not null,
  day date not null,
  name text not null,
  off boolean not null,
  constraint calendar_day_pkey PRIMARY KEY (year, day),
  constraint calendar_day_year_fkey FOREIGN KEY (year) REFERENCES calendar_year(year) ON DELETE CASCADE,
  constraint calendar_day_check CHECK (((EXTRACT(year FROM day) = (year)::numeric) OR ((EXTRACT(year FROM day) = ((year - 1))::numeric) AND (EXTRACT(month FROM day) = (12)::numeric)))),
  constraint calendar_day_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);
grant delete, insert, select, update on calendar_day to belfry_app;

create table calendar_year (
  year smallint not null,
  source text not null,
  loaded_by bigint not null,
  loaded_at timestamp with time zone not null,
  constraint calendar_year_pkey PRIMARY KEY (year),
  constraint calendar_year_loaded_by_fkey FOREIGN KEY (loaded_by) REFERENCES account(id),
  constraint calendar_year_source_check CHECK (((length(source) >= 1) AND (length(source) <= 200))),
  constraint calendar_year_year_check CHECK (((year >= 2000) AND (year <= 2199)))
);
grant delete, insert, select, update on calendar_year to belfry_app;

create table channel (
  id smallint not null,
  name text not null,
  paused_at timestamp with time zone,
  paused_by bigint,
  paused_reason text,
  last_success_at timestamp with time zone,
  last_error_at timestamp with time zone,
  last_error text,
  alerts_paused_at timestamp with time zone,
  constraint channel_pkey PRIMARY KEY (id),
  constraint channel_name_key UNIQUE (name),
  constraint channel_alerts_paused CHECK (((alerts_paused_at IS NULL) OR (paused_at IS NOT NULL))),
  constraint channel_name_check CHECK ((name = ANY (ARRAY['email'::text, 'sms'::text, 'push'::text])))
);
grant delete, insert, select, update on channel to belfry_app;

create table channel_tally (
  id bigint not null generated always as identity,
  channel_id smallint not null,
  at timestamp with time zone not null,
  good integer not null,
  bad integer not null,
  constraint channel_tally_pkey PRIMARY KEY (id),
  constraint channel_tally_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES channel(id)
);
CREATE INDEX channel_tally_at ON public.channel_tally USING btree (channel_id, at);
grant delete, insert, select, update on channel_tally to belfry_app;

create table consent (
  purpose_id bigint not null,
  pupil_id bigint not null,
  guardian_id bigint not null,
  version integer not null,
  given boolean not null,
  decided_on date not null,
  constraint consent_pkey PRIMARY KEY (purpose_id, pupil_id, guardian_id),
  constraint consent_guardian_id_fkey FOREIGN KEY (guardian_id) REFERENCES person(id),
  constraint consent_pupil_id_fkey FOREIGN KEY (pupil_id) REFERENCES person(id),
  constraint consent_purpose_id_fkey FOREIGN KEY (purpose_id) REFERENCES consent_purpose(id)
);
CREATE INDEX consent_guardian ON public.consent USING btree (guardian_id);
CREATE INDEX consent_pupil ON public.consent USING btree (pupil_id);
CREATE TRIGGER keep_tombstone AFTER UPDATE OF given ON public.consent FOR EACH ROW WHEN ((old.given AND (NOT new.given))) EXECUTE FUNCTION keep_tombstone('purpose_id,pupil_id,guardian_id', 'given', 'decided_on');
grant delete, insert, select, update on consent to belfry_app;

create table consent_history (
  id bigint not null generated always as identity,
  purpose_id bigint not null,
  pupil_id bigint not null,
  guardian_id bigint not null,
  version integer not null,
  given boolean not null,
  decided_on date not null,
  constraint consent_history_pkey PRIMARY KEY (id),
  constraint consent_history_guardian_id_fkey FOREIGN KEY (guardian_id) REFERENCES person(id),
  constraint consent_history_pupil_id_fkey FOREIGN KEY (pupil_id) REFERENCES person(id)
);
CREATE INDEX consent_history_guardian ON public.consent_history USING btree (guardian_id, pupil_id);
grant delete, insert, select, update on consent_history to belfry_app;

create table consent_purpose (
  id bigint not null generated always as identity,
  district_id smallint not null default 1,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  ended_on date,
  constraint consent_purpose_pkey PRIMARY KEY (id)
);
grant delete, insert, select, update on consent_purpose to belfry_app;

create table consent_purpose_text (
  purpose_id bigint not null,
  version integer not null,
  language text not null,
  name text not null,
  data text not null,
  necessity text not null,
  effect text not null,
  constraint consent_purpose_text_pkey PRIMARY KEY (purpose_id, version, language),
  constraint consent_purpose_text_purpose_id_fkey FOREIGN KEY (purpose_id) REFERENCES consent_purpose(id),
  constraint consent_purpose_text_data_check CHECK (((length(data) >= 1) AND (length(data) <= 1000))),
  constraint consent_purpose_text_effect_check CHECK (((length(effect) >= 1) AND (length(effect) <= 1000))),
  constraint consent_purpose_text_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  constraint consent_purpose_text_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint consent_purpose_text_necessity_check CHECK (((length(necessity) >= 1) AND (length(necessity) <= 1000)))
);
grant delete, insert, select, update on consent_purpose_text to belfry_app;

create table contact_code (
  contact_point_id bigint not null,
  code_hash bytea not null,
  sent_at timestamp with time zone not null,
  sent_count smallint not null,
  first_sent_at timestamp with time zone not null,
  attempts smallint not null default 0,
  constraint contact_code_pkey PRIMARY KEY (contact_point_id),
  constraint contact_code_contact_point_id_fkey FOREIGN KEY (contact_point_id) REFERENCES contact_point(id) ON DELETE CASCADE
);
grant delete, insert, select, update on contact_code to belfry_app;

create table contact_point (
  id bigint not null generated always as identity,
  person_id bigint not null,
  kind text not null,
  address text not null,
  rank smallint not null default 0,
  verified_at timestamp with time zone,
  bounced_at timestamp with time zone,
  bounce_reason text,
  opted_out_at timestamp with time zone,
  origin text not null default 'roster'::text,
  created_at timestamp with time zone not null default now(),
  bounce_told_at timestamp with time zone,
  constraint contact_point_pkey PRIMARY KEY (id),
  constraint contact_point_person_id_kind_address_key UNIQUE (person_id, kind, address),
  constraint contact_point_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint contact_point_address_check CHECK (((length(address) >= 3) AND (length(address) <= 254))),
  constraint contact_point_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'sms'::text, 'push'::text]))),
  constraint contact_point_origin_check CHECK ((origin = ANY (ARRAY['roster'::text, 'desk'::text, 'person'::text])))
);
CREATE INDEX contact_point_address ON public.contact_point USING btree (kind, address);
CREATE INDEX contact_point_bounced ON public.contact_point USING btree (bounced_at) WHERE (bounced_at IS NOT NULL);
CREATE INDEX contact_point_usable ON public.contact_point USING btree (person_id, rank, kind, id) WHERE ((bounced_at IS NULL) AND (opted_out_at IS NULL));
CREATE TRIGGER keep_tombstone AFTER UPDATE OF opted_out_at ON public.contact_point FOR EACH ROW WHEN ((old.opted_out_at IS DISTINCT FROM new.opted_out_at)) EXECUTE FUNCTION keep_tombstone('id', 'opted_out_at');
CREATE TRIGGER keep_tombstone_gone AFTER DELETE ON public.contact_point FOR EACH ROW EXECUTE FUNCTION keep_tombstone('id');
grant delete, insert, select, update on contact_point to belfry_app;

create table correction (
  id bigint not null generated always as identity,
  person_id bigint not null,
  kind text not null,
  value text not null,
  state text not null default 'open'::text,
  reason text,
  proposed_at timestamp with time zone not null,
  decided_by bigint,
  decided_at timestamp with time zone,
  constraint correction_pkey PRIMARY KEY (id),
  constraint correction_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint correction_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'sms'::text, 'language'::text, 'name'::text]))),
  constraint correction_reason_check CHECK ((length(reason) <= 500)),
  constraint correction_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text]))),
  constraint correction_value_check CHECK ((length(value) <= 254))
);
CREATE INDEX correction_open ON public.correction USING btree (id) WHERE (state = 'open'::text);
CREATE INDEX correction_person ON public.correction USING btree (person_id, id);
grant delete, insert, select, update on correction to belfry_app;

create table data_request (
  id bigint not null generated always as identity,
  person_id bigint not null,
  kind text not null,
  with_children boolean not null default false,
  asked_through text not null,
  asked_on date not null,
  due_on date not null,
  due_provisional boolean not null default false,
  organisation_id bigint,
  reference text,
  state text not null default 'open'::text,
  checked_how text,
  checked_by bigint,
  checked_at timestamp with time zone,
  decided_by bigint,
  decided_at timestamp with time zone,
  reason text,
  token_hash bytea,
  token_expires_at timestamp with time zone,
  constraint data_request_pkey PRIMARY KEY (id),
  constraint data_request_token_hash_key UNIQUE (token_hash),
  constraint data_request_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES account(id),
  constraint data_request_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(id),
  constraint data_request_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint data_request_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint data_request_asked_through_check CHECK ((asked_through = ANY (ARRAY['link'::text, 'desk'::text]))),
  constraint data_request_check CHECK (((state = 'declined'::text) = (reason IS NOT NULL))),
  constraint data_request_checked_how_check CHECK ((checked_how = ANY (ARRAY['document'::text, 'known'::text, 'call_back'::text]))),
  constraint data_request_kind_check CHECK ((kind = ANY (ARRAY['copy'::text, 'erasure'::text]))),
  constraint data_request_reason_check CHECK ((length(reason) <= 500)),
  constraint data_request_reference_check CHECK ((length(reference) <= 200)),
  constraint data_request_state_check CHECK ((state = ANY (ARRAY['open'::text, 'checked'::text, 'done'::text, 'declined'::text, 'withdrawn'::text])))
);
CREATE INDEX data_request_open ON public.data_request USING btree (due_on, id) WHERE (state = ANY (ARRAY['open'::text, 'checked'::text]));
CREATE INDEX data_request_person ON public.data_request USING btree (person_id);
CREATE INDEX data_request_provisional ON public.data_request USING btree (id) WHERE (due_provisional AND (state = ANY (ARRAY['open'::text, 'checked'::text])));
grant delete, insert, select, update on data_request to belfry_app;

create table delivery (
  message_id bigint not null,
  person_id bigint not null,
  organisation_id bigint not null,
  contact_point_id bigint,
  period date not null,
  ready_at timestamp with time zone not null,
  claimed_at timestamp with time zone,
  settled_at timestamp with time zone,
  claim bigint,
  district_id smallint not null,
  channel smallint not null,
  state smallint not null,
  attempts smallint not null default 0,
  reason text,
  constraint delivery_pkey PRIMARY KEY (message_id, person_id, period, district_id)
) partition by RANGE (period);
CREATE INDEX delivery_claim ON ONLY public.delivery USING btree (message_id, channel, ready_at) WHERE (state = 0);
CREATE INDEX delivery_claimed ON ONLY public.delivery USING btree (claimed_at) WHERE (state = 1);
CREATE INDEX delivery_failed ON ONLY public.delivery USING btree (message_id, reason) WHERE (state = ANY (ARRAY[3, 5]));
grant delete, insert, select, update on delivery to belfry_app;

create table delivery_count (
  message_id bigint not null,
  organisation_id bigint not null,
  channel smallint not null,
  state smallint not null,
  n bigint not null,
  constraint delivery_count_pkey PRIMARY KEY (message_id, organisation_id, channel, state),
  constraint delivery_count_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(id)
);
grant delete, insert, select, update on delivery_count to belfry_app;

create table delivery_count_delta (
  id bigint not null generated always as identity,
  message_id bigint not null,
  channel smallint not null,
  state smallint not null,
  n integer not null,
  organisations bigint[] not null,
  counts integer[] not null,
  constraint delivery_count_delta_pkey PRIMARY KEY (id)
);
CREATE INDEX delivery_count_delta_message ON public.delivery_count_delta USING btree (message_id);
grant delete, insert, select, update on delivery_count_delta to belfry_app;

create table delivery_worker (
  id bigint not null generated always as identity,
  host text not null,
  process_id integer not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  trouble text,
  trouble_from timestamp with time zone,
  trouble_until timestamp with time zone,
  hung text,
  machine text not null default ''::text,
  constraint delivery_worker_pkey PRIMARY KEY (id)
);
grant delete, insert, select, update on delivery_worker to belfry_app;

create table digest_choice (
  contact_point_id bigint not null,
  chosen_on date not null,
  constraint digest_choice_pkey PRIMARY KEY (contact_point_id),
  constraint digest_choice_contact_point_id_fkey FOREIGN KEY (contact_point_id) REFERENCES contact_point(id) ON DELETE CASCADE
);
grant delete, insert, select, update on digest_choice to belfry_app;

create table digest_hold (
  message_id bigint not null,
  person_id bigint not null,
  contact_point_id bigint not null,
  period date not null,
  due_at timestamp with time zone not null,
  digest_on date not null,
  constraint digest_hold_pkey PRIMARY KEY (message_id, person_id),
  constraint digest_hold_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(id)
);
CREATE INDEX digest_hold_contact ON public.digest_hold USING btree (contact_point_id);
CREATE INDEX digest_hold_due ON public.digest_hold USING btree (due_at);
grant delete, insert, select, update on digest_hold to belfry_app;

create table direct_mail (
  id bigint not null generated always as identity,
  address text not null,
  language text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  state text not null default 'queued'::text,
  attempts smallint not null default 0,
  created_at timestamp with time zone not null default now(),
  ready_at timestamp with time zone not null default now(),
  claimed_at timestamp with time zone,
  claim bigint,
  settled_at timestamp with time zone,
  reason text,
  channel smallint not null default 1,
  template text,
  variables jsonb,
  good_until timestamp with time zone,
  unsubscribe text not null default ''::text,
  constraint direct_mail_pkey PRIMARY KEY (id),
  constraint direct_mail_channel_check CHECK ((channel = ANY (ARRAY[1, 2]))),
  constraint direct_mail_check CHECK (((channel = 2) = ((template IS NOT NULL) AND (variables IS NOT NULL) AND (good_until IS NOT NULL)))),
  constraint direct_mail_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'delivered'::text, 'failed'::text]))),
  constraint direct_mail_template_check CHECK ((template ~ '^[a-z_]+$'::text))
);
CREATE INDEX direct_mail_claim ON public.direct_mail USING btree (channel, ready_at) WHERE (state = 'queued'::text);
CREATE INDEX direct_mail_claimed ON public.direct_mail USING btree (claimed_at) WHERE (state = 'claimed'::text);
grant delete, insert, select, update on direct_mail to belfry_app;

create table drill (
  id bigint not null generated always as identity,
  organisation_id bigint not null,
  kind text not null,
  held_on date not null,
  minutes smallint not null,
  pupils integer,
  staff integer,
  found text not null default ''::text,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  withdrawn_by bigint,
  withdrawn_at timestamp with time zone,
  reason text not null default ''::text,
  constraint drill_pkey PRIMARY KEY (id),
  constraint drill_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint drill_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint drill_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES account(id),
  constraint drill_check CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL))),
  constraint drill_kind_check CHECK ((kind = ANY (ARRAY['flood'::text, 'landslide'::text, 'earthquake'::text, 'storm'::text, 'fire'::text, 'epidemic'::text, 'food'::text, 'utilities'::text, 'building'::text, 'transport'::text, 'attack'::text, 'missing'::text, 'cyber'::text, 'network'::text]))),
  constraint drill_minutes_check CHECK (((minutes >= 1) AND (minutes <= 1440))),
  constraint drill_pupils_check CHECK (((pupils >= 0) AND (pupils <= 100000))),
  constraint drill_staff_check CHECK (((staff >= 0) AND (staff <= 100000)))
);
CREATE INDEX drill_held ON public.drill USING btree (held_on);
CREATE INDEX drill_organisation ON public.drill USING btree (organisation_id, held_on);
grant delete, insert, select, update on drill to belfry_app;

create table drill_requirement (
  id bigint not null generated always as identity,
  code text,
  texts jsonb not null,
  places text not null,
  kinds text[] not null,
  per text not null,
  times smallint not null,
  months smallint[],
  source jsonb not null,
  holds_from date not null,
  ends_on date,
  made_by bigint,
  made_at timestamp with time zone not null,
  ended_by bigint,
  constraint drill_requirement_pkey PRIMARY KEY (id),
  constraint drill_requirement_code_key UNIQUE (code),
  constraint drill_requirement_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint drill_requirement_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint drill_requirement_kinds_check CHECK ((cardinality(kinds) > 0)),
  constraint drill_requirement_per_check CHECK ((per = ANY (ARRAY['month'::text, 'quarter'::text, 'term'::text, 'year'::text]))),
  constraint drill_requirement_places_check CHECK ((places = ANY (ARRAY['school'::text, 'kindergarten'::text, 'all'::text]))),
  constraint drill_requirement_times_check CHECK (((times >= 1) AND (times <= 20)))
);
grant delete, insert, select, update on drill_requirement to belfry_app;

create table duty_calendar (
  account_id bigint not null,
  token_hash bytea not null,
  made_at timestamp with time zone not null,
  constraint duty_calendar_pkey PRIMARY KEY (account_id),
  constraint duty_calendar_token_hash_key UNIQUE (token_hash),
  constraint duty_calendar_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
grant delete, insert, select, update on duty_calendar to belfry_app;

create table duty_handover (
  id bigint not null generated always as identity,
  shift_id bigint not null,
  account_id bigint not null,
  at timestamp with time zone not null,
  text text not null,
  constraint duty_handover_pkey PRIMARY KEY (id),
  constraint duty_handover_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint duty_handover_shift_id_fkey FOREIGN KEY (shift_id) REFERENCES duty_shift(id) ON DELETE CASCADE
);
CREATE INDEX duty_handover_shift ON public.duty_handover USING btree (shift_id, id);
grant insert, select on duty_handover to belfry_app;

create table duty_member (
  roster_id bigint not null,
  account_id bigint not null,
  place smallint not null,
  constraint duty_member_pkey PRIMARY KEY (roster_id, account_id),
  constraint duty_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint duty_member_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES duty_roster(id)
);
grant delete, insert, select, update on duty_member to belfry_app;

create table duty_roster (
  id bigint not null generated always as identity,
  organisation_id bigint not null,
  name text not null,
  kind text,
  covers text not null,
  starts smallint[] not null,
  state text not null default 'active'::text,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  constraint duty_roster_pkey PRIMARY KEY (id),
  constraint duty_roster_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint duty_roster_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint duty_roster_covers_check CHECK ((covers = ANY (ARRAY['all'::text, 'off'::text, 'working'::text]))),
  constraint duty_roster_kind_check CHECK ((kind = ANY (ARRAY['flood'::text, 'landslide'::text, 'earthquake'::text, 'storm'::text, 'fire'::text, 'epidemic'::text, 'food'::text, 'utilities'::text, 'building'::text, 'transport'::text, 'attack'::text, 'missing'::text, 'cyber'::text, 'network'::text]))),
  constraint duty_roster_starts_check CHECK (((cardinality(starts) >= 1) AND (cardinality(starts) <= 4))),
  constraint duty_roster_state_check CHECK ((state = ANY (ARRAY['active'::text, 'ended'::text])))
);
CREATE INDEX duty_roster_organisation ON public.duty_roster USING btree (organisation_id);
grant delete, insert, select, update on duty_roster to belfry_app;

create table duty_shift (
  id bigint not null generated always as identity,
  roster_id bigint not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  account_id bigint,
  stand_in_id bigint,
  revision integer not null default 1,
  changed_at timestamp with time zone not null,
  constraint duty_shift_pkey PRIMARY KEY (id),
  constraint duty_shift_roster_id_starts_at_key UNIQUE (roster_id, starts_at),
  constraint duty_shift_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint duty_shift_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES duty_roster(id),
  constraint duty_shift_stand_in_id_fkey FOREIGN KEY (stand_in_id) REFERENCES account(id),
  constraint duty_shift_check CHECK ((ends_at > starts_at)),
  constraint duty_shift_check1 CHECK ((account_id <> stand_in_id))
);
CREATE INDEX duty_shift_account ON public.duty_shift USING btree (account_id, starts_at);
CREATE INDEX duty_shift_ends ON public.duty_shift USING btree (ends_at);
CREATE INDEX duty_shift_stand_in ON public.duty_shift USING btree (stand_in_id, starts_at);
grant delete, insert, select, update on duty_shift to belfry_app;

create table duty_swap (
  id bigint not null generated always as identity,
  shift_id bigint not null,
  from_id bigint not null,
  to_id bigint not null,
  other_shift_id bigint,
  state text not null default 'asked'::text,
  asked_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  constraint duty_swap_pkey PRIMARY KEY (id),
  constraint duty_swap_from_id_fkey FOREIGN KEY (from_id) REFERENCES account(id),
  constraint duty_swap_other_shift_id_fkey FOREIGN KEY (other_shift_id) REFERENCES duty_shift(id) ON DELETE CASCADE,
  constraint duty_swap_shift_id_fkey FOREIGN KEY (shift_id) REFERENCES duty_shift(id) ON DELETE CASCADE,
  constraint duty_swap_to_id_fkey FOREIGN KEY (to_id) REFERENCES account(id),
  constraint duty_swap_check CHECK ((from_id <> to_id)),
  constraint duty_swap_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'agreed'::text, 'declined'::text, 'withdrawn'::text])))
);
CREATE UNIQUE INDEX duty_swap_asked ON public.duty_swap USING btree (shift_id) WHERE (state = 'asked'::text);
CREATE INDEX duty_swap_to ON public.duty_swap USING btree (to_id) WHERE (state = 'asked'::text);
grant delete, insert, select, update on duty_swap to belfry_app;

create table erasure (
  id bigint not null generated always as identity,
  person_id bigint not null,
  request_id bigint,
  reason text not null,
  marked boolean not null,
  proposed_by bigint not null,
  proposed_at timestamp with time zone not null,
  confirmed_by bigint,
  done_at timestamp with time zone,
  ended_by bigint,
  ended_at timestamp with time zone,
  counts jsonb not null default '{}'::jsonb,
  constraint erasure_pkey PRIMARY KEY (id),
  constraint erasure_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES account(id),
  constraint erasure_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint erasure_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint erasure_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES account(id),
  constraint erasure_request_id_fkey FOREIGN KEY (request_id) REFERENCES data_request(id),
  constraint erasure_check CHECK ((confirmed_by <> proposed_by)),
  constraint erasure_check1 CHECK (((done_at IS NULL) OR (ended_at IS NULL))),
  constraint erasure_reason_check CHECK ((reason = ANY (ARRAY['asked'::text, 'purpose_ended'::text, 'unlawful'::text])))
);
CREATE UNIQUE INDEX erasure_open ON public.erasure USING btree (person_id) WHERE ((done_at IS NULL) AND (ended_at IS NULL));
CREATE INDEX erasure_person ON public.erasure USING btree (person_id);
grant delete, insert, select, update on erasure to belfry_app;

create table event (
  id bigint not null generated always as identity,
  kind text not null,
  organisation_id bigint not null,
  data jsonb not null,
  at timestamp with time zone not null,
  told_at timestamp with time zone,
  constraint event_pkey PRIMARY KEY (id),
  constraint event_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);
CREATE INDEX event_waiting ON public.event USING btree (at) WHERE (told_at IS NULL);
grant delete, insert, select, update on event to belfry_app;

create table follower (
  id bigint not null generated always as identity,
  way text not null,
  language text not null,
  exercises boolean not null,
  address text not null,
  p256dh text not null default ''::text,
  auth text not null default ''::text,
  asked_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  constraint follower_pkey PRIMARY KEY (id),
  constraint follower_address_key UNIQUE (address),
  constraint follower_address_check CHECK ((length(address) <= 1000)),
  constraint follower_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  constraint follower_way_check CHECK ((way = ANY (ARRAY['mail'::text, 'push'::text])))
);
CREATE INDEX follower_mail ON public.follower USING btree (id) WHERE ((way = 'mail'::text) AND (confirmed_at IS NOT NULL));
grant delete, insert, select, update on follower to belfry_app;

create table follower_push (
  word_id bigint not null,
  follower_id bigint not null,
  attempts smallint not null default 0,
  due_at timestamp with time zone not null,
  constraint follower_push_pkey PRIMARY KEY (word_id, follower_id),
  constraint follower_push_follower_id_fkey FOREIGN KEY (follower_id) REFERENCES follower(id) ON DELETE CASCADE,
  constraint follower_push_word_id_fkey FOREIGN KEY (word_id) REFERENCES follower_word(id) ON DELETE CASCADE
);
CREATE INDEX follower_push_due ON public.follower_push USING btree (due_at);
CREATE INDEX follower_push_follower ON public.follower_push USING btree (follower_id);
grant delete, insert, select, update on follower_push to belfry_app;

create table follower_word (
  id bigint not null generated always as identity,
  subject text not null,
  word text not null,
  office text not null,
  exercise boolean not null,
  texts jsonb not null,
  at timestamp with time zone not null,
  lasts_until timestamp with time zone not null,
  mailed_to bigint not null default 0,
  mailed boolean not null default false,
  constraint follower_word_pkey PRIMARY KEY (id),
  constraint follower_word_word_check CHECK ((word = ANY (ARRAY['update'::text, 'ended'::text, 'mistaken'::text])))
);
CREATE INDEX follower_word_mailing ON public.follower_word USING btree (id) WHERE (NOT mailed);
grant delete, insert, select, update on follower_word to belfry_app;

create table guardianship (
  id bigint not null generated always as identity,
  guardian_id bigint not null,
  pupil_id bigint not null,
  may_receive boolean not null default true,
  may_act boolean not null default true,
  starts_on date not null,
  ends_on date,
  ended_by text,
  origin text not null default 'desk'::text,
  ended_with_state boolean not null default false,
  end_before_leaving date,
  changed_at timestamp with time zone not null default now(),
  constraint guardianship_pkey PRIMARY KEY (id),
  constraint guardianship_guardian_id_fkey FOREIGN KEY (guardian_id) REFERENCES person(id),
  constraint guardianship_pupil_id_fkey FOREIGN KEY (pupil_id) REFERENCES person(id),
  constraint guardianship_check CHECK ((guardian_id <> pupil_id)),
  constraint guardianship_check1 CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
  constraint guardianship_ended_by_check CHECK ((ended_by = ANY (ARRAY['roster'::text, 'desk'::text]))),
  constraint guardianship_origin_check CHECK ((origin = ANY (ARRAY['roster'::text, 'desk'::text])))
);
CREATE INDEX guardianship_guardian ON public.guardianship USING btree (guardian_id) INCLUDE (pupil_id, may_receive, starts_on, ends_on);
CREATE UNIQUE INDEX guardianship_pair ON public.guardianship USING btree (guardian_id, pupil_id) WHERE (ends_on IS NULL);
CREATE INDEX guardianship_pupil ON public.guardianship USING btree (pupil_id) INCLUDE (guardian_id, may_receive, starts_on, ends_on);
CREATE TRIGGER keep_tombstone AFTER UPDATE OF ends_on, may_receive, may_act ON public.guardianship FOR EACH ROW WHEN (((old.ends_on IS DISTINCT FROM new.ends_on) OR (old.may_receive <> new.may_receive) OR (old.may_act <> new.may_act))) EXECUTE FUNCTION keep_tombstone('id', 'ends_on', 'may_receive', 'may_act');
CREATE TRIGGER keep_tombstone_gone AFTER DELETE ON public.guardianship FOR EACH ROW EXECUTE FUNCTION keep_tombstone('id');
CREATE TRIGGER note_change BEFORE UPDATE ON public.guardianship FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION note_change();
grant delete, insert, select, update on guardianship to belfry_app;

create table incident (
  id bigint not null generated always as identity,
  organisation_id bigint not null,
  kind text not null,
  level smallint not null,
  exercise boolean not null,
  state text not null default 'running'::text,
  place text not null default ''::text,
  plan_version integer not null,
  plan jsonb not null,
  declared_by bigint,
  declared_at timestamp with time zone not null,
  closed_by bigint,
  closed_at timestamp with time zone,
  next_update_at timestamp with time zone,
  review_state text not null default 'none'::text,
  went_well text not null default ''::text,
  course text not null default ''::text,
  revision integer not null default 1,
  latitude double precision,
  longitude double precision,
  reach_metres integer,
  place_public boolean not null default false,
  constraint incident_pkey PRIMARY KEY (id),
  constraint incident_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES account(id),
  constraint incident_declared_by_fkey FOREIGN KEY (declared_by) REFERENCES account(id),
  constraint incident_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint incident_check CHECK (((state = 'running'::text) = (closed_at IS NULL))),
  constraint incident_check1 CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint incident_check2 CHECK (((reach_metres IS NULL) OR (latitude IS NOT NULL))),
  constraint incident_check3 CHECK (((NOT place_public) OR (reach_metres IS NOT NULL))),
  constraint incident_kind_check CHECK ((kind = ANY (ARRAY['flood'::text, 'landslide'::text, 'earthquake'::text, 'storm'::text, 'fire'::text, 'epidemic'::text, 'food'::text, 'utilities'::text, 'building'::text, 'transport'::text, 'attack'::text, 'missing'::text, 'cyber'::text, 'network'::text]))),
  constraint incident_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint incident_level_check CHECK (((level >= 1) AND (level <= 4))),
  constraint incident_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint incident_reach_metres_check CHECK (((reach_metres >= 50) AND (reach_metres <= 100000))),
  constraint incident_review_state_check CHECK ((review_state = ANY (ARRAY['none'::text, 'writing'::text, 'finished'::text]))),
  constraint incident_state_check CHECK ((state = ANY (ARRAY['running'::text, 'over'::text, 'mistaken'::text])))
);
CREATE INDEX incident_running ON public.incident USING btree (id) WHERE (state = 'running'::text);
grant delete, insert, select, update on incident to belfry_app;

create table incident_affected (
  incident_id bigint not null,
  organisation_id bigint not null,
  constraint incident_affected_pkey PRIMARY KEY (incident_id, organisation_id),
  constraint incident_affected_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE,
  constraint incident_affected_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);
grant delete, insert, select, update on incident_affected to belfry_app;

create table incident_alert (
  id bigint not null generated always as identity,
  incident_id bigint not null,
  identifier text not null,
  sender text not null,
  kind text not null,
  sent_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  level smallint not null,
  texts jsonb not null,
  areas jsonb not null,
  refers_to text not null default ''::text,
  account_id bigint,
  constraint incident_alert_pkey PRIMARY KEY (id),
  constraint incident_alert_identifier_key UNIQUE (identifier),
  constraint incident_alert_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint incident_alert_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE,
  constraint incident_alert_kind_check CHECK ((kind = ANY (ARRAY['alert'::text, 'update'::text, 'cancel'::text]))),
  constraint incident_alert_level_check CHECK (((level >= 1) AND (level <= 4)))
);
CREATE INDEX incident_alert_incident ON public.incident_alert USING btree (incident_id, id);
grant insert, select on incident_alert to belfry_app;

create table incident_alert_send (
  alert_id bigint not null,
  at timestamp with time zone not null,
  account_id bigint,
  roles text[] not null,
  people integer not null,
  ended_at timestamp with time zone,
  reached integer,
  ms_50 integer,
  ms_95 integer,
  ms_99 integer,
  told integer,
  constraint incident_alert_send_pkey PRIMARY KEY (alert_id),
  constraint incident_alert_send_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint incident_alert_send_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES incident_alert(id) ON DELETE CASCADE,
  constraint incident_alert_send_roles_check CHECK (((roles <> '{}'::text[]) AND (roles <@ ARRAY['guardians'::text, 'teachers'::text, 'heads'::text, 'pupils'::text]))),
  constraint incident_alert_send_told_check CHECK ((told >= 0))
);
CREATE INDEX incident_alert_send_open ON public.incident_alert_send USING btree (alert_id) WHERE (ended_at IS NULL);
grant delete, insert, select, update on incident_alert_send to belfry_app;

create table incident_answer (
  matter_id bigint not null,
  version smallint not null,
  texts jsonb not null,
  account_id bigint,
  at timestamp with time zone not null,
  constraint incident_answer_pkey PRIMARY KEY (matter_id, version),
  constraint incident_answer_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint incident_answer_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES incident_matter(id) ON DELETE CASCADE
);
grant insert, select on incident_answer to belfry_app;

create table incident_area (
  organisation_id bigint not null,
  polygon text not null default ''::text,
  circle text not null default ''::text,
  code_name text not null default ''::text,
  code text not null default ''::text,
  changed_by bigint not null,
  changed_at timestamp with time zone not null,
  constraint incident_area_pkey PRIMARY KEY (organisation_id),
  constraint incident_area_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id),
  constraint incident_area_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);
grant delete, insert, select, update on incident_area to belfry_app;

create table incident_entry (
  id bigint not null generated always as identity,
  incident_id bigint not null,
  sort text not null,
  at timestamp with time zone not null,
  account_id bigint,
  text text not null default ''::text,
  detail jsonb not null default '{}'::jsonb,
  constraint incident_entry_pkey PRIMARY KEY (id),
  constraint incident_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint incident_entry_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE
);
CREATE INDEX incident_entry_incident ON public.incident_entry USING btree (incident_id, id);
grant insert, select on incident_entry to belfry_app;

create table incident_evidence (
  id bigint not null generated always as identity,
  incident_id bigint not null,
  name text not null,
  about text not null,
  bytes bigint not null,
  sha256 bytea not null,
  content bytea not null,
  account_id bigint not null,
  at timestamp with time zone not null,
  constraint incident_evidence_pkey PRIMARY KEY (id),
  constraint incident_evidence_incident_id_sha256_key UNIQUE (incident_id, sha256),
  constraint incident_evidence_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint incident_evidence_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident_evidence_box(incident_id) ON DELETE CASCADE
);
grant insert, select on incident_evidence to belfry_app;

create table incident_evidence_box (
  incident_id bigint not null,
  made_at timestamp with time zone not null,
  constraint incident_evidence_box_pkey PRIMARY KEY (incident_id),
  constraint incident_evidence_box_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE
);
grant delete, insert, select, update on incident_evidence_box to belfry_app;

create table incident_lesson (
  id bigint not null generated always as identity,
  incident_id bigint not null,
  organisation_id bigint not null,
  text text not null,
  owner_id bigint,
  due_on date not null,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  state text not null default 'waiting'::text,
  outcome text not null default ''::text,
  done_by bigint,
  done_at timestamp with time zone,
  constraint incident_lesson_pkey PRIMARY KEY (id),
  constraint incident_lesson_done_by_fkey FOREIGN KEY (done_by) REFERENCES account(id),
  constraint incident_lesson_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE,
  constraint incident_lesson_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint incident_lesson_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint incident_lesson_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account(id),
  constraint incident_lesson_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'dropped'::text])))
);
CREATE INDEX incident_lesson_waiting ON public.incident_lesson USING btree (due_on) WHERE (state = 'waiting'::text);
grant delete, insert, select, update on incident_lesson to belfry_app;

create table incident_matter (
  id bigint not null generated always as identity,
  incident_id bigint not null,
  question jsonb not null,
  made_at timestamp with time zone not null,
  constraint incident_matter_pkey PRIMARY KEY (id),
  constraint incident_matter_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE
);
CREATE INDEX incident_matter_incident ON public.incident_matter USING btree (incident_id, id);
grant delete, insert, select, update on incident_matter to belfry_app;

create table incident_plan_version (
  kind text not null,
  version integer not null,
  content jsonb not null,
  holds_from date not null,
  review_on date not null,
  account_id bigint not null,
  at timestamp with time zone not null,
  constraint incident_plan_version_pkey PRIMARY KEY (kind, version),
  constraint incident_plan_version_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint incident_plan_version_kind_check CHECK ((kind = ANY (ARRAY['flood'::text, 'landslide'::text, 'earthquake'::text, 'storm'::text, 'fire'::text, 'epidemic'::text, 'food'::text, 'utilities'::text, 'building'::text, 'transport'::text, 'attack'::text, 'missing'::text, 'cyber'::text, 'network'::text])))
);
grant insert, select on incident_plan_version to belfry_app;

create table incident_question (
  id bigint not null generated always as identity,
  incident_id bigint not null,
  asked_on date not null,
  text text,
  state text not null default 'waiting'::text,
  matter_id bigint,
  reason text,
  constraint incident_question_pkey PRIMARY KEY (id),
  constraint incident_question_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE,
  constraint incident_question_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES incident_matter(id),
  constraint incident_question_check CHECK (((state = 'answered'::text) = (matter_id IS NOT NULL))),
  constraint incident_question_check1 CHECK (((state = 'declined'::text) = (reason IS NOT NULL))),
  constraint incident_question_reason_check CHECK ((reason = ANY (ARRAY['other_matter'::text, 'personal'::text, 'other_authority'::text, 'no_question'::text, 'offensive'::text]))),
  constraint incident_question_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'answered'::text, 'declined'::text, 'ended'::text]))),
  constraint incident_question_text_check CHECK ((length(text) <= 500))
);
CREATE INDEX incident_question_incident ON public.incident_question USING btree (incident_id, state);
CREATE INDEX incident_question_kept ON public.incident_question USING btree (incident_id) WHERE (text IS NOT NULL);
CREATE INDEX incident_question_waiting ON public.incident_question USING btree (incident_id, id) WHERE (state = 'waiting'::text);
grant delete, insert, select, update on incident_question to belfry_app;

create table incident_school (
  incident_id bigint not null,
  organisation_id bigint not null,
  state text not null default 'unknown'::text,
  at timestamp with time zone not null,
  constraint incident_school_pkey PRIMARY KEY (incident_id, organisation_id),
  constraint incident_school_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE,
  constraint incident_school_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint incident_school_state_check CHECK ((state = ANY (ARRAY['unknown'::text, 'open'::text, 'closed'::text, 'remote'::text])))
);
grant delete, insert, select, update on incident_school to belfry_app;

create table incident_task (
  id bigint not null generated always as identity,
  incident_id bigint not null,
  organisation_id bigint not null,
  post text not null,
  texts jsonb not null,
  from_plan boolean not null,
  made_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  state text not null default 'waiting'::text,
  taken_by bigint,
  done_at timestamp with time zone,
  escalated_at timestamp with time zone,
  constraint incident_task_pkey PRIMARY KEY (id),
  constraint incident_task_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE,
  constraint incident_task_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint incident_task_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES account(id),
  constraint incident_task_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'taken'::text, 'done'::text, 'dropped'::text])))
);
CREATE INDEX incident_task_incident ON public.incident_task USING btree (incident_id, due_at);
CREATE INDEX incident_task_late ON public.incident_task USING btree (due_at) WHERE ((state = ANY (ARRAY['waiting'::text, 'taken'::text])) AND (escalated_at IS NULL));
grant delete, insert, select, update on incident_task to belfry_app;

create table incident_update (
  id bigint not null generated always as identity,
  incident_id bigint not null,
  at timestamp with time zone not null,
  level smallint not null,
  texts jsonb not null,
  next_update_at timestamp with time zone,
  account_id bigint,
  offline_id uuid,
  constraint incident_update_pkey PRIMARY KEY (id),
  constraint incident_update_offline_id_key UNIQUE (offline_id),
  constraint incident_update_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint incident_update_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE,
  constraint incident_update_level_check CHECK (((level >= 1) AND (level <= 4)))
);
CREATE INDEX incident_update_incident ON public.incident_update USING btree (incident_id, id);
grant insert, select on incident_update to belfry_app;

create table map_landmark (
  id bigint not null generated always as identity,
  kind text not null,
  name text,
  points jsonb not null,
  constraint map_landmark_pkey PRIMARY KEY (id),
  constraint map_landmark_check CHECK (((name IS NOT NULL) OR (kind = ANY (ARRAY['line'::text, 'area'::text])))),
  constraint map_landmark_kind_check CHECK ((kind = ANY (ARRAY['place'::text, 'line'::text, 'area'::text, 'source'::text]))),
  constraint map_landmark_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);
grant delete, insert, select, update on map_landmark to belfry_app;

create table membership (
  id bigint not null generated always as identity,
  person_id bigint not null,
  organisation_id bigint not null,
  "position" text not null,
  starts_on date not null,
  ends_on date,
  source_id text,
  ended_by text,
  ended_with_state boolean not null default false,
  ended_by_step bigint,
  end_before_leaving date,
  changed_at timestamp with time zone not null default now(),
  constraint membership_pkey PRIMARY KEY (id),
  constraint membership_source_id_key UNIQUE (source_id),
  constraint membership_ended_by_step_fkey FOREIGN KEY (ended_by_step) REFERENCES year_step(id),
  constraint membership_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint membership_check CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
  constraint membership_ended_by_check CHECK ((ended_by = ANY (ARRAY['roster'::text, 'desk'::text]))),
  constraint membership_position_check CHECK (("position" = ANY (ARRAY['pupil'::text, 'teacher'::text, 'class_teacher'::text, 'head'::text, 'staff'::text])))
);
CREATE INDEX membership_ended_by_step ON public.membership USING btree (ended_by_step) WHERE (ended_by_step IS NOT NULL);
CREATE INDEX membership_organisation ON public.membership USING btree (organisation_id, "position", person_id) INCLUDE (starts_on, ends_on);
CREATE INDEX membership_person ON public.membership USING btree (person_id, "position") INCLUDE (organisation_id, starts_on, ends_on);
CREATE INDEX membership_source_folded ON public.membership USING btree (lower(source_id)) WHERE (source_id IS NOT NULL);
CREATE TRIGGER keep_tombstone AFTER UPDATE OF ends_on ON public.membership FOR EACH ROW WHEN (((old.ends_on IS DISTINCT FROM new.ends_on) AND (new."position" <> 'pupil'::text))) EXECUTE FUNCTION keep_tombstone('id', 'ends_on', 'ended_with_state');
CREATE TRIGGER note_change BEFORE UPDATE ON public.membership FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION note_change();
grant delete, insert, select, update on membership to belfry_app;

create table message (
  id bigint not null generated always as identity,
  district_id smallint not null default 1,
  period date not null,
  organisation_id bigint not null,
  subject text not null,
  purpose text not null,
  audience jsonb not null,
  frozen_size integer not null,
  cursor_person_id bigint not null default 0,
  state text not null default 'waiting'::text,
  paused_at timestamp with time zone,
  release_at timestamp with time zone not null,
  link_expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  expanded_at timestamp with time zone,
  finished_at timestamp with time zone,
  stopped_reason text,
  contents_revision integer not null default 1,
  joined integer not null default 0,
  may_wait boolean not null default false,
  wait_until timestamp with time zone,
  kind text,
  rows_forgotten_at timestamp with time zone,
  alert_id bigint,
  channel smallint,
  follows bigint[] not null default '{}'::bigint[],
  to_followers boolean not null default false,
  constraint message_pkey PRIMARY KEY (id),
  constraint message_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES incident_alert(id) ON DELETE SET NULL,
  constraint message_channel_fkey FOREIGN KEY (channel) REFERENCES channel(id),
  constraint message_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint message_alert_check CHECK (((purpose = 'alert'::text) OR ((alert_id IS NULL) AND (channel IS NULL) AND (follows = '{}'::bigint[]) AND (NOT to_followers)))),
  constraint message_kind_check CHECK ((kind ~ '^[a-z_]+$'::text)),
  constraint message_purpose_check CHECK ((purpose = ANY (ARRAY['notice'::text, 'reminder'::text, 'correction'::text, 'alert'::text, 'roll_call'::text, 'roll_call_staff'::text]))),
  constraint message_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'expanding'::text, 'sending'::text, 'stopped'::text, 'finished'::text])))
);
CREATE INDEX message_alert ON public.message USING btree (alert_id) WHERE (alert_id IS NOT NULL);
CREATE INDEX message_open ON public.message USING btree (release_at) WHERE (state = ANY (ARRAY['waiting'::text, 'expanding'::text, 'sending'::text]));
CREATE INDEX message_rows_kept ON public.message USING btree (finished_at) WHERE (rows_forgotten_at IS NULL);
CREATE INDEX message_stopping ON public.message USING btree (id) WHERE ((state = 'stopped'::text) AND (finished_at IS NULL));
CREATE INDEX message_subject ON public.message USING btree (subject);
CREATE TRIGGER keep_tombstone AFTER UPDATE OF state ON public.message FOR EACH ROW WHEN (((old.state <> new.state) AND (new.state = 'stopped'::text))) EXECUTE FUNCTION keep_tombstone('id', 'state', 'stopped_reason');
CREATE TRIGGER message_brings_alert BEFORE INSERT ON public.message FOR EACH ROW WHEN (((new.purpose = 'alert'::text) OR (new.alert_id IS NOT NULL))) EXECUTE FUNCTION message_brings_alert();
CREATE TRIGGER message_brings_no_other_alert BEFORE UPDATE OF alert_id, purpose ON public.message FOR EACH ROW WHEN ((((new.alert_id IS DISTINCT FROM old.alert_id) AND (new.alert_id IS NOT NULL)) OR ((new.purpose <> old.purpose) AND (('alert'::text = new.purpose) OR ('alert'::text = old.purpose))))) EXECUTE FUNCTION message_brings_alert();
grant delete, insert, select, update on message to belfry_app;

create table message_content (
  message_id bigint not null,
  language text not null,
  "position" smallint not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  short_body text not null,
  constraint message_content_pkey PRIMARY KEY (message_id, language),
  constraint message_content_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(id)
);
CREATE TRIGGER message_says_exercise BEFORE INSERT OR UPDATE ON public.message_content FOR EACH ROW EXECUTE FUNCTION message_says_exercise();
grant delete, insert, select, update on message_content to belfry_app;

create table migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);
grant select on migration to belfry_app;

create table notice (
  id bigint not null generated always as identity,
  district_id smallint not null default 1,
  organisation_id bigint not null,
  kind text not null,
  number text,
  state text not null,
  revision integer not null default 1,
  author_id bigint not null,
  approver_id bigint,
  request text not null default 'none'::text,
  deadline_on date,
  is_public boolean not null default false,
  main_language text not null default 'zh-CN'::text,
  frozen_size integer,
  frozen_hash bytea,
  confirmed_size integer,
  is_own_class boolean not null default false,
  publish_at timestamp with time zone,
  published_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text,
  message_id bigint,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  version smallint not null default 1,
  corrected_at timestamp with time zone,
  correction_reason text,
  correction_told text,
  correction_message_id bigint,
  corrects_id bigint,
  correction_renews boolean not null default false,
  expires_on date,
  pinned_until date,
  pinned_by bigint,
  urgent_at timestamp with time zone,
  urgent_by bigint,
  urgent_reason text,
  countersigned_at timestamp with time zone,
  escalated_at timestamp with time zone,
  forwards_id bigint,
  forwards_version smallint,
  foreword text,
  series_id bigint,
  series_position integer,
  number_code_id bigint,
  number_latin text,
  constraint notice_pkey PRIMARY KEY (id),
  constraint notice_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES account(id),
  constraint notice_author_id_fkey FOREIGN KEY (author_id) REFERENCES account(id),
  constraint notice_correction_message_id_fkey FOREIGN KEY (correction_message_id) REFERENCES message(id),
  constraint notice_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES notice(id),
  constraint notice_forwards_id_fkey FOREIGN KEY (forwards_id) REFERENCES notice(id),
  constraint notice_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(id),
  constraint notice_number_code_id_fkey1 FOREIGN KEY (number_code_id) REFERENCES number_code(id),
  constraint notice_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint notice_pinned_by_fkey FOREIGN KEY (pinned_by) REFERENCES account(id),
  constraint notice_series_id_fkey FOREIGN KEY (series_id) REFERENCES notice_series(id),
  constraint notice_urgent_by_fkey FOREIGN KEY (urgent_by) REFERENCES account(id),
  constraint notice_check CHECK (((approver_id IS NULL) OR (approver_id <> author_id))),
  constraint notice_check1 CHECK (((request = 'none'::text) OR (deadline_on IS NOT NULL))),
  constraint notice_check2 CHECK (((state <> ALL (ARRAY['approved'::text, 'scheduled'::text, 'published'::text, 'withdrawn'::text])) OR ((frozen_size IS NOT NULL) AND (frozen_hash IS NOT NULL) AND ((approver_id IS NOT NULL) OR (urgent_at IS NOT NULL))))),
  constraint notice_check3 CHECK (((state <> 'published'::text) OR (published_at IS NOT NULL))),
  constraint notice_correction_told_check CHECK ((correction_told = ANY (ARRAY['nobody'::text, 'acknowledged'::text, 'everybody'::text]))),
  constraint notice_countersigned CHECK (((countersigned_at IS NULL) OR ((urgent_at IS NOT NULL) AND (approver_id IS NOT NULL) AND (approver_id <> urgent_by)))),
  constraint notice_forward CHECK (((forwards_id IS NULL) = (forwards_version IS NULL))),
  constraint notice_request_check CHECK ((request = ANY (ARRAY['none'::text, 'acknowledge'::text, 'slip'::text]))),
  constraint notice_series_place CHECK (((series_id IS NULL) = (series_position IS NULL))),
  constraint notice_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in_review'::text, 'approved'::text, 'scheduled'::text, 'published'::text, 'withdrawn'::text, 'discarded'::text, 'applied'::text])))
);
CREATE INDEX notice_due ON public.notice USING btree (publish_at) WHERE (state = 'scheduled'::text);
CREATE INDEX notice_forwards ON public.notice USING btree (forwards_id) WHERE (forwards_id IS NOT NULL);
CREATE UNIQUE INDEX notice_in_series ON public.notice USING btree (series_id, series_position) WHERE (series_id IS NOT NULL);
CREATE UNIQUE INDEX notice_open_correction ON public.notice USING btree (corrects_id) WHERE ((corrects_id IS NOT NULL) AND (state <> ALL (ARRAY['applied'::text, 'discarded'::text])));
CREATE INDEX notice_organisation ON public.notice USING btree (organisation_id, id);
CREATE INDEX notice_pinned ON public.notice USING btree (pinned_until) WHERE (pinned_until IS NOT NULL);
CREATE INDEX notice_public ON public.notice USING btree (published_at, id) WHERE (is_public AND (state = ANY (ARRAY['published'::text, 'withdrawn'::text])));
CREATE INDEX notice_state ON public.notice USING btree (state, id);
CREATE INDEX notice_urgent ON public.notice USING btree (urgent_at) WHERE ((urgent_at IS NOT NULL) AND (countersigned_at IS NULL));
CREATE TRIGGER keep_tombstone AFTER UPDATE OF state ON public.notice FOR EACH ROW WHEN (((old.state <> new.state) AND (new.state = 'withdrawn'::text))) EXECUTE FUNCTION keep_tombstone('id', 'state', 'withdrawn_at', 'withdrawn_reason');
grant delete, insert, select, update on notice to belfry_app;

create table notice_acknowledgement (
  notice_id bigint not null,
  person_id bigint not null,
  organisation_id bigint not null,
  means text not null,
  acknowledged_on date not null,
  version smallint not null default 1,
  reply_due boolean not null default false,
  constraint notice_acknowledgement_pkey PRIMARY KEY (notice_id, person_id),
  constraint notice_acknowledgement_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_acknowledgement_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint notice_acknowledgement_means_check CHECK ((means = ANY (ARRAY['link'::text, 'told'::text])))
);
CREATE INDEX notice_acknowledgement_reply_due ON public.notice_acknowledgement USING btree (notice_id) WHERE reply_due;
grant delete, insert, select, update on notice_acknowledgement to belfry_app;

create table notice_acknowledgement_count (
  notice_id bigint not null,
  organisation_id bigint not null,
  n bigint not null,
  constraint notice_acknowledgement_count_pkey PRIMARY KEY (notice_id, organisation_id)
);
grant delete, insert, select, update on notice_acknowledgement_count to belfry_app;

create table notice_acknowledgement_delta (
  id bigint not null generated always as identity,
  notice_id bigint not null,
  organisation_id bigint not null,
  n integer not null,
  constraint notice_acknowledgement_delta_pkey PRIMARY KEY (id)
);
CREATE INDEX notice_acknowledgement_delta_notice ON public.notice_acknowledgement_delta USING btree (notice_id);
grant delete, insert, select, update on notice_acknowledgement_delta to belfry_app;

create table notice_approval_step (
  notice_id bigint not null,
  "position" smallint not null,
  place text not null,
  organisation_id bigint not null,
  rule_id bigint,
  remind_after smallint not null,
  since timestamp with time zone,
  approved_at timestamp with time zone,
  account_id bigint,
  principal_id bigint,
  content_hash bytea,
  people integer,
  reminded_on date,
  told_on date,
  constraint notice_approval_step_pkey PRIMARY KEY (notice_id, "position"),
  constraint notice_approval_step_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint notice_approval_step_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_approval_step_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint notice_approval_step_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES account(id),
  constraint notice_approval_step_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES approval_rule(id),
  constraint notice_approval_step_check CHECK (((approved_at IS NULL) = (account_id IS NULL))),
  constraint notice_approval_step_check1 CHECK (((approved_at IS NULL) OR ((since IS NOT NULL) AND (content_hash IS NOT NULL) AND (people IS NOT NULL)))),
  constraint notice_approval_step_check2 CHECK (((principal_id IS NULL) OR (principal_id <> account_id))),
  constraint notice_approval_step_place_check CHECK ((place = ANY (ARRAY['any'::text, 'office'::text, 'school'::text, 'bureau'::text])))
);
CREATE INDEX notice_approval_step_open ON public.notice_approval_step USING btree (since) WHERE ((approved_at IS NULL) AND (since IS NOT NULL));
grant delete, insert, select, update on notice_approval_step to belfry_app;

create table notice_attachment (
  id bigint not null generated always as identity,
  notice_id bigint not null,
  sha256 bytea not null,
  name text not null,
  media_type text not null,
  size integer not null,
  "position" smallint not null default 0,
  from_version smallint not null default 1,
  until_version smallint,
  constraint notice_attachment_pkey PRIMARY KEY (id),
  constraint notice_attachment_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_attachment_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256)
);
CREATE INDEX notice_attachment_notice ON public.notice_attachment USING btree (notice_id);
grant delete, insert, select, update on notice_attachment to belfry_app;

create table notice_audience (
  notice_id bigint not null,
  mode text not null,
  organisation_id bigint not null,
  role text not null,
  constraint notice_audience_pkey PRIMARY KEY (notice_id, mode, organisation_id, role),
  constraint notice_audience_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_audience_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint notice_audience_mode_check CHECK ((mode = ANY (ARRAY['include'::text, 'exclude'::text]))),
  constraint notice_audience_role_check CHECK ((role = ANY (ARRAY['guardians'::text, 'pupils'::text, 'teachers'::text, 'heads'::text])))
);
CREATE INDEX notice_audience_organisation ON public.notice_audience USING btree (organisation_id, notice_id) WHERE (mode = 'include'::text);
grant delete, insert, select, update on notice_audience to belfry_app;

create table notice_document (
  notice_id bigint not null,
  format text not null,
  content bytea not null,
  version smallint not null,
  language text not null,
  sha256 bytea not null,
  made_at timestamp with time zone not null,
  constraint notice_document_pkey PRIMARY KEY (notice_id, format, content),
  constraint notice_document_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_document_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256),
  constraint notice_document_content_check CHECK ((length(content) = 32)),
  constraint notice_document_format_check CHECK ((format = ANY (ARRAY['pdf'::text, 'docx'::text])))
);
grant delete, insert, select, update on notice_document to belfry_app;

create table notice_earlier_acknowledgement (
  notice_id bigint not null,
  person_id bigint not null,
  version smallint not null,
  organisation_id bigint not null,
  means text not null,
  acknowledged_on date not null,
  constraint notice_earlier_acknowledgement_pkey PRIMARY KEY (notice_id, person_id, version),
  constraint notice_earlier_acknowledgement_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_earlier_acknowledgement_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint notice_earlier_acknowledgement_means_check CHECK ((means = ANY (ARRAY['link'::text, 'told'::text])))
);
grant delete, insert, select, update on notice_earlier_acknowledgement to belfry_app;

create table notice_event (
  id bigint not null generated always as identity,
  notice_id bigint not null,
  at timestamp with time zone not null,
  account_id bigint,
  kind text not null,
  comment text,
  detail jsonb not null default '{}'::jsonb,
  constraint notice_event_pkey PRIMARY KEY (id),
  constraint notice_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint notice_event_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id)
);
CREATE INDEX notice_event_notice ON public.notice_event USING btree (notice_id, id);
grant insert, select on notice_event to belfry_app;

create table notice_number (
  code_id bigint not null,
  year smallint not null,
  serial integer not null,
  notice_id bigint,
  given_for text,
  given_at timestamp with time zone not null,
  given_by bigint,
  constraint notice_number_pkey PRIMARY KEY (code_id, year, serial),
  constraint notice_number_code_id_fkey FOREIGN KEY (code_id) REFERENCES number_code(id),
  constraint notice_number_given_by_fkey FOREIGN KEY (given_by) REFERENCES account(id),
  constraint notice_number_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_number_check CHECK (((notice_id IS NOT NULL) OR (given_for IS NOT NULL))),
  constraint notice_number_serial_check CHECK ((serial > 0))
);
CREATE INDEX notice_number_notice ON public.notice_number USING btree (notice_id) WHERE (notice_id IS NOT NULL);
grant insert, select on notice_number to belfry_app;

create table notice_number_void (
  code_id bigint not null,
  year smallint not null,
  serial integer not null,
  reason text not null,
  void_at timestamp with time zone not null,
  constraint notice_number_void_pkey PRIMARY KEY (code_id, year, serial),
  constraint notice_number_void_code_id_year_serial_fkey FOREIGN KEY (code_id, year, serial) REFERENCES notice_number(code_id, year, serial),
  constraint notice_number_void_reason_check CHECK ((reason = ANY (ARRAY['discarded'::text, 'changed'::text, 'year'::text])))
);
grant insert, select on notice_number_void to belfry_app;

create table notice_recording (
  id bigint not null generated always as identity,
  notice_id bigint not null,
  language text not null,
  sha256 bytea not null,
  media_type text not null,
  size integer not null,
  seconds integer not null,
  said bytea,
  from_version smallint not null default 1,
  until_version smallint,
  constraint notice_recording_pkey PRIMARY KEY (id),
  constraint notice_recording_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_recording_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256),
  constraint notice_recording_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text, 'bo'::text, 'qxs'::text]))),
  constraint notice_recording_media_type_check CHECK ((media_type = ANY (ARRAY['audio/mpeg'::text, 'audio/mp4'::text, 'audio/ogg'::text]))),
  constraint notice_recording_seconds_check CHECK ((seconds > 0)),
  constraint notice_recording_size_check CHECK ((size > 0))
);
CREATE UNIQUE INDEX notice_recording_now ON public.notice_recording USING btree (notice_id, language) WHERE (until_version IS NULL);
CREATE INDEX notice_recording_versions ON public.notice_recording USING btree (notice_id) WHERE (until_version IS NOT NULL);
grant delete, insert, select, update on notice_recording to belfry_app;

create table notice_reminder (
  notice_id bigint not null,
  sent_on date not null,
  account_id bigint not null,
  message_id bigint not null,
  constraint notice_reminder_pkey PRIMARY KEY (notice_id, sent_on),
  constraint notice_reminder_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint notice_reminder_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(id),
  constraint notice_reminder_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id)
);
grant delete, insert, select, update on notice_reminder to belfry_app;

create table notice_reminder_plan (
  notice_id bigint not null,
  days_before smallint not null,
  at_minutes smallint not null,
  account_id bigint not null,
  state text not null default 'planned'::text,
  message_id bigint,
  reason text,
  settled_at timestamp with time zone,
  constraint notice_reminder_plan_pkey PRIMARY KEY (notice_id, days_before),
  constraint notice_reminder_plan_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint notice_reminder_plan_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(id),
  constraint notice_reminder_plan_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_reminder_plan_at_minutes_check CHECK (((at_minutes >= 0) AND (at_minutes <= 1439))),
  constraint notice_reminder_plan_check CHECK (((state = 'sent'::text) = (message_id IS NOT NULL))),
  constraint notice_reminder_plan_check1 CHECK (((state = 'skipped'::text) = (reason IS NOT NULL))),
  constraint notice_reminder_plan_days_before_check CHECK (((days_before >= 0) AND (days_before <= 30))),
  constraint notice_reminder_plan_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'sent'::text, 'skipped'::text, 'cancelled'::text])))
);
CREATE INDEX notice_reminder_plan_open ON public.notice_reminder_plan USING btree (notice_id) WHERE (state = 'planned'::text);
grant delete, insert, select, update on notice_reminder_plan to belfry_app;

create table notice_rule (
  notice_id bigint not null,
  subject text not null,
  holds_from date,
  holds_until date,
  constraint notice_rule_pkey PRIMARY KEY (notice_id),
  constraint notice_rule_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_rule_check CHECK (((holds_until IS NULL) OR (holds_from IS NULL) OR (holds_until >= holds_from)))
);
grant delete, insert, select, update on notice_rule to belfry_app;

create table notice_rule_link (
  notice_id bigint not null,
  target_id bigint not null,
  kind text not null,
  constraint notice_rule_link_pkey PRIMARY KEY (notice_id, target_id),
  constraint notice_rule_link_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice_rule(notice_id) ON DELETE CASCADE,
  constraint notice_rule_link_target_id_fkey FOREIGN KEY (target_id) REFERENCES notice(id),
  constraint notice_rule_link_check CHECK ((notice_id <> target_id)),
  constraint notice_rule_link_kind_check CHECK ((kind = ANY (ARRAY['replaces'::text, 'amends'::text, 'repeals'::text])))
);
CREATE INDEX notice_rule_link_target ON public.notice_rule_link USING btree (target_id);
grant delete, insert, select, update on notice_rule_link to belfry_app;

create table notice_series (
  id bigint not null generated always as identity,
  district_id smallint not null default 1,
  organisation_id bigint not null,
  title text not null,
  made_by bigint not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  template_id bigint,
  cadence text,
  on_day smallint,
  author_id bigint,
  next_on date,
  changed_at timestamp with time zone not null default now(),
  constraint notice_series_pkey PRIMARY KEY (id),
  constraint notice_series_author_id_fkey FOREIGN KEY (author_id) REFERENCES account(id),
  constraint notice_series_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint notice_series_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint notice_series_template_id_fkey FOREIGN KEY (template_id) REFERENCES notice_template(id),
  constraint notice_series_cadence_check CHECK ((cadence = ANY (ARRAY['weekly'::text, 'monthly'::text]))),
  constraint notice_series_check CHECK ((((cadence IS NULL) = (template_id IS NULL)) AND ((cadence IS NULL) = (on_day IS NULL)) AND ((cadence IS NULL) = (author_id IS NULL)) AND ((cadence IS NULL) = (next_on IS NULL)))),
  constraint notice_series_check1 CHECK (((cadence IS DISTINCT FROM 'weekly'::text) OR ((on_day >= 1) AND (on_day <= 7)))),
  constraint notice_series_check2 CHECK (((cadence IS DISTINCT FROM 'monthly'::text) OR ((on_day >= 1) AND (on_day <= 28))))
);
CREATE INDEX notice_series_due ON public.notice_series USING btree (next_on) WHERE ((ended_at IS NULL) AND (next_on IS NOT NULL));
CREATE INDEX notice_series_organisation ON public.notice_series USING btree (organisation_id, id);
grant delete, insert, select, update on notice_series to belfry_app;

create table notice_slip (
  notice_id bigint not null,
  per text not null default 'child'::text,
  questions jsonb not null default '[]'::jsonb,
  constraint notice_slip_pkey PRIMARY KEY (notice_id),
  constraint notice_slip_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_slip_per_check CHECK ((per = ANY (ARRAY['child'::text, 'guardian'::text])))
);
grant delete, insert, select, update on notice_slip to belfry_app;

create table notice_slip_answer (
  id bigint not null generated always as identity,
  notice_id bigint not null,
  guardian_id bigint not null,
  pupil_id bigint,
  means text not null,
  answers jsonb not null,
  answered_on date not null,
  constraint notice_slip_answer_pkey PRIMARY KEY (id),
  constraint notice_slip_answer_notice_id_guardian_id_pupil_id_key UNIQUE NULLS NOT DISTINCT (notice_id, guardian_id, pupil_id),
  constraint notice_slip_answer_guardian_id_fkey FOREIGN KEY (guardian_id) REFERENCES person(id),
  constraint notice_slip_answer_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice_slip(notice_id),
  constraint notice_slip_answer_pupil_id_fkey FOREIGN KEY (pupil_id) REFERENCES person(id),
  constraint notice_slip_answer_means_check CHECK ((means = ANY (ARRAY['link'::text, 'told'::text])))
);
CREATE INDEX notice_slip_answer_guardian ON public.notice_slip_answer USING btree (guardian_id);
CREATE INDEX notice_slip_answer_pupil ON public.notice_slip_answer USING btree (pupil_id);
grant delete, insert, select, update on notice_slip_answer to belfry_app;

create table notice_slip_file (
  id bigint not null generated always as identity,
  answer_id bigint not null,
  question smallint not null,
  name text not null,
  media_type text not null,
  size integer not null,
  content bytea not null,
  constraint notice_slip_file_pkey PRIMARY KEY (id),
  constraint notice_slip_file_answer_id_question_key UNIQUE (answer_id, question),
  constraint notice_slip_file_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES notice_slip_answer(id) ON DELETE CASCADE
);
grant delete, insert, select, update on notice_slip_file to belfry_app;

create table notice_template (
  id bigint not null generated always as identity,
  district_id smallint not null default 1,
  organisation_id bigint not null,
  name text not null,
  kind text not null,
  is_public boolean not null default false,
  main_language text not null,
  request text not null default 'none'::text,
  deadline_days smallint,
  roles text[] not null default '{}'::text[],
  slip jsonb,
  revision integer not null default 1,
  made_by bigint not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  constraint notice_template_pkey PRIMARY KEY (id),
  constraint notice_template_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint notice_template_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint notice_template_check CHECK (((request = 'none'::text) = (deadline_days IS NULL))),
  constraint notice_template_check1 CHECK (((request <> 'slip'::text) OR (slip IS NOT NULL))),
  constraint notice_template_deadline_days_check CHECK (((deadline_days >= 0) AND (deadline_days <= 180))),
  constraint notice_template_main_language_check CHECK ((main_language = ANY (ARRAY['zh-CN'::text, 'en'::text, 'bo'::text, 'qxs'::text]))),
  constraint notice_template_request_check CHECK ((request = ANY (ARRAY['none'::text, 'acknowledge'::text, 'slip'::text]))),
  constraint notice_template_roles_check CHECK ((roles <@ ARRAY['guardians'::text, 'pupils'::text, 'teachers'::text, 'heads'::text]))
);
CREATE INDEX notice_template_organisation ON public.notice_template USING btree (organisation_id, id);
grant delete, insert, select, update on notice_template to belfry_app;

create table notice_template_text (
  template_id bigint not null,
  language text not null,
  title text not null,
  body text not null,
  constraint notice_template_text_pkey PRIMARY KEY (template_id, language),
  constraint notice_template_text_template_id_fkey FOREIGN KEY (template_id) REFERENCES notice_template(id),
  constraint notice_template_text_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text, 'bo'::text, 'qxs'::text])))
);
grant delete, insert, select, update on notice_template_text to belfry_app;

create table notice_text (
  notice_id bigint not null,
  language text not null,
  title text not null,
  body text not null,
  pairs text[] not null default '{}'::text[],
  source_language text,
  source_title text,
  source_body text,
  constraint notice_text_pkey PRIMARY KEY (notice_id, language),
  constraint notice_text_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id),
  constraint notice_text_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text, 'bo'::text, 'qxs'::text])))
);
CREATE INDEX notice_text_pairs ON public.notice_text USING gin (pairs);
grant delete, insert, select, update on notice_text to belfry_app;

create table notice_version (
  notice_id bigint not null,
  version smallint not null,
  number text,
  request text not null,
  deadline_on date,
  main_language text not null,
  reason text,
  out_at timestamp with time zone not null,
  replaced_at timestamp with time zone not null,
  constraint notice_version_pkey PRIMARY KEY (notice_id, version),
  constraint notice_version_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id)
);
grant insert, select on notice_version to belfry_app;

create table notice_version_rule (
  notice_id bigint not null,
  version smallint not null,
  rule jsonb not null,
  constraint notice_version_rule_pkey PRIMARY KEY (notice_id, version),
  constraint notice_version_rule_notice_id_version_fkey FOREIGN KEY (notice_id, version) REFERENCES notice_version(notice_id, version)
);
grant insert, select on notice_version_rule to belfry_app;

create table notice_version_text (
  notice_id bigint not null,
  version smallint not null,
  language text not null,
  title text not null,
  body text not null,
  constraint notice_version_text_pkey PRIMARY KEY (notice_id, version, language),
  constraint notice_version_text_notice_id_version_fkey FOREIGN KEY (notice_id, version) REFERENCES notice_version(notice_id, version)
);
grant insert, select on notice_version_text to belfry_app;

create table number_code (
  id bigint not null generated always as identity,
  organisation_id bigint not null,
  code text not null,
  latin text,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint number_code_pkey PRIMARY KEY (id),
  constraint number_code_code_key UNIQUE (code),
  constraint number_code_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);
CREATE INDEX number_code_organisation ON public.number_code USING btree (organisation_id);
grant delete, insert, select, update on number_code to belfry_app;

create table organisation (
  id bigint not null generated always as identity,
  district_id smallint not null default 1,
  parent_id bigint,
  path ltree not null,
  kind text not null,
  name text not null,
  name_pinyin text collate "C" not null default ''::text,
  name_initials text collate "C" not null default ''::text,
  identifier text,
  source_id text,
  ended_on date,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint organisation_pkey PRIMARY KEY (id),
  constraint organisation_path_key UNIQUE (path),
  constraint organisation_source_id_key UNIQUE (source_id),
  constraint organisation_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES organisation(id),
  constraint organisation_check CHECK (((kind = 'district'::text) = (parent_id IS NULL))),
  constraint organisation_kind_check CHECK ((kind = ANY (ARRAY['district'::text, 'school'::text, 'grade'::text, 'class'::text, 'department'::text]))),
  constraint organisation_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE INDEX organisation_kind ON public.organisation USING btree (kind, id);
CREATE INDEX organisation_name ON public.organisation USING gin (name gin_trgm_ops);
CREATE INDEX organisation_parent ON public.organisation USING btree (parent_id);
CREATE INDEX organisation_path ON public.organisation USING gist (path);
CREATE INDEX organisation_source_folded ON public.organisation USING btree (lower(source_id)) WHERE (source_id IS NOT NULL);
grant delete, insert, select, update on organisation to belfry_app;

create table organisation_count (
  organisation_id bigint not null,
  pupils integer not null,
  guardians integer not null,
  guardians_unreachable integer not null,
  staff integer not null,
  counted_at timestamp with time zone not null,
  constraint organisation_count_pkey PRIMARY KEY (organisation_id),
  constraint organisation_count_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);
grant delete, insert, select, update on organisation_count to belfry_app;

create table own_link (
  token_hash bytea not null,
  person_id bigint not null,
  epoch integer not null,
  expires_at timestamp with time zone not null,
  constraint own_link_pkey PRIMARY KEY (token_hash),
  constraint own_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
);
CREATE INDEX own_link_person ON public.own_link USING btree (person_id);
grant delete, insert, select, update on own_link to belfry_app;

create table passkey (
  id bigint not null generated always as identity,
  account_id bigint not null,
  credential_id bytea not null,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null default '{}'::text[],
  name text not null,
  created_at timestamp with time zone not null,
  last_used_on date,
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey_credential_id_key UNIQUE (credential_id),
  constraint passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint passkey_credential_id_check CHECK (((length(credential_id) >= 1) AND (length(credential_id) <= 1023))),
  constraint passkey_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);
CREATE INDEX passkey_account ON public.passkey USING btree (account_id, id);
CREATE TRIGGER keep_tombstone_gone AFTER DELETE ON public.passkey FOR EACH ROW EXECUTE FUNCTION keep_tombstone('id');
grant delete, insert, select, update on passkey to belfry_app;

create table passkey_answer (
  challenge_hash bytea not null,
  at timestamp with time zone not null,
  constraint passkey_answer_pkey PRIMARY KEY (challenge_hash)
);
grant delete, insert, select, update on passkey_answer to belfry_app;

create table person (
  id bigint not null generated always as identity,
  district_id smallint not null default 1,
  source_id text,
  family_name text not null default ''::text,
  given_name text collate "C" not null default ''::text,
  full_name text collate "C" not null,
  name_pinyin text collate "C" not null default ''::text,
  name_initials text collate "C" not null default ''::text,
  language text,
  link_epoch integer not null default 0,
  state text not null default 'active'::text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  given_pinyin text collate "C",
  merged_into bigint,
  leaves_on date,
  refused_kinds text[] not null default '{}'::text[],
  erased_on date,
  erased_mark bytea,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_source_id_key UNIQUE (source_id),
  constraint person_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES person(id),
  constraint person_erased CHECK (((erased_on IS NULL) OR (state <> 'active'::text))),
  constraint person_erased_mark_check CHECK ((length(erased_mark) = 32)),
  constraint person_full_name_check CHECK (((length(full_name) >= 1) AND (length(full_name) <= 200))),
  constraint person_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text, 'bo'::text, 'qxs'::text]))),
  constraint person_mark CHECK (((erased_mark IS NULL) OR (erased_on IS NOT NULL))),
  constraint person_state_check CHECK ((state = ANY (ARRAY['active'::text, 'left'::text])))
);
CREATE INDEX person_active ON public.person USING btree (id) INCLUDE (district_id) WHERE (state = 'active'::text);
CREATE INDEX person_erased ON public.person USING btree (id) WHERE (erased_on IS NOT NULL);
CREATE INDEX person_full_name ON public.person USING btree (full_name, id);
CREATE INDEX person_given_name ON public.person USING btree (given_name, id);
CREATE INDEX person_given_pinyin ON public.person USING btree (given_pinyin, id);
CREATE INDEX person_initials ON public.person USING btree (name_initials, id);
CREATE INDEX person_leaving ON public.person USING btree (leaves_on) WHERE ((leaves_on IS NOT NULL) AND (state = 'active'::text));
CREATE INDEX person_merged_into ON public.person USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX person_pinyin ON public.person USING btree (name_pinyin, id);
CREATE INDEX person_refusing ON public.person USING btree (id) WHERE (refused_kinds <> '{}'::text[]);
CREATE INDEX person_source_folded ON public.person USING btree (lower(source_id)) WHERE (source_id IS NOT NULL);
CREATE INDEX person_without_letters ON public.person USING btree (id) WHERE (given_pinyin IS NULL);
CREATE TRIGGER end_push AFTER UPDATE OF link_epoch ON public.person FOR EACH ROW WHEN ((old.link_epoch IS DISTINCT FROM new.link_epoch)) EXECUTE FUNCTION end_push_with_links();
CREATE TRIGGER keep_tombstone AFTER UPDATE OF state, link_epoch, leaves_on ON public.person FOR EACH ROW WHEN (((old.state <> new.state) OR (old.link_epoch <> new.link_epoch) OR (old.leaves_on IS DISTINCT FROM new.leaves_on))) EXECUTE FUNCTION keep_tombstone('id', 'state', 'link_epoch', 'leaves_on');
CREATE TRIGGER keep_tombstone_erased AFTER UPDATE OF erased_on, erased_mark ON public.person FOR EACH ROW WHEN (((old.erased_on IS DISTINCT FROM new.erased_on) OR (old.erased_mark IS DISTINCT FROM new.erased_mark))) EXECUTE FUNCTION keep_tombstone('id', 'state', 'erased_on', 'erased_mark');
CREATE TRIGGER keep_tombstone_gone AFTER DELETE ON public.person FOR EACH ROW EXECUTE FUNCTION keep_tombstone('id');
CREATE TRIGGER keep_tombstone_refusals AFTER UPDATE OF refused_kinds ON public.person FOR EACH ROW WHEN ((old.refused_kinds <> new.refused_kinds)) EXECUTE FUNCTION keep_tombstone('id', 'refused_kinds');
grant delete, insert, select, update on person to belfry_app;

create table person_merge (
  id bigint not null generated always as identity,
  kept_id bigint not null,
  gone_id bigint not null,
  account_id bigint not null,
  done_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  moved jsonb not null,
  constraint person_merge_pkey PRIMARY KEY (id),
  constraint person_merge_gone_id_fkey FOREIGN KEY (gone_id) REFERENCES person(id),
  constraint person_merge_kept_id_fkey FOREIGN KEY (kept_id) REFERENCES person(id),
  constraint person_merge_check CHECK ((kept_id <> gone_id))
);
CREATE INDEX person_merge_kept ON public.person_merge USING btree (kept_id);
grant delete, insert, select, update on person_merge to belfry_app;

create table phone_told (
  alert_id bigint not null,
  person_id bigint not null,
  organisation_id bigint not null,
  constraint phone_told_pkey PRIMARY KEY (alert_id, person_id),
  constraint phone_told_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES incident_alert_send(alert_id) ON DELETE CASCADE,
  constraint phone_told_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint phone_told_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX phone_told_person ON public.phone_told USING btree (person_id);
grant delete, insert, select, update on phone_told to belfry_app;

create table privacy_record (
  id bigint not null generated always as identity,
  kind text not null,
  title text not null,
  state text not null default 'draft'::text,
  version integer not null default 1,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  approved_by bigint,
  approved_at timestamp with time zone,
  closed_by bigint,
  closed_at timestamp with time zone,
  found_at timestamp with time zone,
  review_on date,
  constraint privacy_record_pkey PRIMARY KEY (id),
  constraint privacy_record_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES account(id),
  constraint privacy_record_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES account(id),
  constraint privacy_record_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint privacy_record_check CHECK (((kind = 'breach'::text) = (found_at IS NOT NULL))),
  constraint privacy_record_kind_check CHECK ((kind = ANY (ARRAY['processing'::text, 'assessment'::text, 'breach'::text]))),
  constraint privacy_record_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'closed'::text]))),
  constraint privacy_record_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
CREATE INDEX privacy_record_kind ON public.privacy_record USING btree (kind, id);
grant delete, insert, select, update on privacy_record to belfry_app;

create table privacy_record_version (
  record_id bigint not null,
  version integer not null,
  answers jsonb not null,
  account_id bigint not null,
  at timestamp with time zone not null,
  constraint privacy_record_version_pkey PRIMARY KEY (record_id, version),
  constraint privacy_record_version_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint privacy_record_version_record_id_fkey FOREIGN KEY (record_id) REFERENCES privacy_record(id) ON DELETE CASCADE
);
grant insert, select on privacy_record_version to belfry_app;

create table push_subscription (
  contact_point_id bigint not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  made_at timestamp with time zone not null,
  constraint push_subscription_pkey PRIMARY KEY (contact_point_id),
  constraint push_subscription_contact_point_id_fkey FOREIGN KEY (contact_point_id) REFERENCES contact_point(id) ON DELETE CASCADE,
  constraint push_subscription_endpoint_check CHECK (((length(endpoint) >= 10) AND (length(endpoint) <= 1000)))
);
CREATE INDEX push_subscription_made ON public.push_subscription USING btree (made_at);
grant delete, insert, select, update on push_subscription to belfry_app;

create table push_tally (
  id bigint not null generated always as identity,
  at timestamp with time zone not null,
  good integer not null,
  bad integer not null,
  error text not null default ''::text,
  constraint push_tally_pkey PRIMARY KEY (id)
);
CREATE INDEX push_tally_at ON public.push_tally USING btree (at);
grant delete, insert, select, update on push_tally to belfry_app;

create table recovery_code (
  account_id bigint not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (account_id, code_hash),
  constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
grant delete, insert, select, update on recovery_code to belfry_app;

create table retention_hold (
  id bigint not null generated always as identity,
  kind text not null,
  reason text not null,
  until_on date not null,
  proposed_by bigint not null,
  proposed_at timestamp with time zone not null,
  confirmed_by bigint,
  confirmed_at timestamp with time zone,
  ended_by bigint,
  ended_at timestamp with time zone,
  constraint retention_hold_pkey PRIMARY KEY (id),
  constraint retention_hold_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES account(id),
  constraint retention_hold_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint retention_hold_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES account(id),
  constraint retention_hold_check CHECK ((confirmed_by <> proposed_by)),
  constraint retention_hold_reason_check CHECK (((length(reason) >= 10) AND (length(reason) <= 1000)))
);
CREATE UNIQUE INDEX retention_hold_open ON public.retention_hold USING btree (kind) WHERE (ended_at IS NULL);
grant delete, insert, select, update on retention_hold to belfry_app;

create table retention_result (
  run_id bigint not null,
  kind text not null,
  gone bigint not null default 0,
  outcome text not null,
  finished_at timestamp with time zone,
  constraint retention_result_pkey PRIMARY KEY (run_id, kind),
  constraint retention_result_run_id_fkey FOREIGN KEY (run_id) REFERENCES retention_run(id) ON DELETE CASCADE,
  constraint retention_result_outcome_check CHECK ((outcome = ANY (ARRAY['running'::text, 'done'::text, 'held'::text, 'failed'::text])))
);
CREATE INDEX retention_result_kind ON public.retention_result USING btree (kind, run_id);
grant delete, insert, select, update on retention_result to belfry_app;

create table retention_run (
  id bigint not null generated always as identity,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  account_id bigint,
  constraint retention_run_pkey PRIMARY KEY (id)
);
grant delete, insert, select, update on retention_run to belfry_app;

create table roll_call (
  id bigint not null generated always as identity,
  incident_id bigint not null,
  begun_by bigint,
  begun_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_by bigint,
  totals jsonb,
  constraint roll_call_pkey PRIMARY KEY (id),
  constraint roll_call_begun_by_fkey FOREIGN KEY (begun_by) REFERENCES account(id),
  constraint roll_call_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES account(id),
  constraint roll_call_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE,
  constraint roll_call_check CHECK (((ends_at > begun_at) AND (ends_at <= (begun_at + '72:00:00'::interval)))),
  constraint roll_call_check1 CHECK (((closed_at IS NULL) = (totals IS NULL)))
);
CREATE INDEX roll_call_begun ON public.roll_call USING btree (begun_at);
CREATE INDEX roll_call_incident ON public.roll_call USING btree (incident_id, id);
CREATE UNIQUE INDEX roll_call_open ON public.roll_call USING btree (incident_id) WHERE (closed_at IS NULL);
CREATE TRIGGER keep_tombstone AFTER UPDATE OF closed_at ON public.roll_call FOR EACH ROW WHEN ((old.closed_at IS DISTINCT FROM new.closed_at)) EXECUTE FUNCTION keep_tombstone('id', 'closed_at', 'closed_by', 'totals');
grant delete, insert, select, update on roll_call to belfry_app;

create table roll_call_answer (
  roll_call_id bigint not null,
  pupil_id bigint not null,
  answer text not null,
  text text not null default ''::text,
  constraint roll_call_answer_pkey PRIMARY KEY (roll_call_id, pupil_id),
  constraint roll_call_answer_pupil_id_fkey FOREIGN KEY (pupil_id) REFERENCES person(id),
  constraint roll_call_answer_roll_call_id_fkey FOREIGN KEY (roll_call_id) REFERENCES roll_call(id) ON DELETE CASCADE,
  constraint roll_call_answer_answer_check CHECK ((answer = ANY (ARRAY['safe'::text, 'help'::text, 'absent'::text]))),
  constraint roll_call_answer_check CHECK (((length(text) <= 200) AND ((text = ''::text) OR (answer = 'help'::text))))
);
CREATE INDEX roll_call_answer_pupil ON public.roll_call_answer USING btree (pupil_id);
grant delete, insert, select, update on roll_call_answer to belfry_app;

create table roll_call_caller (
  roll_call_id bigint not null,
  account_id bigint not null,
  organisation_id bigint not null,
  constraint roll_call_caller_pkey PRIMARY KEY (roll_call_id, account_id, organisation_id),
  constraint roll_call_caller_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint roll_call_caller_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint roll_call_caller_roll_call_id_fkey FOREIGN KEY (roll_call_id) REFERENCES roll_call(id) ON DELETE CASCADE
);
grant delete, insert, select, update on roll_call_caller to belfry_app;

create table roll_call_class (
  roll_call_id bigint not null,
  organisation_id bigint not null,
  constraint roll_call_class_pkey PRIMARY KEY (roll_call_id, organisation_id),
  constraint roll_call_class_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint roll_call_class_roll_call_id_fkey FOREIGN KEY (roll_call_id) REFERENCES roll_call(id) ON DELETE CASCADE
);
CREATE INDEX roll_call_class_organisation ON public.roll_call_class USING btree (organisation_id);
grant delete, insert, select, update on roll_call_class to belfry_app;

create table roster_agent (
  line integer not null,
  person_source_id text not null,
  agent_source_id text not null
);
grant delete, insert, select, update on roster_agent to belfry_app;

create table roster_class (
  line integer not null,
  source_id text not null,
  deleted boolean not null,
  homeroom boolean not null,
  school_source_id text not null,
  course_source_id text not null,
  term_source_ids text[] not null
);
grant delete, insert, select, update on roster_class to belfry_app;

create table roster_contact (
  line integer not null,
  person_source_id text not null,
  kind text not null,
  address text not null,
  rank smallint not null
);
grant delete, insert, select, update on roster_contact to belfry_app;

create table roster_course (
  line integer not null,
  source_id text not null,
  deleted boolean not null
);
grant delete, insert, select, update on roster_course to belfry_app;

create table roster_departed (
  person_id bigint not null
);
grant delete, insert, select, update on roster_departed to belfry_app;

create table roster_enrollment (
  line integer not null,
  source_id text not null,
  deleted boolean not null,
  person_source_id text not null,
  "position" text,
  class_source_id text not null,
  school_source_id text not null,
  starts_on date,
  ends_on date
);
grant delete, insert, select, update on roster_enrollment to belfry_app;

create table roster_given_id (
  relation text not null,
  row_id bigint not null,
  source_id text not null,
  constraint roster_given_id_pkey PRIMARY KEY (relation, row_id),
  constraint roster_given_id_relation_check CHECK ((relation = ANY (ARRAY['organisation'::text, 'person'::text, 'membership'::text])))
);
grant delete, insert, select, update on roster_given_id to belfry_app;

create table roster_held (
  source_id text not null
);
grant delete, insert, select, update on roster_held to belfry_app;

create table roster_import (
  id bigint not null generated always as identity,
  state text not null,
  account_id bigint,
  account_name text,
  decided_by bigint,
  decided_by_name text,
  file_name text not null default ''::text,
  started_at timestamp with time zone not null,
  staged_at timestamp with time zone,
  finished_at timestamp with time zone,
  modes jsonb not null default '{}'::jsonb,
  progress jsonb not null default '{}'::jsonb,
  counts jsonb not null default '{}'::jsonb,
  notes jsonb not null default '[]'::jsonb,
  problems integer not null default 0,
  reason text,
  organisation_id bigint,
  sheet_kind text,
  directory_print text,
  constraint roster_import_pkey PRIMARY KEY (id),
  constraint roster_import_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint roster_import_sheet_kind_check CHECK ((sheet_kind = ANY (ARRAY['pupils'::text, 'staff'::text]))),
  constraint roster_import_state_check CHECK ((state = ANY (ARRAY['staging'::text, 'ready'::text, 'applying'::text, 'applied'::text, 'refused'::text, 'discarded'::text, 'failed'::text])))
);
CREATE INDEX roster_import_open ON public.roster_import USING btree (state) WHERE (state = ANY (ARRAY['staging'::text, 'ready'::text, 'applying'::text]));
grant delete, insert, select, update on roster_import to belfry_app;

create table roster_organisation (
  file text not null,
  line integer not null,
  source_id text not null,
  deleted boolean not null,
  kind text not null,
  name text not null,
  name_pinyin text not null,
  name_initials text not null,
  identifier text,
  parent_source_id text not null
);
grant delete, insert, select, update on roster_organisation to belfry_app;

create table roster_person (
  line integer not null,
  source_id text not null,
  deleted boolean not null,
  family_name text not null,
  given_name text not null,
  full_name text not null,
  name_pinyin text not null,
  name_initials text not null,
  language text,
  organisation_source_id text not null,
  given_pinyin text not null default ''::text
);
CREATE INDEX roster_person_source ON public.roster_person USING btree (source_id);
grant delete, insert, select, update on roster_person to belfry_app;

create table roster_plan_contact (
  id bigint not null generated always as identity,
  action text not null,
  contact_point_id bigint,
  person_source_id text not null,
  kind text not null,
  address text not null,
  rank smallint not null,
  constraint roster_plan_contact_pkey PRIMARY KEY (id)
);
CREATE INDEX roster_plan_contact_action ON public.roster_plan_contact USING btree (action, id) WHERE (action <> 'added'::text);
grant delete, insert, select, update on roster_plan_contact to belfry_app;

create table roster_plan_guardianship (
  id bigint not null generated always as identity,
  action text not null,
  guardianship_id bigint,
  guardian_source_id text not null,
  pupil_source_id text not null,
  constraint roster_plan_guardianship_pkey PRIMARY KEY (id)
);
CREATE INDEX roster_plan_guardianship_action ON public.roster_plan_guardianship USING btree (action, id) WHERE (action <> 'added'::text);
grant delete, insert, select, update on roster_plan_guardianship to belfry_app;

create table roster_plan_membership (
  id bigint not null generated always as identity,
  action text not null,
  membership_id bigint,
  source_id text,
  person_source_id text not null,
  organisation_source_id text not null,
  "position" text not null,
  starts_on date,
  ends_on date,
  replaces boolean not null default false,
  constraint roster_plan_membership_pkey PRIMARY KEY (id)
);
CREATE INDEX roster_plan_membership_action ON public.roster_plan_membership USING btree (action, id) WHERE (action <> 'added'::text);
grant delete, insert, select, update on roster_plan_membership to belfry_app;

create table roster_plan_organisation (
  id bigint not null generated always as identity,
  action text not null,
  organisation_id bigint,
  source_id text not null,
  kind text not null,
  name text not null,
  name_pinyin text not null,
  name_initials text not null,
  identifier text,
  parent_source_id text not null,
  constraint roster_plan_organisation_pkey PRIMARY KEY (id)
);
grant delete, insert, select, update on roster_plan_organisation to belfry_app;

create table roster_plan_person (
  id bigint not null generated always as identity,
  action text not null,
  person_id bigint,
  source_id text not null,
  constraint roster_plan_person_pkey PRIMARY KEY (id)
);
CREATE INDEX roster_plan_person_action ON public.roster_plan_person USING btree (action, id) WHERE (action <> 'added'::text);
grant delete, insert, select, update on roster_plan_person to belfry_app;

create table roster_plan_term (
  id bigint not null generated always as identity,
  action text not null,
  session_id bigint,
  source_id text not null,
  kind text not null,
  name text not null,
  starts_on date not null,
  ends_on date not null,
  parent_source_id text not null,
  constraint roster_plan_term_pkey PRIMARY KEY (id)
);
grant delete, insert, select, update on roster_plan_term to belfry_app;

create table roster_problem (
  id bigint not null generated always as identity,
  file text not null,
  line integer,
  column_name text,
  key text not null,
  context jsonb not null default '{}'::jsonb,
  constraint roster_problem_pkey PRIMARY KEY (id)
);
grant delete, insert, select, update on roster_problem to belfry_app;

create table roster_profile (
  line integer not null,
  source_id text not null,
  deleted boolean not null,
  person_source_id text not null
);
grant delete, insert, select, update on roster_profile to belfry_app;

create table roster_role (
  line integer not null,
  source_id text not null,
  deleted boolean not null,
  person_source_id text not null,
  "position" text,
  organisation_source_id text not null,
  profile_source_id text not null,
  starts_on date,
  ends_on date
);
grant delete, insert, select, update on roster_role to belfry_app;

create table roster_scheduled_class (
  source_id text not null,
  constraint roster_scheduled_class_pkey PRIMARY KEY (source_id)
);
grant delete, insert, select, update on roster_scheduled_class to belfry_app;

create table roster_session (
  line integer not null,
  source_id text not null,
  deleted boolean not null,
  kind text,
  name text not null,
  starts_on date,
  ends_on date,
  parent_source_id text not null
);
grant delete, insert, select, update on roster_session to belfry_app;

create table roster_wanted_guardianship (
  guardian_source_id text not null,
  pupil_source_id text not null
);
grant delete, insert, select, update on roster_wanted_guardianship to belfry_app;

create table roster_wanted_membership (
  source_id text not null,
  person_source_id text not null,
  organisation_source_id text not null,
  "position" text not null,
  starts_on date,
  ends_on date
);
grant delete, insert, select, update on roster_wanted_membership to belfry_app;

create table service_process (
  id bigint not null generated always as identity,
  host text not null,
  machine text not null,
  process_id integer not null,
  role text not null,
  job_pools text[] not null default '{}'::text[],
  started_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  lost_at timestamp with time zone,
  constraint service_process_pkey PRIMARY KEY (id),
  constraint service_process_role_check CHECK ((role = ANY (ARRAY['all'::text, 'web'::text, 'worker'::text])))
);
CREATE INDEX service_process_seen ON public.service_process USING btree (seen_at);
grant delete, insert, select, update on service_process to belfry_app;

create table session (
  id bigint not null generated always as identity,
  token_hash bytea not null,
  account_id bigint not null,
  device text not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  proved_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_hash_key UNIQUE (token_hash),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX session_account ON public.session USING btree (account_id);
grant delete, insert, select, update on session to belfry_app;

create table setting (
  key text not null,
  value jsonb not null,
  updated_at timestamp with time zone not null default now(),
  constraint setting_pkey PRIMARY KEY (key)
);
grant delete, insert, select, update on setting to belfry_app;

create table sheet_heading (
  organisation_id bigint not null,
  kind text not null,
  heading text not null,
  field text not null,
  constraint sheet_heading_pkey PRIMARY KEY (organisation_id, kind, heading),
  constraint sheet_heading_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint sheet_heading_heading_check CHECK ((length(heading) <= 100)),
  constraint sheet_heading_kind_check CHECK ((kind = ANY (ARRAY['pupils'::text, 'staff'::text])))
);
grant delete, insert, select, update on sheet_heading to belfry_app;

create table sheet_upload (
  id bigint not null generated always as identity,
  organisation_id bigint not null,
  account_id bigint not null,
  kind text not null,
  file_name text not null,
  content jsonb not null,
  import_id bigint,
  created_at timestamp with time zone not null,
  constraint sheet_upload_pkey PRIMARY KEY (id),
  constraint sheet_upload_kind_check CHECK ((kind = ANY (ARRAY['pupils'::text, 'staff'::text])))
);
grant delete, insert, select, update on sheet_upload to belfry_app;

create table sign_in_attempt (
  key bytea not null,
  at timestamp with time zone not null
);
CREATE INDEX sign_in_attempt_key ON public.sign_in_attempt USING btree (key, at);
grant delete, insert, select, update on sign_in_attempt to belfry_app;

create table sign_in_link (
  id bigint not null generated always as identity,
  token_hash bytea not null,
  account_id bigint,
  purpose text not null,
  reset text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  created_by bigint,
  constraint sign_in_link_pkey PRIMARY KEY (id),
  constraint sign_in_link_token_hash_key UNIQUE (token_hash),
  constraint sign_in_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint sign_in_link_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint sign_in_link_check CHECK (((purpose = 'reset'::text) = (reset IS NOT NULL))),
  constraint sign_in_link_check1 CHECK (((purpose = 'first_administrator'::text) = (account_id IS NULL))),
  constraint sign_in_link_purpose_check CHECK ((purpose = ANY (ARRAY['first_administrator'::text, 'invitation'::text, 'reset'::text]))),
  constraint sign_in_link_reset_check CHECK ((reset = ANY (ARRAY['password'::text, 'totp'::text, 'both'::text])))
);
CREATE INDEX sign_in_link_account ON public.sign_in_link USING btree (account_id, id);
grant delete, insert, select, update on sign_in_link to belfry_app;

create table sign_on_role (
  id bigint not null generated always as identity,
  claim_value text not null,
  organisation_id bigint not null,
  role text not null,
  created_by bigint,
  created_at timestamp with time zone not null,
  ended_by bigint,
  ended_at timestamp with time zone,
  constraint sign_on_role_pkey PRIMARY KEY (id),
  constraint sign_on_role_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint sign_on_role_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint sign_on_role_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint sign_on_role_claim_value_check CHECK (((length(claim_value) >= 1) AND (length(claim_value) <= 200))),
  constraint sign_on_role_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'editor'::text, 'approver'::text, 'case_handler'::text, 'safety_officer'::text, 'incident_officer'::text, 'operator'::text])))
);
CREATE UNIQUE INDEX sign_on_role_once ON public.sign_on_role USING btree (claim_value, organisation_id, role) WHERE (ended_at IS NULL);
CREATE TRIGGER keep_tombstone AFTER UPDATE OF ended_at ON public.sign_on_role FOR EACH ROW WHEN ((old.ended_at IS DISTINCT FROM new.ended_at)) EXECUTE FUNCTION keep_tombstone('id', 'ended_at', 'ended_by');
grant delete, insert, select, update on sign_on_role to belfry_app;

create table sign_on_subject (
  issuer text not null,
  subject text not null,
  account_id bigint not null,
  linked_at timestamp with time zone not null,
  constraint sign_on_subject_pkey PRIMARY KEY (issuer, subject),
  constraint sign_on_subject_account_id_issuer_key UNIQUE (account_id, issuer),
  constraint sign_on_subject_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint sign_on_subject_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 255)))
);
grant delete, insert, select, update on sign_on_subject to belfry_app;

create table slip_figure (
  notice_id bigint not null,
  within text not null,
  counted_on date not null,
  counted_at timestamp with time zone not null,
  asked_at timestamp with time zone not null,
  tallies jsonb not null,
  constraint slip_figure_pkey PRIMARY KEY (notice_id, within),
  constraint slip_figure_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id)
);
grant delete, insert, select, update on slip_figure to belfry_app;

create table stand_in (
  id bigint not null generated always as identity,
  account_id bigint not null,
  stand_in_id bigint not null,
  organisation_id bigint not null,
  starts_on date not null,
  ends_on date not null,
  given_at timestamp with time zone not null,
  ended_by bigint,
  ended_at timestamp with time zone,
  constraint stand_in_pkey PRIMARY KEY (id),
  constraint stand_in_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint stand_in_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint stand_in_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint stand_in_stand_in_id_fkey FOREIGN KEY (stand_in_id) REFERENCES account(id),
  constraint stand_in_check CHECK ((account_id <> stand_in_id)),
  constraint stand_in_check1 CHECK ((ends_on >= starts_on))
);
CREATE INDEX stand_in_account ON public.stand_in USING btree (account_id) WHERE (ended_at IS NULL);
CREATE INDEX stand_in_stand_in ON public.stand_in USING btree (stand_in_id) WHERE (ended_at IS NULL);
CREATE TRIGGER keep_tombstone AFTER UPDATE OF ended_at ON public.stand_in FOR EACH ROW WHEN ((old.ended_at IS DISTINCT FROM new.ended_at)) EXECUTE FUNCTION keep_tombstone('id', 'ended_at', 'ended_by');
grant delete, insert, select, update on stand_in to belfry_app;

create table status_page (
  id smallint not null default 1,
  revision bigint not null default 1,
  constraint status_page_pkey PRIMARY KEY (id),
  constraint status_page_id_check CHECK ((id = 1))
);
grant delete, insert, select, update on status_page to belfry_app;

create table status_writer (
  folder uuid not null,
  machine text not null,
  host text not null,
  taken_at timestamp with time zone not null,
  until timestamp with time zone not null,
  written bigint,
  constraint status_writer_pkey PRIMARY KEY (folder)
);
grant delete, insert, select, update on status_writer to belfry_app;

create table stored_file (
  sha256 bytea not null,
  media_type text not null,
  size integer not null,
  content bytea not null,
  created_at timestamp with time zone not null default now(),
  constraint stored_file_pkey PRIMARY KEY (sha256),
  constraint stored_file_sha256_check CHECK ((length(sha256) = 32)),
  constraint stored_file_size_check CHECK ((size >= 0))
);
grant delete, insert, select, update on stored_file to belfry_app;

create table tombstone (
  "position" bigint not null generated always as identity,
  id uuid not null default gen_random_uuid(),
  at timestamp with time zone not null default now(),
  relation text not null,
  operation text not null,
  key jsonb not null,
  changed jsonb not null default '{}'::jsonb,
  kept_at timestamp with time zone,
  constraint tombstone_pkey PRIMARY KEY ("position"),
  constraint tombstone_id_key UNIQUE (id),
  constraint tombstone_operation_check CHECK ((operation = ANY (ARRAY['set'::text, 'delete'::text])))
);
CREATE INDEX tombstone_waiting ON public.tombstone USING btree ("position") WHERE (kept_at IS NULL);
grant delete, insert, select, update on tombstone to belfry_app;

create table voice_accused (
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  name text,
  "position" text,
  account_id bigint,
  statement text,
  heard_on date,
  outcome text,
  decided_on date,
  constraint voice_accused_pkey PRIMARY KEY (id),
  constraint voice_accused_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint voice_accused_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_accused_check CHECK (((outcome IS DISTINCT FROM 'unfounded'::text) OR ((name IS NULL) AND ("position" IS NULL) AND (account_id IS NULL) AND (statement IS NULL)))),
  constraint voice_accused_check1 CHECK (((name IS NOT NULL) OR (outcome = 'unfounded'::text))),
  constraint voice_accused_check2 CHECK (((outcome IS NULL) = (decided_on IS NULL))),
  constraint voice_accused_check3 CHECK (((statement IS NULL) OR (heard_on IS NOT NULL))),
  constraint voice_accused_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint voice_accused_outcome_check CHECK ((outcome = ANY (ARRAY['founded'::text, 'unfounded'::text]))),
  constraint voice_accused_position_check CHECK ((length("position") <= 100)),
  constraint voice_accused_statement_check CHECK ((length(statement) <= 20000))
);
CREATE INDEX voice_accused_case ON public.voice_accused USING btree (case_id);
grant delete, insert, select, update on voice_accused to belfry_app;

create table voice_act (
  id uuid not null default gen_random_uuid(),
  day date not null,
  account_id bigint not null,
  act text not null,
  number text not null,
  office_id bigint,
  constraint voice_act_pkey PRIMARY KEY (id),
  constraint voice_act_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint voice_act_office_id_fkey FOREIGN KEY (office_id) REFERENCES organisation(id),
  constraint voice_act_act_check CHECK ((act ~ '^voice\.[a-z_]{2,30}$'::text))
);
CREATE UNIQUE INDEX voice_act_opened ON public.voice_act USING btree (day, account_id, number, act) WHERE (act = ANY (ARRAY['voice.open_case'::text, 'voice.open_name'::text]));
grant delete, insert, select, update on voice_act to belfry_app;

create table voice_answer (
  case_id uuid not null,
  n smallint not null,
  round smallint not null,
  day date not null,
  writers bigint[] not null,
  approver_id bigint not null,
  text text not null,
  corrects smallint,
  constraint voice_answer_pkey PRIMARY KEY (case_id, n),
  constraint voice_answer_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES account(id),
  constraint voice_answer_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_answer_check CHECK ((NOT (approver_id = ANY (writers)))),
  constraint voice_answer_text_check CHECK ((length(text) <= 20000))
);
grant delete, insert, select, update on voice_answer to belfry_app;

create table voice_case (
  id uuid not null default gen_random_uuid(),
  number text not null,
  kind text not null,
  category text not null,
  way text not null,
  via text not null,
  language text not null,
  organisation_id bigint,
  text text,
  latitude double precision,
  longitude double precision,
  address text,
  may_publish boolean not null,
  printed_name text,
  receipt bytea not null,
  received_on date not null,
  clock text not null,
  clock_version smallint not null,
  state text not null default 'received'::text,
  office_id bigint,
  round smallint not null default 0,
  accepted_on date,
  answered_on date,
  closed_on date,
  due_on date,
  due_provisional boolean not null default false,
  extended boolean not null default false,
  merged_into uuid,
  settled boolean,
  rating smallint,
  assigned_on date,
  ask_until date,
  counted_in text,
  constraint voice_case_pkey PRIMARY KEY (id),
  constraint voice_case_number_key UNIQUE (number),
  constraint voice_case_receipt_key UNIQUE (receipt),
  constraint voice_case_category_fkey FOREIGN KEY (category) REFERENCES voice_category(code),
  constraint voice_case_clock_clock_version_fkey FOREIGN KEY (clock, clock_version) REFERENCES voice_clock(code, version),
  constraint voice_case_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES voice_case(id) DEFERRABLE,
  constraint voice_case_office_id_fkey FOREIGN KEY (office_id) REFERENCES organisation(id),
  constraint voice_case_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint voice_case_address_check CHECK ((length(address) <= 200)),
  constraint voice_case_check CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint voice_case_check1 CHECK (((printed_name IS NULL) OR may_publish)),
  constraint voice_case_check2 CHECK (((state = 'merged'::text) = (merged_into IS NOT NULL))),
  constraint voice_case_kind_check CHECK ((kind = ANY (ARRAY['question'::text, 'suggestion'::text, 'complaint'::text, 'grievance'::text, 'hazard'::text, 'misconduct'::text]))),
  constraint voice_case_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  constraint voice_case_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint voice_case_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint voice_case_number_check CHECK ((number ~ '^[0-9A-HJKMNP-TV-Z]{8}$'::text)),
  constraint voice_case_printed_name_check CHECK ((length(printed_name) <= 60)),
  constraint voice_case_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  constraint voice_case_receipt_check CHECK ((length(receipt) = 32)),
  constraint voice_case_round_check CHECK (((round >= 0) AND (round <= 2))),
  constraint voice_case_state_check CHECK ((state = ANY (ARRAY['received'::text, 'accepted'::text, 'answered'::text, 'closed'::text, 'declined'::text, 'passed_on'::text, 'merged'::text, 'withdrawn'::text]))),
  constraint voice_case_text_check CHECK ((length(text) <= 20000)),
  constraint voice_case_via_check CHECK ((via = ANY (ARRAY['page'::text, 'open311'::text]))),
  constraint voice_case_way_check CHECK ((way = ANY (ARRAY['anonymous'::text, 'sealed'::text])))
);
CREATE INDEX voice_case_answered ON public.voice_case USING btree (ask_until) WHERE (state = 'answered'::text);
CREATE INDEX voice_case_due ON public.voice_case USING btree (due_on, id) WHERE (state = ANY (ARRAY['received'::text, 'accepted'::text]));
CREATE INDEX voice_case_merged ON public.voice_case USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX voice_case_office ON public.voice_case USING btree (office_id, due_on, id) WHERE (state = ANY (ARRAY['received'::text, 'accepted'::text, 'answered'::text]));
CREATE INDEX voice_case_received ON public.voice_case USING btree (received_on);
CREATE INDEX voice_case_unassigned ON public.voice_case USING btree (due_on, id) WHERE ((office_id IS NULL) AND (state = 'received'::text));
CREATE INDEX voice_case_uncounted ON public.voice_case USING btree (received_on) WHERE (counted_in IS NULL);
grant delete, insert, select, update on voice_case to belfry_app;

create table voice_category (
  code text not null,
  kind text not null,
  titles jsonb not null,
  clock text not null,
  place boolean not null default false,
  office_id bigint,
  "position" smallint not null default 0,
  ended_on date,
  constraint voice_category_pkey PRIMARY KEY (code),
  constraint voice_category_office_id_fkey FOREIGN KEY (office_id) REFERENCES organisation(id),
  constraint voice_category_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{1,40}$'::text)),
  constraint voice_category_kind_check CHECK ((kind = ANY (ARRAY['question'::text, 'suggestion'::text, 'complaint'::text, 'grievance'::text, 'hazard'::text, 'misconduct'::text])))
);
grant delete, insert, select, update on voice_category to belfry_app;

create table voice_clock (
  code text not null,
  version smallint not null,
  titles jsonb not null,
  rules jsonb not null,
  since date not null,
  constraint voice_clock_pkey PRIMARY KEY (code, version),
  constraint voice_clock_code_check CHECK ((code ~ '^[a-z][a-z_]{1,30}$'::text)),
  constraint voice_clock_version_check CHECK ((version > 0))
);
grant delete, insert, select, update on voice_clock to belfry_app;

create table voice_conflict (
  case_id uuid not null,
  account_id bigint not null,
  day date not null,
  "out" boolean not null,
  constraint voice_conflict_pkey PRIMARY KEY (case_id, account_id),
  constraint voice_conflict_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint voice_conflict_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE
);
grant delete, insert, select, update on voice_conflict to belfry_app;

create table voice_day (
  day date not null,
  constraint voice_day_pkey PRIMARY KEY (day)
);
grant delete, insert, select, update on voice_day to belfry_app;

create table voice_file (
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  message smallint,
  "position" smallint not null,
  media_type text not null,
  size integer not null,
  content bytea not null,
  constraint voice_file_pkey PRIMARY KEY (id),
  constraint voice_file_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE
);
CREATE INDEX voice_file_case ON public.voice_file USING btree (case_id);
grant delete, insert, select, update on voice_file to belfry_app;

create table voice_key (
  id uuid not null default gen_random_uuid(),
  account_id bigint not null,
  seat text not null,
  public_key bytea not null,
  wrapped jsonb not null,
  made_on date not null,
  ended_on date,
  retired_on date,
  lost_by bigint,
  lost boolean not null default false,
  constraint voice_key_pkey PRIMARY KEY (id),
  constraint voice_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint voice_key_lost_by_fkey FOREIGN KEY (lost_by) REFERENCES account(id),
  constraint voice_key_lost CHECK (((NOT lost) OR ((ended_on IS NOT NULL) AND (lost_by IS NOT NULL)))),
  constraint voice_key_public_key_check CHECK ((length(public_key) = 32)),
  constraint voice_key_seat_check CHECK ((seat = ANY (ARRAY['first'::text, 'outside'::text]))),
  constraint voice_key_wrapped CHECK (((wrapped ? 'passphrase'::text) AND (wrapped ? 'kit'::text)))
);
CREATE INDEX voice_key_account ON public.voice_key USING btree (account_id);
CREATE UNIQUE INDEX voice_key_now ON public.voice_key USING btree (seat) WHERE ((retired_on IS NULL) AND (ended_on IS NULL));
grant delete, insert, select, update on voice_key to belfry_app;

create table voice_memo (
  case_id uuid not null,
  n smallint not null,
  day date not null,
  account_id bigint not null,
  text text not null,
  constraint voice_memo_pkey PRIMARY KEY (case_id, n),
  constraint voice_memo_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint voice_memo_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_memo_text_check CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
);
grant delete, insert, select, update on voice_memo to belfry_app;

create table voice_message (
  case_id uuid not null,
  n smallint not null,
  day date not null,
  from_person boolean not null,
  account_id bigint,
  text text not null,
  constraint voice_message_pkey PRIMARY KEY (case_id, n),
  constraint voice_message_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint voice_message_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_message_check CHECK (((NOT from_person) OR (account_id IS NULL))),
  constraint voice_message_text_check CHECK ((length(text) <= 20000))
);
grant delete, insert, select, update on voice_message to belfry_app;

create table voice_open311 (
  case_id uuid not null,
  day date not null,
  account_id bigint not null,
  text text not null,
  address text,
  constraint voice_open311_pkey PRIMARY KEY (case_id),
  constraint voice_open311_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint voice_open311_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_open311_address_check CHECK (((length(address) >= 1) AND (length(address) <= 200))),
  constraint voice_open311_text_check CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
);
grant delete, insert, select, update on voice_open311 to belfry_app;

create table voice_proposal (
  case_id uuid not null,
  sort text not null,
  revision smallint not null default 1,
  day date not null,
  writers bigint[] not null,
  text text not null,
  due_on date,
  message smallint,
  ground text,
  constraint voice_proposal_pkey PRIMARY KEY (case_id, sort),
  constraint voice_proposal_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_proposal_check CHECK (((sort = 'extension'::text) = (due_on IS NOT NULL))),
  constraint voice_proposal_check1 CHECK (((sort = 'redaction'::text) = (message IS NOT NULL))),
  constraint voice_proposal_check2 CHECK (((sort = 'redaction'::text) = (ground IS NOT NULL))),
  constraint voice_proposal_ground_check CHECK ((ground = ANY (ARRAY['threat'::text, 'private_data'::text]))),
  constraint voice_proposal_sort_check CHECK ((sort = ANY (ARRAY['answer'::text, 'extension'::text, 'redaction'::text]))),
  constraint voice_proposal_text_check CHECK ((length(text) <= 20000)),
  constraint voice_proposal_writers_check CHECK ((cardinality(writers) > 0))
);
grant delete, insert, select, update on voice_proposal to belfry_app;

create table voice_publication (
  case_id uuid not null,
  revision smallint not null default 1,
  day date not null,
  writers bigint[] not null,
  language text not null,
  title text not null,
  question text not null,
  answer text not null,
  change text,
  printed_name text,
  approver_id bigint,
  approved_on date,
  publish_on date,
  constraint voice_publication_pkey PRIMARY KEY (case_id),
  constraint voice_publication_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES account(id),
  constraint voice_publication_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_publication_answer_check CHECK (((length(answer) >= 1) AND (length(answer) <= 20000))),
  constraint voice_publication_change_check CHECK (((length(change) >= 1) AND (length(change) <= 500))),
  constraint voice_publication_check CHECK ((NOT (approver_id = ANY (writers)))),
  constraint voice_publication_check1 CHECK (((approver_id IS NULL) = (approved_on IS NULL))),
  constraint voice_publication_check2 CHECK (((approved_on IS NULL) = (publish_on IS NULL))),
  constraint voice_publication_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  constraint voice_publication_printed_name_check CHECK (((length(printed_name) >= 1) AND (length(printed_name) <= 60))),
  constraint voice_publication_question_check CHECK (((length(question) >= 1) AND (length(question) <= 20000))),
  constraint voice_publication_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120))),
  constraint voice_publication_writers_check CHECK ((cardinality(writers) > 0))
);
CREATE INDEX voice_publication_due ON public.voice_publication USING btree (publish_on) WHERE (publish_on IS NOT NULL);
grant delete, insert, select, update on voice_publication to belfry_app;

create table voice_published (
  seq bigint not null generated always as identity,
  number text not null,
  case_id uuid not null,
  office_id bigint not null,
  category text not null,
  language text not null,
  version smallint not null default 1,
  published_on date not null,
  corrected_on date,
  withdrawn_on date,
  withdrawn_ground text,
  withdrawn_reason text,
  title text,
  question text,
  answer text,
  printed_name text,
  said_on date,
  folded text,
  grams integer[],
  constraint voice_published_pkey PRIMARY KEY (seq),
  constraint voice_published_case_id_key UNIQUE (case_id),
  constraint voice_published_number_key UNIQUE (number),
  constraint voice_published_category_fkey FOREIGN KEY (category) REFERENCES voice_category(code),
  constraint voice_published_office_id_fkey FOREIGN KEY (office_id) REFERENCES organisation(id),
  constraint voice_published_check CHECK (((withdrawn_on IS NULL) = (withdrawn_ground IS NULL))),
  constraint voice_published_check1 CHECK (((withdrawn_on IS NULL) = (title IS NOT NULL))),
  constraint voice_published_check2 CHECK ((((title IS NULL) = (question IS NULL)) AND ((title IS NULL) = (answer IS NULL)) AND ((title IS NULL) = (folded IS NULL)) AND ((title IS NULL) = (grams IS NULL)))),
  constraint voice_published_check3 CHECK (((withdrawn_on IS NULL) OR (printed_name IS NULL))),
  constraint voice_published_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  constraint voice_published_number_check CHECK ((number ~ '^[0-9A-HJKMNP-TV-Z]{8}$'::text)),
  constraint voice_published_printed_name_check CHECK (((length(printed_name) >= 1) AND (length(printed_name) <= 60))),
  constraint voice_published_withdrawn_ground_check CHECK ((withdrawn_ground = ANY (ARRAY['permission'::text, 'private_data'::text, 'wrong'::text, 'outdated'::text]))),
  constraint voice_published_withdrawn_reason_check CHECK ((length(withdrawn_reason) <= 500))
);
CREATE INDEX voice_published_category ON public.voice_published USING btree (category, seq);
CREATE INDEX voice_published_changed ON public.voice_published USING btree (GREATEST(published_on, corrected_on, withdrawn_on), seq);
CREATE INDEX voice_published_grams ON public.voice_published USING gin (grams) WITH (fastupdate=off);
CREATE INDEX voice_published_office ON public.voice_published USING btree (office_id, seq);
CREATE INDEX voice_published_said ON public.voice_published USING btree (said_on) WHERE (said_on IS NOT NULL);
grant delete, insert, select, update on voice_published to belfry_app;

create table voice_published_version (
  number text not null,
  version smallint not null,
  day date not null,
  title text,
  question text,
  answer text,
  change text,
  constraint voice_published_version_pkey PRIMARY KEY (number, version),
  constraint voice_published_version_number_fkey FOREIGN KEY (number) REFERENCES voice_published(number) ON DELETE CASCADE,
  constraint voice_published_version_change_check CHECK (((length(change) >= 1) AND (length(change) <= 500))),
  constraint voice_published_version_check CHECK (((version = 1) = (change IS NULL))),
  constraint voice_published_version_check1 CHECK ((((title IS NULL) = (question IS NULL)) AND ((title IS NULL) = (answer IS NULL)))),
  constraint voice_published_version_version_check CHECK ((version > 0))
);
grant delete, insert, select, update on voice_published_version to belfry_app;

create table voice_redaction (
  case_id uuid not null,
  n smallint not null,
  day date not null,
  ground text not null,
  constraint voice_redaction_pkey PRIMARY KEY (case_id, n),
  constraint voice_redaction_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_redaction_ground_check CHECK ((ground = ANY (ARRAY['threat'::text, 'private_data'::text])))
);
grant delete, insert, select, update on voice_redaction to belfry_app;

create table voice_relay (
  case_id uuid not null,
  asked_on date,
  asked_by bigint,
  sent_on date,
  constraint voice_relay_pkey PRIMARY KEY (case_id),
  constraint voice_relay_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES account(id),
  constraint voice_relay_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_relay_check CHECK (((asked_on IS NULL) = (asked_by IS NULL))),
  constraint voice_relay_check1 CHECK (((asked_on IS NOT NULL) OR (sent_on IS NOT NULL)))
);
grant delete, insert, select, update on voice_relay to belfry_app;

create table voice_release (
  code text not null,
  from_day date not null,
  until_day date not null,
  as_of date not null,
  figures jsonb not null,
  constraint voice_release_pkey PRIMARY KEY (code),
  constraint voice_release_check CHECK (((from_day < until_day) AND (until_day < as_of))),
  constraint voice_release_code_check CHECK ((code ~ '^20\d\d(-Q[1-4])?$'::text))
);
grant insert, select on voice_release to belfry_app;

create table voice_sealed (
  case_id uuid not null,
  key_id uuid not null,
  sealed bytea not null,
  constraint voice_sealed_pkey PRIMARY KEY (case_id, key_id),
  constraint voice_sealed_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_sealed_key_id_fkey FOREIGN KEY (key_id) REFERENCES voice_key(id),
  constraint voice_sealed_length CHECK ((length(sealed) = 1072)),
  constraint voice_sealed_sealed_check CHECK (((length(sealed) >= 48) AND (length(sealed) <= 4096)))
);
CREATE INDEX voice_sealed_key ON public.voice_sealed USING btree (key_id, case_id);
grant delete, insert, select, update on voice_sealed to belfry_app;

create table voice_step (
  case_id uuid not null,
  n smallint not null,
  day date not null,
  act text not null,
  round smallint not null default 0,
  office_id bigint,
  account_id bigint,
  reason text,
  text text,
  constraint voice_step_pkey PRIMARY KEY (case_id, n),
  constraint voice_step_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint voice_step_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_step_office_id_fkey FOREIGN KEY (office_id) REFERENCES organisation(id),
  constraint voice_step_act_check CHECK ((act ~ '^[a-z_]{2,30}$'::text))
);
grant delete, insert, select, update on voice_step to belfry_app;

create table voice_task (
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  text text not null,
  due_on date not null,
  account_id bigint not null,
  done_on date,
  constraint voice_task_pkey PRIMARY KEY (id),
  constraint voice_task_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint voice_task_case_id_fkey FOREIGN KEY (case_id) REFERENCES voice_case(id) ON DELETE CASCADE,
  constraint voice_task_text_check CHECK (((length(text) >= 1) AND (length(text) <= 300)))
);
CREATE INDEX voice_task_case ON public.voice_task USING btree (case_id);
CREATE INDEX voice_task_open ON public.voice_task USING btree (account_id, due_on) WHERE (done_on IS NULL);
grant delete, insert, select, update on voice_task to belfry_app;

create table voice_template (
  id bigint not null generated always as identity,
  name text not null,
  language text not null,
  text text not null,
  ended_on date,
  constraint voice_template_pkey PRIMARY KEY (id),
  constraint voice_template_language_check CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
  constraint voice_template_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint voice_template_text_check CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
);
grant delete, insert, select, update on voice_template to belfry_app;

create table warning (
  id bigint not null generated always as identity,
  feed_id bigint not null,
  sender text not null,
  identifier text not null,
  sent_at timestamp with time zone not null,
  msg_type text not null,
  status text not null,
  scope text not null,
  severity text not null,
  kind text,
  content jsonb not null,
  href text not null,
  received_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  state text not null,
  reason text not null default ''::text,
  decided_by bigint,
  decided_at timestamp with time zone,
  incident_id bigint,
  followed_by bigint,
  signature text not null default 'none'::text,
  refusal text,
  certificate_id bigint,
  constraint warning_pkey PRIMARY KEY (id),
  constraint warning_certificate_id_fkey FOREIGN KEY (certificate_id) REFERENCES warning_certificate(id),
  constraint warning_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(id),
  constraint warning_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES warning_feed(id),
  constraint warning_followed_by_fkey FOREIGN KEY (followed_by) REFERENCES warning(id) ON DELETE SET NULL,
  constraint warning_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE SET NULL,
  constraint warning_check CHECK (((signature <> 'verified'::text) OR (certificate_id IS NOT NULL))),
  constraint warning_kind_check CHECK ((kind = ANY (ARRAY['flood'::text, 'landslide'::text, 'earthquake'::text, 'storm'::text, 'fire'::text, 'epidemic'::text, 'food'::text, 'utilities'::text, 'building'::text, 'transport'::text, 'attack'::text, 'missing'::text, 'cyber'::text, 'network'::text]))),
  constraint warning_msg_type_check CHECK ((msg_type = ANY (ARRAY['Alert'::text, 'Update'::text, 'Cancel'::text]))),
  constraint warning_refusal_check CHECK ((refusal = ANY (ARRAY['several'::text, 'place'::text, 'parts'::text, 'method'::text, 'reference'::text, 'large'::text]))),
  constraint warning_scope_check CHECK ((scope = ANY (ARRAY['Public'::text, 'Restricted'::text, 'Private'::text]))),
  constraint warning_severity_check CHECK ((severity = ANY (ARRAY['Minor'::text, 'Moderate'::text, 'Severe'::text, 'Extreme'::text, 'Unknown'::text]))),
  constraint warning_signature_check CHECK ((signature = ANY (ARRAY['none'::text, 'unchecked'::text, 'verified'::text, 'expired'::text, 'stranger'::text, 'changed'::text, 'refused'::text]))),
  constraint warning_state_check CHECK ((state = ANY (ARRAY['new'::text, 'taken'::text, 'dismissed'::text, 'settled'::text]))),
  constraint warning_status_check CHECK ((status = ANY (ARRAY['Actual'::text, 'Exercise'::text])))
);
CREATE INDEX warning_new ON public.warning USING btree (ends_at) WHERE (state = 'new'::text);
CREATE UNIQUE INDEX warning_once ON public.warning USING btree (feed_id, sender, identifier, sent_at, ((signature = 'verified'::text)));
CREATE INDEX warning_received ON public.warning USING btree (received_at);
grant delete, insert, select, update on warning to belfry_app;

create table warning_certificate (
  id bigint not null generated always as identity,
  feed_id bigint not null,
  pem text not null,
  subject text not null,
  sha256 text not null,
  not_before timestamp with time zone,
  not_after timestamp with time zone,
  state text not null default 'proposed'::text,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  confirmed_by bigint,
  confirmed_at timestamp with time zone,
  ended_by bigint,
  ended_at timestamp with time zone,
  constraint warning_certificate_pkey PRIMARY KEY (id),
  constraint warning_certificate_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES account(id),
  constraint warning_certificate_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint warning_certificate_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES warning_feed(id),
  constraint warning_certificate_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint warning_certificate_check CHECK ((confirmed_by <> made_by)),
  constraint warning_certificate_check1 CHECK (((state <> 'active'::text) OR (confirmed_by IS NOT NULL))),
  constraint warning_certificate_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint warning_certificate_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'active'::text, 'ended'::text])))
);
CREATE UNIQUE INDEX warning_certificate_once ON public.warning_certificate USING btree (feed_id, sha256) WHERE (state <> 'ended'::text);
grant delete, insert, select, update on warning_certificate to belfry_app;

create table warning_feed (
  id bigint not null generated always as identity,
  name text not null,
  url text not null,
  origins text[] not null,
  words text[] not null default '{}'::text[],
  codes text[] not null default '{}'::text[],
  shapes boolean not null default false,
  least_severity text not null,
  every_minutes smallint not null,
  state text not null default 'active'::text,
  etag text,
  last_modified text,
  next_poll_at timestamp with time zone not null,
  polled_at timestamp with time zone,
  succeeded_at timestamp with time zone,
  fault text,
  fault_detail text not null default ''::text,
  fault_at timestamp with time zone,
  faults_in_row integer not null default 0,
  revision integer not null default 1,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  signed_anywhere boolean not null default false,
  constraint warning_feed_pkey PRIMARY KEY (id),
  constraint warning_feed_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint warning_feed_every_minutes_check CHECK (((every_minutes >= 2) AND (every_minutes <= 60))),
  constraint warning_feed_least_severity_check CHECK ((least_severity = ANY (ARRAY['Minor'::text, 'Moderate'::text, 'Severe'::text, 'Extreme'::text]))),
  constraint warning_feed_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'removed'::text])))
);
CREATE INDEX warning_feed_due ON public.warning_feed USING btree (next_poll_at) WHERE (state = 'active'::text);
grant delete, insert, select, update on warning_feed to belfry_app;

create table warning_link (
  feed_id bigint not null,
  href text not null,
  stamp text not null,
  fetched_at timestamp with time zone not null,
  tries smallint not null default 1,
  fault text,
  fault_detail text not null default ''::text,
  constraint warning_link_pkey PRIMARY KEY (feed_id, href),
  constraint warning_link_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES warning_feed(id)
);
CREATE INDEX warning_link_fetched ON public.warning_link USING btree (fetched_at);
grant delete, insert, select, update on warning_link to belfry_app;

create table warning_notice (
  id bigint not null generated always as identity,
  rule_id bigint not null,
  warning_id bigint not null,
  texts jsonb not null,
  shown_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by bigint,
  constraint warning_notice_pkey PRIMARY KEY (id),
  constraint warning_notice_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint warning_notice_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES warning_rule(id),
  constraint warning_notice_warning_id_fkey FOREIGN KEY (warning_id) REFERENCES warning(id) ON DELETE CASCADE
);
CREATE INDEX warning_notice_rule ON public.warning_notice USING btree (rule_id, shown_at);
CREATE INDEX warning_notice_warning ON public.warning_notice USING btree (warning_id);
grant delete, insert, select, update on warning_notice to belfry_app;

create table warning_rule (
  id bigint not null generated always as identity,
  feed_id bigint not null,
  kinds text[] not null,
  least_severity text not null,
  words text[] not null default '{}'::text[],
  texts jsonb not null,
  cooldown_minutes integer not null,
  state text not null default 'proposed'::text,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  confirmed_by bigint,
  confirmed_at timestamp with time zone,
  ended_by bigint,
  ended_at timestamp with time zone,
  demands text not null default 'origin'::text,
  constraint warning_rule_pkey PRIMARY KEY (id),
  constraint warning_rule_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES account(id),
  constraint warning_rule_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint warning_rule_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES warning_feed(id),
  constraint warning_rule_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint warning_rule_check CHECK ((confirmed_by <> made_by)),
  constraint warning_rule_check1 CHECK (((state <> 'active'::text) OR (confirmed_by IS NOT NULL))),
  constraint warning_rule_cooldown_minutes_check CHECK (((cooldown_minutes >= 10) AND (cooldown_minutes <= 1440))),
  constraint warning_rule_demands_check CHECK ((demands = ANY (ARRAY['origin'::text, 'signature'::text, 'both'::text]))),
  constraint warning_rule_least_severity_check CHECK ((least_severity = ANY (ARRAY['Minor'::text, 'Moderate'::text, 'Severe'::text, 'Extreme'::text]))),
  constraint warning_rule_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'active'::text, 'ended'::text])))
);
CREATE INDEX warning_rule_feed ON public.warning_rule USING btree (feed_id);
grant delete, insert, select, update on warning_rule to belfry_app;

create table webhook (
  id bigint not null generated always as identity,
  organisation_id bigint not null,
  url text not null,
  events text[] not null,
  generation integer not null default 1,
  overlap_until timestamp with time zone,
  state text not null default 'active'::text,
  failing_since timestamp with time zone,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  constraint webhook_pkey PRIMARY KEY (id),
  constraint webhook_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint webhook_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint webhook_events_check CHECK ((cardinality(events) > 0)),
  constraint webhook_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text, 'removed'::text]))),
  constraint webhook_url_check CHECK ((length(url) <= 500))
);
CREATE INDEX webhook_organisation ON public.webhook USING btree (organisation_id);
grant delete, insert, select, update on webhook to belfry_app;

create table webhook_attempt (
  id bigint not null generated always as identity,
  message_id uuid not null,
  at timestamp with time zone not null,
  status smallint,
  trouble text,
  constraint webhook_attempt_pkey PRIMARY KEY (id),
  constraint webhook_attempt_message_id_fkey FOREIGN KEY (message_id) REFERENCES webhook_message(id) ON DELETE CASCADE
);
CREATE INDEX webhook_attempt_message ON public.webhook_attempt USING btree (message_id, id);
grant delete, insert, select, update on webhook_attempt to belfry_app;

create table webhook_message (
  id uuid not null default gen_random_uuid(),
  webhook_id bigint not null,
  kind text not null,
  body text not null,
  state text not null default 'waiting'::text,
  attempts smallint not null default 0,
  next_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint webhook_message_pkey PRIMARY KEY (id),
  constraint webhook_message_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhook(id),
  constraint webhook_message_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'held'::text])))
);
CREATE INDEX webhook_message_due ON public.webhook_message USING btree (webhook_id, next_at) WHERE (state = 'waiting'::text);
CREATE INDEX webhook_message_of ON public.webhook_message USING btree (webhook_id, created_at DESC);
grant delete, insert, select, update on webhook_message to belfry_app;

create table year_step (
  id bigint not null generated always as identity,
  organisation_id bigint not null,
  account_id bigint not null,
  day date not null,
  done_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  constraint year_step_pkey PRIMARY KEY (id),
  constraint year_step_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);
CREATE INDEX year_step_organisation ON public.year_step USING btree (organisation_id, id);
grant delete, insert, select, update on year_step to belfry_app;

create table year_step_class (
  step_id bigint not null,
  class_id bigint not null,
  leaves boolean not null,
  old_name text not null,
  new_name text not null,
  old_parent_id bigint not null,
  new_parent_id bigint not null,
  constraint year_step_class_pkey PRIMARY KEY (step_id, class_id),
  constraint year_step_class_class_id_fkey FOREIGN KEY (class_id) REFERENCES organisation(id),
  constraint year_step_class_new_parent_id_fkey FOREIGN KEY (new_parent_id) REFERENCES organisation(id),
  constraint year_step_class_old_parent_id_fkey FOREIGN KEY (old_parent_id) REFERENCES organisation(id),
  constraint year_step_class_step_id_fkey FOREIGN KEY (step_id) REFERENCES year_step(id)
);
grant delete, insert, select, update on year_step_class to belfry_app;

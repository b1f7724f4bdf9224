/** Set-based inserts for factories and seeds: one statement for any number of rows, ids in the order given. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { ContactKind, Organisation, OrganisationKind, PersonState, Position } from '../model.ts';
import { pinyinOf, pinyinOfOrganisation } from '../names.ts';
import { organisationColumns } from './organisations.ts';

type Db = Database | Transaction;

export interface NewOrganisation {
  kind: OrganisationKind;
  name: string;
  /** null for a district. */
  parentId: number | null;
  identifier?: string | null;
  sourceId?: string | null;
}

export async function insertOrganisations(db: Db, rows: readonly NewOrganisation[]): Promise<Organisation[]> {
  if (rows.length === 0) return [];
  const data = rows.map((row, n) => {
    const { pinyin, initials } = pinyinOfOrganisation(row.name);
    return { n, ...row, pinyin, initials };
  });
  const result = await sql<Organisation>`
    with new as (
      select nextval(pg_get_serial_sequence('organisation', 'id')) as id, r.*
      from jsonb_to_recordset(${JSON.stringify(data)}::jsonb) as r (n int, kind text, name text, "parentId" int8,
        identifier text, "sourceId" text, pinyin text, initials text)
      order by r.n
    )
    insert into organisation as o
      (id, district_id, parent_id, path, kind, name, name_pinyin, name_initials, identifier, source_id)
    overriding system value
    select new.id, coalesce(parent.district_id, 1), new."parentId",
      case when parent.id is null then new.id::text::ltree else parent.path || new.id::text end,
      new.kind, new.name, new.pinyin, new.initials, new.identifier, new."sourceId"
    from new left join organisation parent on parent.id = new."parentId"
    order by new.n
    returning ${organisationColumns}`.execute(db);
  return result.rows;
}

export interface NewPerson {
  name: string;
  familyName?: string;
  givenName?: string;
  language?: ContentLanguage | null;
  state?: PersonState;
  sourceId?: string | null;
}

export async function insertPeople(db: Db, rows: readonly NewPerson[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const data = rows.map((row, n) => {
    const letters = pinyinOf(row.name);
    return {
      n,
      name: row.name,
      family: row.familyName ?? [...row.name][0] ?? '',
      language: row.language ?? null,
      state: row.state ?? 'active',
      source: row.sourceId ?? null,
      ...letters,
      given: row.givenName ?? [...row.name].slice(1).join(''),
      letters: letters.given,
    };
  });
  const result = await sql<{ id: number }>`
    insert into person (full_name, family_name, given_name, name_pinyin, name_initials, given_pinyin, language, state, source_id)
    select name, family, given, pinyin, initials, letters, language, state, source
    from jsonb_to_recordset(${JSON.stringify(data)}::jsonb) as r (n int, name text, family text, given text,
      pinyin text, initials text, letters text, language text, state text, source text)
    order by n returning id`.execute(db);
  return result.rows.map((row) => row.id);
}

export interface NewMembership {
  personId: number;
  organisationId: number;
  position: Position;
  startsOn: string;
  endsOn?: string | null;
}

export async function insertMemberships(db: Db, rows: readonly NewMembership[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const result = await sql<{ id: number }>`
    insert into membership (person_id, organisation_id, position, starts_on, ends_on)
    select * from unnest(${rows.map((r) => r.personId)}::int8[], ${rows.map((r) => r.organisationId)}::int8[],
      ${rows.map((r) => r.position)}::text[], ${rows.map((r) => r.startsOn)}::date[],
      ${rows.map((r) => r.endsOn ?? null)}::date[])
    returning id`.execute(db);
  return result.rows.map((row) => row.id);
}

export interface NewGuardianship {
  guardianId: number;
  pupilId: number;
  mayReceive?: boolean;
  mayAct?: boolean;
  startsOn: string;
  endsOn?: string | null;
}

export async function insertGuardianships(db: Db, rows: readonly NewGuardianship[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const result = await sql<{ id: number }>`
    insert into guardianship (guardian_id, pupil_id, may_receive, may_act, starts_on, ends_on)
    select * from unnest(${rows.map((r) => r.guardianId)}::int8[], ${rows.map((r) => r.pupilId)}::int8[],
      ${rows.map((r) => r.mayReceive ?? true)}::bool[], ${rows.map((r) => r.mayAct ?? true)}::bool[],
      ${rows.map((r) => r.startsOn)}::date[], ${rows.map((r) => r.endsOn ?? null)}::date[])
    returning id`.execute(db);
  return result.rows.map((row) => row.id);
}

export interface NewContactPoint {
  personId: number;
  kind: ContactKind;
  address: string;
  rank?: number;
  verifiedAt?: Date | null;
  bouncedAt?: Date | null;
  optedOutAt?: Date | null;
  origin?: 'roster' | 'desk' | 'person';
}

export async function insertContactPoints(db: Db, rows: readonly NewContactPoint[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const result = await sql<{ id: number }>`
    insert into contact_point (person_id, kind, address, rank, verified_at, bounced_at, opted_out_at, origin)
    select * from unnest(${rows.map((r) => r.personId)}::int8[], ${rows.map((r) => r.kind)}::text[],
      ${rows.map((r) => r.address)}::text[], ${rows.map((r) => r.rank ?? 0)}::int2[],
      ${rows.map((r) => r.verifiedAt ?? null)}::timestamptz[], ${rows.map((r) => r.bouncedAt ?? null)}::timestamptz[],
      ${rows.map((r) => r.optedOutAt ?? null)}::timestamptz[], ${rows.map((r) => r.origin ?? 'roster')}::text[])
    returning id`.execute(db);
  return result.rows.map((row) => row.id);
}

export interface NewSession {
  kind: 'school_year' | 'term';
  name: string;
  startsOn: string;
  endsOn: string;
  parentId?: number | null;
}

export async function insertSession(db: Db, row: NewSession): Promise<number> {
  const result = await sql<{ id: number }>`
    insert into academic_session (parent_id, kind, name, starts_on, ends_on)
    values (${row.parentId ?? null}, ${row.kind}, ${row.name}, ${row.startsOn}::date, ${row.endsOn}::date)
    returning id`.execute(db);
  return result.rows[0]?.id as number;
}

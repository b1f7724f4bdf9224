/** Sheets between upload and preview, and the school as it stands, for matching. */
import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Organisation } from '../model.ts';
import { organisationColumns } from '../queries/organisations.ts';
import type { SheetKind } from './fields.ts';
import type { Laid } from './layout.ts';
import type { KnownGuardian, KnownMember, KnownOrganisation, KnownSchool } from './match.ts';

type Db = Database | Transaction;

export interface SheetUpload {
  id: number;
  organisationId: number;
  accountId: number;
  kind: SheetKind;
  fileName: string;
  content: Laid;
  importId: number | null;
  createdAt: Date;
}

export async function insertUpload(db: Db, row: Omit<SheetUpload, 'id' | 'importId'>): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into sheet_upload (organisation_id, account_id, kind, file_name, content, created_at)
    values (${row.organisationId}, ${row.accountId}, ${row.kind}, ${row.fileName}, ${JSON.stringify(row.content)}::jsonb,
      ${row.createdAt}) returning id`.execute(db);
  return (rows[0] as { id: number }).id;
}

const uploadColumns = sql`u.id, u.organisation_id as "organisationId", u.account_id as "accountId", u.kind,
  u.file_name as "fileName", u.content, u.import_id as "importId", u.created_at as "createdAt"`;

/** An upload of a school within the reach. */
export async function uploadWithin(db: Db, reach: Reach, id: number): Promise<SheetUpload | undefined> {
  const { rows } = await sql<SheetUpload>`select ${uploadColumns} from sheet_upload u
    join organisation o on o.id = u.organisation_id
    where u.id = ${id} and o.path <@ any (${[...reach.paths]}::ltree[])`.execute(db);
  return rows[0];
}

/** The upload behind an import, while it is kept. */
export async function uploadOfImport(db: Db, importId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from sheet_upload where import_id = ${importId}`.execute(db);
  return rows[0]?.id;
}

export async function setUploadImport(db: Db, id: number, importId: number): Promise<void> {
  await sql`update sheet_upload set import_id = ${importId} where id = ${id}`.execute(db);
}

/** Uploads that were applied, and those that are too old. */
export async function deleteFinishedUploads(db: Db, before: Date): Promise<void> {
  await sql`delete from sheet_upload u where created_at < ${before} or exists (
    select from roster_import i where i.id = u.import_id and i.state = 'applied')`.execute(db);
}

export async function rememberedFields(
  db: Db,
  organisationId: number,
  kind: SheetKind,
): Promise<Record<string, string>> {
  const { rows } = await sql<{ heading: string; field: string }>`
    select heading, field from sheet_heading where organisation_id = ${organisationId} and kind = ${kind}`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.heading, row.field]));
}

export async function rememberFields(
  db: Db,
  organisationId: number,
  kind: SheetKind,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const data = Object.entries(fields).map(([heading, field]) => ({ heading: heading.slice(0, 100), field }));
  await sql`insert into sheet_heading (organisation_id, kind, heading, field)
    select ${organisationId}, ${kind}, r.heading, r.field
    from jsonb_to_recordset(${JSON.stringify(data)}::jsonb) r (heading text, field text)
    on conflict (organisation_id, kind, heading) do update set field = excluded.field`.execute(db);
}

/** Schools of the reach that are open; a sheet is always of one of them. */
export async function schoolsWithin(db: Db, reach: Reach): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`select ${organisationColumns} from organisation o
    where o.kind = 'school' and o.ended_on is null and o.path <@ any (${[...reach.paths]}::ltree[])
    order by o.id limit 500`.execute(db);
  return rows;
}

const open = (alias: string, today: string) =>
  sql`(${sql.ref(`${alias}.ends_on`)} is null or ${sql.ref(`${alias}.ends_on`)} > ${today}::date)`;

/**
 * Whoever a sheet may name needs an id in the roster to be compared: people, classes and pupils' memberships that have
 * none get one, which is taken back unless the sheet is applied (`clearStaging`).
 */
export async function giveSourceIds(trx: Transaction, path: string, today: string): Promise<void> {
  const noted = (relation: string, update: RawBuilder<unknown>) =>
    sql`
    with given as (${update} returning r.id, r.source_id)
    insert into roster_given_id (relation, row_id, source_id) select ${relation}, id, source_id from given`.execute(
      trx,
    );
  await noted(
    'organisation',
    sql`update organisation r set source_id =
        case kind when 'class' then 'class:sheet-' when 'grade' then 'grade:sheet-' else 'org:sheet-' end || id
      where path <@ ${path}::ltree and source_id is null and kind in ('school', 'grade', 'class')`,
  );
  const member = sql`select distinct m.person_id as id from membership m join organisation o on o.id = m.organisation_id
    where o.path <@ ${path}::ltree and ${open('m', today)}`;
  await noted(
    'person',
    sql`update person r set source_id = 'sheet:person:' || r.id from (
        ${member} union
        select g.guardian_id from guardianship g join (${member}) member on member.id = g.pupil_id
        where ${open('g', today)}) e
      where e.id = r.id and r.source_id is null`,
  );
  await noted(
    'membership',
    sql`update membership r set source_id = 'enrollment:sheet-' || r.id from organisation o
      where o.id = r.organisation_id and o.path <@ ${path}::ltree and r.position = 'pupil' and r.source_id is null
        and ${open('r', today)}`,
  );
}

/** The school with all that a sheet of it may touch. A school's few thousand people; memory holds them for a moment. */
export async function schoolAsItIs(trx: Transaction, school: Organisation, today: string): Promise<KnownSchool> {
  const { path } = school;
  const organisations = await sql<KnownOrganisation>`
    select id, source_id as "sourceId", kind, name, parent_id as "parentId" from organisation
    where path <@ ${path}::ltree and ended_on is null and kind in ('school', 'grade', 'class') order by id`.execute(
    trx,
  );
  const phones = sql`coalesce((select array_agg(c.address order by c.id) from contact_point c
    where c.person_id = p.id and c.kind = 'sms'), '{}')`;
  const person = sql`p.id as "personId", p.source_id as "sourceId", p.family_name as "familyName",
    p.given_name as "givenName", p.full_name as name, ${phones} as phones`;
  const members = await sql<KnownMember>`
    select ${person},
      jsonb_agg(jsonb_build_object('sourceId', m.source_id, 'organisationId', m.organisation_id, 'position', m.position)
        order by m.id) as memberships,
      exists (select from membership x join organisation xo on xo.id = x.organisation_id
        where x.person_id = p.id and not xo.path <@ ${path}::ltree and ${open('x', today)})
      or exists (select from guardianship g where g.guardian_id = p.id and ${open('g', today)}) as elsewhere
    from membership m join organisation o on o.id = m.organisation_id and o.path <@ ${path}::ltree
    join person p on p.id = m.person_id and p.state = 'active'
    where ${open('m', today)} group by p.id`.execute(trx);
  const guardians = await sql<KnownGuardian>`
    select ${person}, array_agg(distinct g.pupil_id) as "pupilIds",
      exists (select from membership x where x.person_id = p.id and ${open('x', today)})
      or exists (select from guardianship y where y.guardian_id = p.id and ${open('y', today)}
        and not exists (select from membership ym join organisation yo on yo.id = ym.organisation_id
          where ym.person_id = y.pupil_id and yo.path <@ ${path}::ltree and ${open('ym', today)})) as elsewhere
    from guardianship g join person p on p.id = g.guardian_id and p.state = 'active'
    where ${open('g', today)} and exists (select from membership m join organisation o on o.id = m.organisation_id
      where m.person_id = g.pupil_id and o.path <@ ${path}::ltree and m.position = 'pupil' and ${open('m', today)})
    group by p.id`.execute(trx);
  const own = organisations.rows.find((one) => one.id === school.id) as KnownOrganisation;
  return { school: own, organisations: organisations.rows, members: members.rows, guardians: guardians.rows };
}

/** People of the rest of the district who have this very name and number: a parent with a child in another school. */
export async function sameElsewhere(
  trx: Transaction,
  wanted: readonly { name: string; phone: string }[],
): Promise<{ sourceId: string; name: string; phone: string; familyName: string; givenName: string }[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ sourceId: string; name: string; phone: string; familyName: string; givenName: string }>`
    select min(p.source_id) as "sourceId", p.full_name as name, c.address as phone,
      min(p.family_name) as "familyName", min(p.given_name) as "givenName"
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) w (name text, phone text)
    join contact_point c on c.kind = 'sms' and c.address = w.phone
    join person p on p.id = c.person_id and p.full_name = w.name and p.state = 'active' and p.source_id is not null
      and exists (select from guardianship g where g.guardian_id = p.id)
    group by p.full_name, c.address having count(*) = 1`.execute(trx);
  return rows;
}

/**
 * What a sheet doesn't say stays: contact points of a kind for which the row names none, and guardians whom it doesn't
 * name. They are staged beside what it says, so that the comparison finds them as they are.
 */
export async function keepWhatIsNotSaid(trx: Transaction): Promise<void> {
  await sql`
    insert into roster_contact (line, person_source_id, kind, address, rank)
    select 0, p.source_id, c.kind, c.address, c.rank
    from roster_person s join person p on p.source_id = s.source_id
    join contact_point c on c.person_id = p.id and c.origin = 'roster'
    where not s.deleted and not exists (select from roster_contact r
      where r.person_source_id = s.source_id and r.kind = c.kind)`.execute(trx);
  await sql`
    insert into roster_agent (line, person_source_id, agent_source_id)
    select 0, pupil.source_id, guardian.source_id
    from roster_person s join person pupil on pupil.source_id = s.source_id
    join guardianship g on g.pupil_id = pupil.id and g.origin = 'roster'
    join person guardian on guardian.id = g.guardian_id
    where not s.deleted and guardian.source_id is not null
      and not exists (select from roster_agent a
        where a.person_source_id = pupil.source_id and a.agent_source_id = guardian.source_id)`.execute(trx);
}

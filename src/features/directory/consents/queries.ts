/** Purposes, and what guardians said of them. A guardian is asked and counts only while the guardianship may act. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { inForce } from '../queries/audience.ts';
import type { ActedFor } from '../queries/children.ts';
import {
  type Decision,
  mayBeUnder14,
  type Purpose,
  type PurposeField,
  type PurposeTexts,
  purposeFields,
} from './model.ts';

type Db = Database | Transaction;

const texts = sql`(select jsonb_object_agg(t.language, jsonb_build_object('name', t.name, 'data', t.data,
    'necessity', t.necessity, 'effect', t.effect)) from consent_purpose_text t
  where t.purpose_id = p.id and t.version = p.version)`;

/** What the district asks today, the oldest first. */
export async function openPurposes(db: Db): Promise<Purpose[]> {
  const { rows } = await sql<Purpose>`select p.id, p.version, ${texts} as texts
    from consent_purpose p where p.ended_on is null order by p.id`.execute(db);
  return rows;
}

export async function openPurpose(db: Db, id: number, lock = false): Promise<Purpose | undefined> {
  const { rows } = await sql<Purpose>`select p.id, p.version, ${texts} as texts
    from consent_purpose p where p.id = ${id} and p.ended_on is null ${lock ? sql`for update of p` : sql``}`.execute(
    db,
  );
  return rows[0];
}

export async function insertPurpose(trx: Transaction, written: PurposeTexts, at: Date): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into consent_purpose (created_at) values (${at}) returning id`.execute(trx);
  const { id } = rows[0] as { id: number };
  await insertTexts(trx, { id, version: 1, texts: written });
  return id;
}

/** The next version: consents to the last one no longer count. */
export async function replacePurpose(trx: Transaction, purpose: Purpose, written: PurposeTexts): Promise<void> {
  const version = purpose.version + 1;
  await sql`update consent_purpose set version = ${version} where id = ${purpose.id}`.execute(trx);
  await insertTexts(trx, { id: purpose.id, version, texts: written });
}

async function insertTexts(trx: Transaction, { id, version, texts: written }: Purpose): Promise<void> {
  for (const [language, text] of Object.entries(written)) {
    const values = purposeFields.map((field: PurposeField) => text[field]);
    await sql`insert into consent_purpose_text (purpose_id, version, language, name, data, necessity, effect)
      values (${id}, ${version}, ${language}, ${sql.join(values)})`.execute(trx);
  }
}

export async function endPurposeRow(trx: Transaction, id: number, today: string): Promise<void> {
  await sql`update consent_purpose set ended_on = ${today}::date where id = ${id}`.execute(trx);
}

/** Guardianships that may act today, with the child's class: `guardian_id, pupil_id, pupil, letters, class_id, class, grade`. */
function acting(today: string): RawBuilder<unknown> {
  return sql`
    select g.guardian_id, g.pupil_id, pupil.full_name as pupil, pupil.name_pinyin as letters, o.id as class_id,
      o.name as class, coalesce((select up.name from organisation up where up.id = o.parent_id and up.kind = 'grade'), '') as grade
    from guardianship g
    join person guardian on guardian.id = g.guardian_id and guardian.state = 'active'
    join person pupil on pupil.id = g.pupil_id and pupil.state = 'active'
    join membership m on m.person_id = g.pupil_id and m.position = 'pupil' and ${inForce('m', today)}
    join organisation o on o.id = m.organisation_id
    where g.may_act and ${inForce('g', today)}`;
}

/** The children, possibly under fourteen, for whom a guardian may act today. */
export async function childrenToConsentFor(db: Db, guardianId: number, today: string): Promise<ActedFor[]> {
  const { rows } = await sql<ActedFor & { className: string; grade: string }>`
    select a.pupil_id as "pupilId", a.pupil as name, a.letters, a.class_id as "organisationId", a.class as "className", a.grade
    from (${acting(today)}) a where a.guardian_id = ${guardianId} order by a.pupil_id, a.class_id`.execute(db);
  return rows.filter((row) => mayBeUnder14(row.className, row.grade));
}

/** What a guardian said of each purpose for a child, of the present version; purposes without a word are absent. */
export async function decisionsOf(
  db: Db,
  guardianId: number,
  pupilId: number,
): Promise<{ purposeId: number; given: boolean; on: string }[]> {
  const { rows } = await sql<{ purposeId: number; given: boolean; on: string }>`
    select c.purpose_id as "purposeId", c.given, c.decided_on as on from consent c
    join consent_purpose p on p.id = c.purpose_id and p.version = c.version and p.ended_on is null
    where c.guardian_id = ${guardianId} and c.pupil_id = ${pupilId}`.execute(db);
  return rows;
}

export interface PastDecision {
  name: string;
  given: boolean;
  on: string;
}

/** The guardian's own decisions for a child, the latest first: never those of another guardian. */
export async function historyOf(
  db: Db,
  guardianId: number,
  pupilId: number,
  language: string,
): Promise<PastDecision[]> {
  const { rows } = await sql<PastDecision>`
    select (select t.name from consent_purpose_text t where t.purpose_id = h.purpose_id and t.version = h.version
        order by t.language <> ${language}, t.language desc limit 1) as name, h.given, h.decided_on as on
    from consent_history h where h.guardian_id = ${guardianId} and h.pupil_id = ${pupilId}
    order by h.id desc limit 100`.execute(db);
  return rows;
}

/** Puts a decision in the place of the last one, and into the history. Saying the same again changes nothing. */
export async function putDecision(
  trx: Transaction,
  said: { purpose: Purpose; guardianId: number; pupilId: number; given: boolean; on: string },
): Promise<void> {
  const { purpose, guardianId, pupilId, given, on } = said;
  const { rows } = await sql`
    insert into consent as c (purpose_id, pupil_id, guardian_id, version, given, decided_on)
    values (${purpose.id}, ${pupilId}, ${guardianId}, ${purpose.version}, ${given}, ${on}::date)
    on conflict (purpose_id, pupil_id, guardian_id) do update
      set version = excluded.version, given = excluded.given, decided_on = excluded.decided_on
      where (c.version, c.given) is distinct from (excluded.version, excluded.given)
    returning purpose_id`.execute(trx);
  if (rows.length === 0) return;
  await sql`insert into consent_history (purpose_id, pupil_id, guardian_id, version, given, decided_on)
    values (${purpose.id}, ${pupilId}, ${guardianId}, ${purpose.version}, ${given}, ${on}::date)`.execute(trx);
}

export interface PupilConsent {
  pupilId: number;
  pupil: string;
  decisions: Decision[];
}

/** The pupils of a class, possibly under fourteen, with what each guardian who may act said of a purpose. */
export async function consentsOfClass(
  db: Db,
  classId: number,
  purpose: Purpose,
  today: string,
): Promise<PupilConsent[]> {
  const { rows } = await sql<PupilConsent & { className: string; grade: string }>`
    select p.id as "pupilId", p.full_name as pupil, o.name as "className",
      coalesce((select up.name from organisation up where up.id = o.parent_id and up.kind = 'grade'), '') as grade,
      coalesce(jsonb_agg(jsonb_build_object('guardianId', a.guardian_id, 'guardian', guardian.full_name, 'given', c.given,
        'on', c.decided_on) order by guardian.full_name, a.guardian_id) filter (where a.guardian_id is not null), '[]') as decisions
    from membership m join person p on p.id = m.person_id and p.state = 'active'
    join organisation o on o.id = m.organisation_id
    left join (${acting(today)}) a on a.pupil_id = p.id and a.class_id = o.id
    left join person guardian on guardian.id = a.guardian_id
    left join consent c on c.purpose_id = ${purpose.id} and c.version = ${purpose.version} and c.pupil_id = p.id
      and c.guardian_id = a.guardian_id
    where m.organisation_id = ${classId} and m.position = 'pupil' and ${inForce('m', today)}
    group by p.id, p.full_name, o.id order by p.full_name, p.id`.execute(db);
  return rows.filter((row) => mayBeUnder14(row.className, row.grade));
}

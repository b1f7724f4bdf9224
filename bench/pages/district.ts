/** A district of some million people with staff, accounts of every role and an audit log: what the staff pages are asked about. */
import { sql } from 'kysely';
import { type SeededAccount, seedAccounts } from '../../src/features/accounts/feature.ts';
import { sealAndKeepHead } from '../../src/features/audit/feature.ts';
import { countOrganisations } from '../../src/features/directory/actions/count.ts';
import { type LargeDistrict, makeLargeDistrict } from '../../src/features/directory/queries/large.ts';
import type { Role } from '../../src/platform/access.ts';
import { systemClock } from '../../src/platform/clock.ts';
import type { Database } from '../../src/platform/database/connect.ts';
import type { Services } from '../../src/platform/services.ts';

/** The roles whose pages are asked for: five at the bureau, and the teacher of one class. */
export const askers = ['administrator', 'editor', 'approver', 'auditor', 'operator', 'teacher'] as const;
/** Besides, the editor of the first school, for the lists with names that only schools see. */
type FirstAsker = (typeof askers)[number] | 'school editor';
/** Who asks. The incident officer came later, with the desk (desks.ts). */
export type Asker = FirstAsker | 'incident officer';

export interface FilledDistrict extends LargeDistrict {
  people: number;
  schools: number;
  staff: number;
  /** First id of the staff; of each school first the class teachers of its 20 classes. */
  firstStaff: number;
  accountIds: Record<FirstAsker, number>;
  /** An account that waits for its second person, and one of a school. */
  otherAccounts: number[];
}

const staffPerSchool = 60;
const pupilsPerSchool = 800;
const peoplePerSchool = pupilsPerSchool * 2.6 + staffPerSchool;

/** Directory, accounts, audit log. `owner` may set sequences, which the application may not. */
export async function fillDistrict(owner: Database, services: Services, wanted: number): Promise<FilledDistrict> {
  const schools = Math.max(1, Math.round(wanted / peoplePerSchool));
  const district = await makeLargeDistrict(owner, { pupils: schools * pupilsPerSchool });
  const { firstStaff, staff } = await insertStaff(owner, district, schools);
  await addLittleThings(owner, district);
  await owner.executeQuery(sql`analyze`.compile(owner));
  await countOrganisations(services);
  const accounts = await insertAccounts(owner, district, firstStaff, schools);
  await insertAuditEvents(owner, services, district, schools);
  return { ...district, ...accounts, schools, staff, firstStaff, people: district.pupils + district.guardians + staff };
}

/** 20 class teachers, 38 teachers and 2 heads a school; 60 people in the bureau. They come after all others. */
async function insertStaff(owner: Database, district: LargeDistrict, schools: number) {
  const staff = (schools + 1) * staffPerSchool;
  const { rows } = await sql<{ first: number }>`
    with block as (select nextval(pg_get_serial_sequence('person', 'id')) as id from generate_series(1, ${staff}::int))
    select min(id) as first from block`.execute(owner);
  const firstStaff = rows[0]?.first as number;
  // Names as the families have them, from the end of the list (one id before the staff is free).
  await sql`
    insert into person (id, family_name, given_name, full_name, name_pinyin, name_initials) overriding system value
    select ${firstStaff}::int8 + n, p.family_name, p.given_name, p.full_name, p.name_pinyin, p.name_initials
    from generate_series(0, ${staff - 1}::int) n join person p on p.id = ${firstStaff}::int8 - 2 - n * 7 % ${district.pupils}::int`.execute(
    owner,
  );
  await sql`
    insert into membership (person_id, organisation_id, position, starts_on)
    select ${firstStaff}::int8 + n,
      case when n / ${staffPerSchool}::int = ${schools}::int then ${district.districtId}::int8
        when n % ${staffPerSchool}::int < 20 then ${district.classId}::int8 + n / ${staffPerSchool}::int * 20 + n % ${staffPerSchool}::int
        else ${district.schoolId}::int8 + n / ${staffPerSchool}::int end,
      case when n / ${staffPerSchool}::int = ${schools}::int then case when n % ${staffPerSchool}::int = 0 then 'head' else 'staff' end
        when n % ${staffPerSchool}::int < 20 then 'class_teacher'
        when n % ${staffPerSchool}::int < 58 then 'teacher' else 'head' end, '2020-09-01'
    from generate_series(0, ${staff - 1}::int) n`.execute(owner);
  await sql`
    insert into contact_point (person_id, kind, address)
    select ${firstStaff}::int8 + n, 'email', 'staff' || n || '@example.org' from generate_series(0, ${staff - 1}::int) n`.execute(
    owner,
  );
  return { firstStaff, staff };
}

/** School years, some bounced and unsubscribed addresses, some families that moved away. */
async function addLittleThings(owner: Database, { classId }: LargeDistrict): Promise<void> {
  await sql`
    insert into academic_session (kind, name, starts_on, ends_on)
    select 'school_year', y || '学年', make_date(y, 9, 1), make_date(y + 1, 8, 31) from generate_series(2021, 2027) y`.execute(
    owner,
  );
  await sql`update contact_point set bounced_at = now(), bounce_reason = 'no_mailbox' where id % 100 = 3`.execute(
    owner,
  );
  await sql`update contact_point set opted_out_at = now() where id % 100 = 7`.execute(owner);
  await sql`
    update person set state = 'left' where id in (
      select person_id from membership where position = 'pupil' and organisation_id >= ${classId}::int8 and person_id % 200 = 11)`.execute(
    owner,
  );
}

/** The six who ask, and 4 accounts a school. */
async function insertAccounts(owner: Database, district: LargeDistrict, firstStaff: number, schools: number) {
  const at = systemClock.now();
  const memberships = await sql<{ id: number; personId: number; name: string }>`
    select m.id, m.person_id as "personId", p.full_name as name from membership m join person p on p.id = m.person_id
    where m.person_id >= ${firstStaff} order by m.person_id`.execute(owner);
  const member = (n: number) => {
    const row = memberships.rows[n];
    if (!row) throw new Error('there are not so many staff');
    return { personId: row.personId, membershipId: row.id, login: `user${n}`, displayName: row.name };
  };
  const bureau = schools * staffPerSchool;
  const seeds: SeededAccount[] = askers.map((asker, n) =>
    asker === 'teacher'
      ? { ...member(0), grants: [] }
      : { ...member(bureau + n), grants: [{ role: asker as Role, organisationId: district.districtId }] },
  );
  for (let school = 0; school < schools; school += 1) {
    (['administrator', 'editor', 'approver', 'auditor'] as const).forEach((role, n) => {
      seeds.push({
        ...member(school * staffPerSchool + 20 + n),
        grants: [{ role, organisationId: district.schoolId + school }],
      });
    });
  }
  const ids = await seedAccounts(owner, seeds, at);
  // Of each school's four the second is the editor.
  const schoolEditor = ids[askers.length + 1] as number;
  const accountIds = {
    ...(Object.fromEntries(askers.map((asker, n) => [asker, ids[n]])) as Record<(typeof askers)[number], number>),
    'school editor': schoolEditor,
  };
  return { accountIds, otherAccounts: ids.slice(askers.length).filter((_, n) => n % 97 === 0) };
}

/** 200,000 acts of half a year, sealed as they would have been: in many small transactions, a few of which still wait. */
async function insertAuditEvents(
  owner: Database,
  services: Services,
  district: LargeDistrict,
  schools: number,
): Promise<void> {
  const events = 200_000;
  const step = 9_990;
  for (let from = 1; from <= events; from += step) {
    await sql`
      with writer as materialized (select pg_current_xact_id() as xid)
      insert into audit_event (at, xid, account_id, actor, action, organisation_id, subject)
      select now() - interval '180 days' + n * interval '77 seconds', xid, 1 + n % 1000, 'account',
        (array['person.viewed', 'session.started', 'notice.edited', 'notice.exported'])[1 + n % 4],
        case when n % 9 = 0 then ${district.districtId}::int8 else ${district.schoolId}::int8 + n % ${schools}::int end,
        case n % 4 when 0 then 'person:' || 1 + n * 13 % 900000 when 1 then null else 'notice:' || 1 + n % 300 end
      from writer, generate_series(${from}::int, least(${from + step - 1}::int, ${events}::int)) n`.execute(owner);
    await sealAndKeepHead(services);
  }
}

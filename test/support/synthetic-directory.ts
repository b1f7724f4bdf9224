/** A synthetic directory of any size, made by set-based SQL: for tests and benches that need many people quickly. */
import { sql } from 'kysely';
import type { Database } from '../../src/platform/database/connect.ts';

export interface SyntheticDirectory {
  districtId: number;
  schoolIds: number[];
  classIds: number[];
  /** Ids of the guardians in order; each has one pupil in one class. */
  guardianIds: number[];
}

export interface SyntheticOptions {
  guardians: number;
  perClass?: number;
  classesPerSchool?: number;
  /** Of 100 guardians, how many have a mobile number only, and how many nothing. */
  smsOnly?: number;
  without?: number;
  /** Part of each address before the guardian's number, and the domains in turn. */
  domains?: readonly string[];
  /** Leaves the lists of ids empty, where millions would only fill memory. */
  bare?: boolean;
}

/** One district with schools, classes, pupils and one guardian a pupil, each with one contact point. */
export async function makeSyntheticDirectory(db: Database, options: SyntheticOptions): Promise<SyntheticDirectory> {
  const { guardians, perClass = 30, classesPerSchool = 30, smsOnly = 0, without = 0 } = options;
  const domains = options.domains ?? ['mail.test'];
  const classes = Math.ceil(guardians / perClass);
  const schools = Math.ceil(classes / classesPerSchool);
  const district = await sql<{ id: number }>`
    with new as (select nextval(pg_get_serial_sequence('organisation', 'id')) as id)
    insert into organisation (id, path, kind, name) overriding system value
    select id, id::text::ltree, 'district', '示例县教育局' from new returning id`.execute(db);
  const districtId = district.rows[0]?.id as number;
  const schoolIds = await children(db, [districtId], 'school', schools, '第%s小学');
  const classIds = await children(db, schoolIds, 'class', classes, '%s班');
  // Ids are taken in blocks, so that nothing has to be joined afterwards: pupil n, guardian n.
  const block = async (): Promise<number> => {
    const { rows } = await sql<{ first: number }>`
      select min(nextval(pg_get_serial_sequence('person', 'id'))) as first from generate_series(1, ${guardians}::int)`.execute(
      db,
    );
    return rows[0]?.first as number;
  };
  const firstPupil = await block();
  const firstGuardian = await block();
  await sql`
    insert into person (id, source_id, full_name, given_name) overriding system value
    select first + n - 1, mark || n, name || n, name || n
    from (values (${firstPupil}::bigint, 'p', '学生'), (${firstGuardian}::bigint, 'g', '家长')) k (first, mark, name),
      generate_series(1, ${guardians}::int) n order by 1`.execute(db);
  await sql`
    insert into membership (person_id, organisation_id, position, starts_on)
    select ${firstPupil}::bigint + n - 1, (${classIds}::bigint[])[1 + (n - 1) / ${perClass}::int], 'pupil', '2020-01-01'
    from generate_series(1, ${guardians}::int) n`.execute(db);
  await sql`
    insert into guardianship (guardian_id, pupil_id, starts_on)
    select ${firstGuardian}::bigint + n - 1, ${firstPupil}::bigint + n - 1, '2020-01-01'
    from generate_series(1, ${guardians}::int) n`.execute(db);
  await sql`
    insert into contact_point (person_id, kind, address)
    select ${firstGuardian}::bigint + n - 1, case when n % 100 < ${smsOnly}::int then 'sms' else 'email' end,
      case when n % 100 < ${smsOnly}::int then '+86138' || lpad(n::text, 8, '0')
        else 'guardian' || n || '@' || (${[...domains]}::text[])[1 + n % ${domains.length}::int] end
    from generate_series(1, ${guardians}::int) n
    where n % 100 < ${smsOnly}::int or n % 100 >= ${smsOnly}::int + ${without}::int`.execute(db);
  if (options.bare) return { districtId, schoolIds: [], classIds: [], guardianIds: [] };
  const guardianIds = Array.from({ length: guardians }, (_, n) => firstGuardian + n);
  return { districtId, schoolIds, classIds, guardianIds };
}

async function children(db: Database, parents: number[], kind: string, count: number, name: string): Promise<number[]> {
  const per = Math.ceil(count / parents.length);
  const { rows } = await sql<{ id: number }>`
    with new as (
      select nextval(pg_get_serial_sequence('organisation', 'id')) as id, n, (${parents}::bigint[])[1 + (n - 1) / ${per}::int] as parent
      from generate_series(1, ${count}::int) n)
    insert into organisation (id, parent_id, path, kind, name) overriding system value
    select new.id, new.parent, o.path || new.id::text, ${kind}, format(${name}, new.n)
    from new join organisation o on o.id = new.parent order by new.n
    returning id`.execute(db);
  return rows.map((row) => row.id).sort((a, b) => a - b);
}

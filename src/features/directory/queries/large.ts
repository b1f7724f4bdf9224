/** A directory of any size made inside the database, for benches and for judging plans: never for a real district. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';

export interface LargeDistrict {
  districtId: number;
  /** Ids of its first school and first class. */
  schoolId: number;
  classId: number;
  pupils: number;
  guardians: number;
}

/**
 * One district of schools with 20 classes of 40 pupils. Every pupil has two guardians, every fifth pair has a second
 * child two classes on. Of ten guardians seven have email, two only SMS, one nothing. People are numbered as a roster
 * would: all pupils, then all guardians. Names are drawn from some 20,000. Wants the owner's connection: it sets sequences.
 */
export async function makeLargeDistrict(
  db: Database | Transaction,
  options: { pupils: number },
): Promise<LargeDistrict> {
  const schools = Math.ceil(options.pupils / 800);
  const first = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('organisation', 'id')) as id`.execute(
    db,
  );
  const top = first.rows[0]?.id as number;
  const schoolId = top + 1;
  const classId = schoolId + schools;
  const pupils = schools * 800;
  await sql`insert into organisation (id, parent_id, path, kind, name) overriding system value
    values (${top}, null, ${String(top)}::ltree, 'district', '大市教育局')`.execute(db);
  await sql`insert into organisation (id, parent_id, path, kind, name, name_pinyin, name_initials)
    overriding system value
    select ${schoolId} + n, ${top}, (${top}::int8 || '.' || (${schoolId} + n))::ltree, 'school',
      '第' || (n + 1) || '学校', 'di' || (n + 1) || 'xuexiao', 'd' || (n + 1) || 'xx'
    from generate_series(0, ${schools - 1}::int) n`.execute(db);
  await sql`insert into organisation (id, parent_id, path, kind, name) overriding system value
    select ${classId} + n, ${schoolId} + n / 20,
      (${top}::int8 || '.' || (${schoolId} + n / 20) || '.' || (${classId} + n))::ltree, 'class',
      (n % 20 / 4 + 1) || '年级' || (n % 4 + 1) || '班'
    from generate_series(0, ${schools * 20 - 1}::int) n`.execute(db);
  await sql`select setval(pg_get_serial_sequence('organisation', 'id'), ${classId + schools * 20})`.execute(db);
  const start = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('person', 'id')) as id`.execute(db);
  const pupil = start.rows[0]?.id as number;
  const guardian = pupil + pupils;
  const guardians = (pupils / 5) * 2 * 4;
  await insertNumbered(db, pupil, pupils + guardians);
  await sql`insert into membership (person_id, organisation_id, position, starts_on)
    select ${pupil} + n, ${classId} + n / 40, 'pupil', '2020-09-01' from generate_series(0, ${pupils - 1}::int) n`.execute(
    db,
  );
  // Of five pupils the first four have their own two guardians; the fifth is a sibling of the first.
  await sql`insert into guardianship (guardian_id, pupil_id, starts_on)
    select ${guardian} + (n / 5 * 4 + n % 5 % 4) * 2 + g, ${pupil} + case n % 5 when 4 then (n + 80) % ${pupils}::int / 5 * 5 + 4 else n end,
      '2020-09-01'
    from generate_series(0, ${pupils - 1}::int) n, generate_series(0, 1) g`.execute(db);
  await sql`insert into contact_point (person_id, kind, address)
    select ${guardian} + n, case when n % 10 < 7 then 'email' else 'sms' end,
      case when n % 10 < 7 then 'g' || n || '@example.org' else '139' || lpad(n::text, 8, '0') end
    from generate_series(0, ${guardians - 1}::int) n where n % 10 < 9`.execute(db);
  return { districtId: top, schoolId, classId, pupils, guardians };
}

/** People of consecutive ids with drawn names. */
async function insertNumbered(db: Database | Transaction, from: number, count: number): Promise<void> {
  await sql`
    with family (f, p) as (select array['王','李','张','刘','陈','杨','赵','黄','周','吴','徐','孙','胡','朱','高','林','何','郭','马','罗'],
        array['wang','li','zhang','liu','chen','yang','zhao','huang','zhou','wu','xu','sun','hu','zhu','gao','lin','he','guo','ma','luo']),
      given (g, p) as (select array['芳','伟','秀','敏','静','丽','强','磊','洋','艳','勇','军','杰','娟','涛','明','超','兰','霞','平','子','雨','浩','欣','晓','建','国','志','文','海','云','梅'],
        array['fang','wei','xiu','min','jing','li','qiang','lei','yang','yan','yong','jun','jie','juan','tao','ming','chao','lan','xia','ping','zi','yu','hao','xin','xiao','jian','guo','zhi','wen','hai','yun','mei'])
    insert into person (id, family_name, given_name, full_name, name_pinyin, name_initials, given_pinyin) overriding system value
    select ${from} + n, family.f[a], given.g[b] || given.g[c], family.f[a] || given.g[b] || given.g[c],
      family.p[a] || given.p[b] || given.p[c], left(family.p[a], 1) || left(given.p[b], 1) || left(given.p[c], 1), given.p[b] || given.p[c]
    from family, given, generate_series(0, ${count - 1}::int) n,
      lateral (select 1 + n * 7 % 20 as a, 1 + n * 13 % 32 as b, 1 + n / 32 * 11 % 32 as c) draw`.execute(db);
  await sql`select setval(pg_get_serial_sequence('person', 'id'), ${from + count})`.execute(db);
}

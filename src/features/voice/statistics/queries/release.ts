/** Counting for a release, and what was released. */
import { sql } from 'kysely';
import { smallSchools } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { DeclineReason, PassOnReason } from '../../model/reasons.ts';
import { type Release, type ReleaseFigures, type ReleaseLine, releaseFigures, smallSchool } from '../model/release.ts';

type Db = Database | Transaction;

/** What is needed of a case to count it. */
export interface CaseRow {
  category: string;
  officeId: number | null;
  state: string;
  /** Of a case that was declined or passed on. */
  reason: DeclineReason | PassOnReason | null;
  round: number;
  receivedOn: string;
  acceptedOn: string | null;
  dueOn: string | null;
  extended: boolean;
  clock: string;
  clockVersion: number;
  firstAnswerOn: string | null;
  settled: boolean | null;
  rating: number | null;
}

/** When the first case was received; none: there is none. */
export async function firstReceived(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ day: string | null }>`select min(received_on)::text as day from voice_case`.execute(db);
  return rows[0]?.day ?? undefined;
}

export async function releasedCodes(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ code: string }>`select code from voice_release`.execute(db);
  return new Set(rows.map(({ code }) => code));
}

/** One release after the other, whoever else runs. */
export async function lockReleases(trx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('voice_release'))`.execute(trx);
}

/**
 * Takes the cases of a period that no release has counted, and marks them as counted in this one. Of a quarter those of
 * small schools are left for the year.
 */
export async function takeCases(
  trx: Transaction,
  period: { code: string; grid: 'quarter' | 'year'; from: string; until: string },
): Promise<{ cases: CaseRow[]; redactions: { threat: number; private_data: number } }> {
  const { code, grid, from, until } = period;
  const left =
    grid === 'year' ? sql`true` : sql`(office_id is null or office_id not in (${smallSchools(smallSchool)}))`;
  await sql`update voice_case set counted_in = ${code}
    where received_on between ${from}::date and ${until}::date and counted_in is null and ${left}`.execute(trx);
  const { rows: cases } = await sql<CaseRow>`
    select c.category, c.office_id as "officeId", c.state,
      (select s.reason from voice_step s where s.case_id = c.id and s.act = c.state order by s.n desc limit 1) as reason, c.round, c.received_on::text as "receivedOn",
      c.accepted_on::text as "acceptedOn", c.due_on::text as "dueOn", c.extended, c.clock, c.clock_version as "clockVersion",
      (select min(a.day)::text from voice_answer a where a.case_id = c.id) as "firstAnswerOn", c.settled, c.rating
    from voice_case c where c.received_on between ${from}::date and ${until}::date and c.counted_in = ${code}`.execute(
    trx,
  );
  const { rows: covered } = await sql<{ ground: 'threat' | 'private_data'; n: number }>`
    select r.ground, count(*)::int as n from voice_redaction r join voice_case c on c.id = r.case_id
    where c.received_on between ${from}::date and ${until}::date and c.counted_in = ${code} group by 1`.execute(trx);
  const of = (ground: string) => covered.find((row) => row.ground === ground)?.n ?? 0;
  return { cases, redactions: { threat: of('threat'), private_data: of('private_data') } };
}

/** Every category and every office that could have a case. */
export async function everyName(trx: Transaction) {
  const { rows: categories } = await sql<{ key: string; name: { 'zh-CN': string; en: string } }>`
    select code as key, titles as name from voice_category order by kind, position, code`.execute(trx);
  const { rows: offices } = await sql<{ key: string; small: boolean; name: { 'zh-CN': string; en: string } }>`
    select id::text as key, id in (${smallSchools(smallSchool)}) as small, jsonb_build_object('zh-CN', name, 'en', name) as name from organisation
    where kind in ('district', 'department', 'school') order by string_to_array(path::text, '.')::int8[]`.execute(trx);
  return { categories, offices };
}

/** What is withheld is not in `figures`, and so nowhere. */
export async function insertRelease(trx: Transaction, release: Release): Promise<void> {
  const { code, from, until, asOf, figures } = release;
  await sql`insert into voice_release (code, from_day, until_day, as_of, figures)
    values (${code}, ${from}::date, ${until}::date, ${asOf}::date, ${JSON.stringify(figures)}::jsonb)`.execute(trx);
}

const columns = sql`code, from_day::text as "from", until_day::text as "until", as_of::text as "asOf"`;

/** The newest first: some five in a year. */
export async function releases(db: Db): Promise<ReleaseLine[]> {
  const { rows } = await sql<ReleaseLine>`
    select ${columns} from voice_release order by until_day desc, from_day desc limit 500`.execute(db);
  return rows;
}

export async function releaseByCode(db: Db, code: string): Promise<Release | undefined> {
  const { rows } = await sql<ReleaseLine & { figures: ReleaseFigures }>`
    select ${columns}, figures from voice_release where code = ${code}`.execute(db);
  return rows[0] && { ...rows[0], figures: releaseFigures.parse(rows[0].figures) };
}

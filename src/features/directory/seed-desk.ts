/**
 * For the demonstration: what the desks of schools have done and what waits there: corrections that families proposed, records
 * that were one person's, a guardianship that ended, a move, a new year that was begun too early and taken back, late joiners
 * out of a sheet. All by the acts of the pages.
 */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome } from '#platform/trouble.ts';
import { boundsOf, type Desk } from './actions/desk.ts';
import { endGuardianship } from './actions/guardianships.ts';
import { movePupil } from './actions/memberships.ts';
import { acceptCorrection, declineCorrection, proposeCorrection } from './corrections/actions.ts';
import type { CorrectionKind } from './corrections/model.ts';
import { openCorrections } from './corrections/queries.ts';
import { mergePeople, takeApart } from './merge/actions.ts';
import { inForce } from './queries/audience.ts';
import { insertContactPoints, insertGuardianships, insertPeople } from './queries/making.ts';
import { organisationById } from './queries/organisations.ts';
import { apply as applyRoster } from './roster/actions.ts';
import { compareUpload, keepUpload } from './sheet/actions.ts';
import { rememberedFields, uploadWithin } from './sheet/queries.ts';
import { columnsOf } from './sheet/rows.ts';
import { startYear, undoStep } from './year/actions.ts';
import { highestGrade, planYear } from './year/model.ts';
import { yearClasses } from './year/queries.ts';

export interface ProposedCorrection {
  kind: CorrectionKind;
  /** Made of the present name, if it is one. */
  value: (name: string) => string;
  proposedAt: Date;
  /** Left out: it waits. */
  decided?: 'accepted' | { declined: string };
}

export interface DeskSeed {
  desk: Desk;
  /** The school whose office and class teacher are shown. */
  schoolPath: string;
  /** Of one family each. */
  corrections: readonly ProposedCorrection[];
}

/** A family of the class: a pupil and one who acts for them. */
interface Pair {
  pupilId: number;
  classId: number;
  guardianId: number;
  guardianshipId: number;
  name: string;
  sms: string | null;
  others: number;
}

export async function seedDesk(
  trx: Transaction,
  { desk, schoolPath, corrections }: DeskSeed,
): Promise<Outcome<unknown>[]> {
  const families = await familiesOf(trx, schoolPath, desk.today);
  const take = () => {
    const family = families.shift();
    if (!family) throw new Error('The demo’s school has too few families.');
    return family;
  };
  const outcomes: Outcome<unknown>[] = [];
  for (const correction of corrections) outcomes.push(...(await correct(trx, desk, take(), correction)));
  // One pair was merged, one was merged and taken apart, one waits to be found.
  for (const fate of ['merged', 'apart', 'open'] as const) outcomes.push(...(await double(trx, desk, take(), fate)));
  const apart = families.find(({ others }) => others > 1) ?? take();
  outcomes.push(await endGuardianship(trx, desk, apart.guardianshipId));
  const moving = take();
  const to = families.find(({ classId }) => classId !== moving.classId)?.classId as number;
  outcomes.push(await movePupil(trx, desk, moving.pupilId, { classId: to, day: desk.today }));
  return outcomes;
}

/** One guardian of each pupil of the first classes; the first pupils are used elsewhere. */
async function familiesOf(trx: Transaction, path: string, today: string): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    select distinct on (o.id, m.person_id) m.person_id as "pupilId", o.id as "classId", g.guardian_id as "guardianId", g.id as "guardianshipId",
      p.full_name as name, c.address as sms, (select count(*)::int from guardianship x where x.pupil_id = m.person_id) as others
    from membership m join organisation o on o.id = m.organisation_id and o.kind = 'class' and o.path <@ ${path}::ltree
    join guardianship g on g.pupil_id = m.person_id and g.may_act and ${inForce('g', today)}
    join person p on p.id = g.guardian_id and p.state = 'active'
      and not exists (select from membership s where s.person_id = p.id)
    left join contact_point c on c.person_id = p.id and c.kind = 'sms'
    where m.position = 'pupil' and p.leaves_on is null and ${inForce('m', today)}
    order by o.id, m.person_id, c.address is null, g.id limit 60`.execute(trx);
  return rows.slice(4);
}

async function correct(
  trx: Transaction,
  desk: Desk,
  { guardianId, name }: Pair,
  { kind, value, proposedAt, decided }: ProposedCorrection,
): Promise<Outcome<unknown>[]> {
  const proposed = await proposeCorrection(trx, guardianId, { kind, value: value(name) }, proposedAt);
  if (!proposed.ok || !decided) return [proposed];
  const open = await openCorrections(trx, boundsOf(desk), 0, 100);
  const id = open.find(({ personId }) => personId === guardianId)?.id as number;
  const outcome =
    decided === 'accepted'
      ? await acceptCorrection(trx, desk, id)
      : await declineCorrection(trx, desk, id, decided.declined);
  return [proposed, outcome];
}

/** The same guardian once more, as somebody entered them by hand, with what became of it. */
async function double(
  trx: Transaction,
  desk: Desk,
  { guardianId, pupilId, name, sms }: Pair,
  fate: 'merged' | 'apart' | 'open',
): Promise<Outcome<unknown>[]> {
  const [twin] = (await insertPeople(trx, [{ name }])) as [number];
  await insertGuardianships(trx, [{ guardianId: twin, pupilId, startsOn: desk.today }]);
  if (sms) await insertContactPoints(trx, [{ personId: twin, kind: 'sms', address: sms, origin: 'desk' }]);
  if (fate === 'open') return [];
  const merged = await mergePeople(trx, desk, guardianId, twin);
  if (!merged.ok || fate === 'merged') return [merged];
  return [merged, await takeApart(trx, desk, merged.value)];
}

/** The new year of a school, begun with the names that were proposed, and taken back as one. */
export async function seedYear(trx: Transaction, desk: Desk, schoolId: number): Promise<Outcome<unknown>> {
  const school = await organisationById(trx, schoolId);
  const classes = await yearClasses(trx, school?.path ?? '', desk.today);
  const leaving = highestGrade(classes);
  const names = new Map(planYear(classes, leaving).map(({ id, newName }) => [id, newName]));
  const started = await startYear(trx, desk, schoolId, { leaving, names });
  if (!started.ok) return started;
  const later = { ...desk, at: new Date(desk.at.getTime() + 11 * 60_000) };
  return undoStep(trx, later, started.value);
}

/** A sheet of a school, with its columns as they were recognised, applied. `fd` is closed. */
export async function seedSheet(
  services: Services,
  desk: Desk,
  sheet: { schoolId: number; by: string; fd: number; name: string; size: number },
): Promise<Outcome<unknown>> {
  const school = await organisationById(services.db, sheet.schoolId);
  if (!school) throw new Error('The demo has no such school.');
  const { fd, name, size } = sheet;
  const kept = await keepUpload(services, desk.accountId, { school, kind: 'pupils' }, { fd, name, size });
  if (!kept.ok) return kept;
  const upload = await uploadWithin(services.db, desk.reach, kept.value);
  if (!upload) throw new Error('The demo’s sheet is gone.');
  const columns = columnsOf('pupils', upload.content.sheets, await rememberedFields(services.db, school.id, 'pupils'));
  const mapping = Object.fromEntries(columns.map(({ plain, field }) => [plain, field]));
  const who = { accountId: desk.accountId, name: sheet.by };
  const compared = await compareUpload(services, who, upload, school, { mapping, scope: 'additions' });
  if (!compared.ok) return compared;
  if (compared.value.state !== 'ready') throw new Error(`The demo’s sheet is ${compared.value.state}.`);
  const applied = await applyRoster(services, who, compared.value.id, { removal: false });
  return applied.ok ? done(null) : applied;
}

/** Other ways of a notice: urgent, returned with reasons, passed on by a school and a class; a series with a past; one mail a day. */
import { sql } from 'kysely';
import { chooseDigest } from '#features/delivery/feature.ts';
import { publish, stopWindow } from '#features/notices/seed.ts';
import {
  approve,
  type By,
  comment,
  countersign,
  forwardToClass,
  placeInSeries,
  publishUrgently,
  returnToAuthor,
  startForward,
  startSeries,
  submit,
} from '#features/notices/seed-workflow.ts';
import { reachOf } from '#platform/access.ts';
import { fixedClock } from '#platform/clock.ts';
import type { Database } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import type { NoticeContent } from './contents/content.ts';
import { prefaces, returned, seriesTitle, urgentBefore, urgentNow } from './contents/passing.ts';
import { expected, type Filled } from './fill.ts';
import type { Place } from './places.ts';

const hour = 3_600_000;

interface Written {
  id: number;
  revision: number;
  author: By;
  approver: By;
}

type Write = (services: Services, content: Omit<NoticeContent, 'on'>) => Promise<Written>;

/** Nobody is mailed about it. */
const quiet = (services: Services): Services => ({
  ...services,
  outbox: { ...services.outbox, queueMail: async () => undefined, queueText: async () => undefined },
});
const at = (services: Services, hoursAgo: number): Services => ({
  ...services,
  clock: fixedClock(new Date(services.clock.now().getTime() - hoursAgo * hour)),
});

/** Some dozens of families want one mail a day. */
export async function chooseDigests(services: Services): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select c.id from contact_point c where c.kind = 'email' and c.bounced_at is null and c.id % 23 = 7
      and exists (select from guardianship g where g.guardian_id = c.person_id) order by c.id limit 40`.execute(
    services.db,
  );
  await services.db.transaction().execute(async (trx) => {
    for (const { id } of rows) await chooseDigest(trx, services, id, true);
  });
}

/** One was countersigned in time; the other one waits. */
export async function publishInHaste(services: Services, write: Write): Promise<void> {
  const evening = quiet(at(services, 20));
  const before = await write(evening, urgentBefore);
  expected(await publishUrgently(evening, before.author, before.id, before.revision, urgentBefore.reason));
  const night = quiet(at(services, 17));
  expected(await countersign(night, before.approver, before.id, urgentBefore.remark));
  const morning = quiet(at(services, 2));
  const now = await write(morning, urgentNow);
  expected(await publishUrgently(morning, now.author, now.id, now.revision, urgentNow.reason));
}

export async function returnOne(services: Services, write: Write): Promise<void> {
  const silent = quiet(services);
  const { id, revision, author, approver } = await write(silent, returned);
  expected(await submit(silent, author, id, revision));
  expected(await comment(silent, approver, id, returned.remark));
  expected(await returnToAuthor(silent, approver, id, returned.reason));
}

/** The first school passes the bureau's notice on to its families; a class teacher's own words wait for the head. */
export async function passOn(services: Services, { places, staff }: Filled, original: number): Promise<void> {
  const [school] = places.schools;
  if (!school) throw new Error('The demo has no school.');
  const writers = staff.writers(school);
  const [author, approver] = [atSchool(writers.author, school), atSchool(writers.approver, school)];
  const silent = quiet(services);
  const preface = { organisationId: school.id, preface: prefaces.school };
  const { id } = expected(await startForward(silent, author, original, preface));
  const draft = await stateOf(services.db, id);
  expected(await submit(silent, author, id, draft.revision));
  expected(await approve(silent, approver, id, draft.revision, ''));
  const clicked = fixedClock(new Date(services.clock.now().getTime() - stopWindow));
  expected(await publish({ ...silent, clock: clicked }, author, id));

  const teacher = staff.shown.find(({ key }) => key === 'teacher');
  const own = await sql<{ id: number; path: string }>`
    select o.id, o.path::text as path from membership m join account a on a.person_id = m.person_id
    join organisation o on o.id = m.organisation_id and o.kind = 'class'
    where a.id = ${teacher?.accountId ?? 0} and m.position = 'class_teacher' and m.ends_on is null limit 1`.execute(
    services.db,
  );
  const [room] = own.rows;
  if (!teacher || !room) throw new Error('The demo has no class teacher.');
  const grants = [{ role: 'teacher', organisationId: room.id, path: room.path }] as const;
  const caller = {
    kind: 'account',
    accountId: teacher.accountId,
    sessionId: 0,
    personId: null,
    name: '',
    grants,
  } as const;
  const reach = reachOf(caller, 'demo.write', { 'demo.write': ['teacher'] });
  const by: By = { accountId: teacher.accountId, reach, ownClassIds: [room.id] };
  const words = { organisationId: room.id, preface: prefaces.class };
  expected(await forwardToClass(silent, by, original, words));
}

/** The year's public reminders of the safety department, as a series that goes on. */
export async function gatherSeries(services: Services, department: Place, chief: By): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from notice where organisation_id = ${department.id} and kind = 'safety' and state = 'published' and is_public
    order by published_at`.execute(services.db);
  const series = expected(await startSeries(services, chief, { organisationId: department.id, title: seriesTitle }));
  for (const { id } of rows) expected(await placeInSeries(services, chief, id, series.id));
}

function atSchool(accountId: number, { id, path }: Place): By {
  const grants = [{ role: 'administrator', organisationId: id, path }] as const;
  const caller = { kind: 'account', accountId, sessionId: 0, personId: null, name: '', grants } as const;
  return { accountId, reach: reachOf(caller, 'demo.write', { 'demo.write': ['administrator'] }) };
}

async function stateOf(db: Database, id: number): Promise<{ revision: number }> {
  const { rows } = await sql<{ revision: number }>`select revision from notice where id = ${id}`.execute(db);
  return rows[0] as { revision: number };
}

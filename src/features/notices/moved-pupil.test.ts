/** A pupil changes class after the notice went out: the office counts both halves in one row, the teachers see today's families. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { countsByOrganisation } from '../delivery/feature.ts';
import { guardiansOfClass } from '../directory/feature.ts';
import { tellInPerson } from './actions/reach-out.ts';
import { byAt, makePublished, value } from './factory.ts';

const { db, services, app, cast, spec, linkOf, expandAll, deliver } = await noticeScene();
const [before, after] = cast.north.classes.map((c) => c.organisation) as unknown as [{ id: number }, { id: number }];
const today = '2026-11-20';

async function move(pupil: number): Promise<void> {
  await sql`update membership set organisation_id = ${after.id} where person_id = ${pupil}`.execute(db);
}

const acknowledgedAt = async (id: number) =>
  (
    await sql<{ at: number; n: number }>`select organisation_id as at, sum(n)::int as n
      from notice_acknowledgement_delta where notice_id = ${id} group by 1`.execute(db)
  ).rows;

test('an acknowledgement is counted at the class through which the notice went out', async () => {
  const { id, messageId } = await makePublished(services, spec);
  await expandAll();
  await deliver(messageId);
  const sentAt = (await countsByOrganisation(db, messageId)).find((row) => row.organisationId === before.id);
  expect(sentAt?.delivered).toBeGreaterThan(0);
  const { pupil, mother, father } = cast.separated;
  await move(pupil);

  expect((await app.request(linkOf(messageId, mother), { method: 'POST' })).status).toBe(303);
  const teacher = byAt({ ...cast.members['north.teacher'], organisation: cast.north.organisation });
  value(await tellInPerson(services, teacher, id, after.id, [father]));
  expect(await acknowledgedAt(id)).toEqual([{ at: before.id, n: 2 }]);

  // The names are those of today: the new class teacher has the family, the former one no longer.
  const namesIn = async (classId: number) => (await guardiansOfClass(db, classId, today)).map((g) => g.guardianId);
  expect(await namesIn(after.id)).toEqual(expect.arrayContaining([mother, father]));
  expect(await namesIn(before.id)).not.toContain(mother);
  await sql`update membership set organisation_id = ${before.id} where person_id = ${pupil}`.execute(db);
});

test('who joined after the sending is counted at today\u2019s class', async () => {
  const { id, messageId } = await makePublished(services, {
    ...spec,
    audience: [{ organisationId: after.id, role: 'guardians' }],
  });
  await expandAll();
  await move(cast.separated.pupil);
  expect((await app.request(linkOf(messageId, cast.separated.mother), { method: 'POST' })).status).toBe(303);
  expect(await acknowledgedAt(id)).toEqual([{ at: after.id, n: 1 }]);
});

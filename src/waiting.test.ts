/** The desk's first page says what waits for whoever looks at it, and nothing of what waits for others. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../test/support/notices.ts';
import { proposeCorrection } from './features/directory/feature.ts';
import { returnToAuthor, submit } from './features/notices/actions/review.ts';
import { makeApproved, makeDraft, makePublished, value } from './features/notices/factory.ts';

const { db, clock, services, cast, spec, staff } = await noticeScene();

const desk = async (who: Parameters<typeof staff>[0]): Promise<string> => {
  const answer = await (await staff(who))('/desk');
  expect(answer.status).toBe(200);
  return answer.text();
};

test('nothing waits: said so, with the ways to go', async () => {
  const page = await desk('bureau.editor');
  expect(page).toContain('Nothing waits for you at present.');
  expect(page).toContain('href="/desk/notices"');
});

test('a review waits for approvers above the office, not for its author, not for a school next door', async () => {
  const { id, revision } = await makeDraft(services, spec);
  value(await submit(services, spec.author, id, revision));
  expect(await desk('bureau.approver')).toMatch(new RegExp(`/desk/notices/${id}"[\\s\\S]*To review`));
  for (const other of ['bureau.editor', 'north.approver', 'bureau.auditor'] as const) {
    expect(await desk(other), other).not.toContain(`/desk/notices/${id}"`);
  }
  value(await returnToAuthor(services, spec.approver, id, '请补充咨询电话'));
  expect(await desk('bureau.editor')).toMatch(new RegExp(`/desk/notices/${id}"[\\s\\S]*Returned to you`));
  expect(await desk('bureau.approver')).not.toContain(`/desk/notices/${id}"`);
});

test('more than five: the others behind a link', async () => {
  for (let n = 0; n < 6; n += 1) await makeApproved(services, spec);
  const page = await desk('bureau.editor');
  expect(page.match(/Ready to publish/g)).toHaveLength(5);
  expect(page).toContain('/desk/notices?waiting=yes');
});

test('a deadline is near for the office, and open for the class teacher until its end', async () => {
  const { id } = await makePublished(services, spec);
  const own = (cast.north.classes[0] as { organisation: { id: number } }).organisation.id;
  const near = `/desk/notices/${id}"`;
  const ofClass = `/desk/class-notices/${id}/${own}"`;
  expect(await desk('bureau.editor')).not.toContain(near);
  expect(await desk('north.teacher')).toContain(ofClass);
  expect(await desk('south.teacher')).not.toContain(ofClass);
  clock.set('2026-11-27T03:00:00Z');
  expect(await desk('bureau.editor')).toMatch(new RegExp(`${near}[\\s\\S]*Due today`));
  expect(await desk('north.editor')).not.toContain(near);
  clock.set('2026-11-27T16:00:00Z');
  expect(await desk('bureau.editor')).not.toContain(near);
  expect(await desk('north.teacher')).not.toContain(ofClass);
});

test('corrections of families wait for the administrator of their school; no name stands on the desk', async () => {
  const { rows } = await sql<{ name: string }>`select full_name as name from person
    where id = ${cast.separated.mother}`.execute(db);
  const proposed = { kind: 'language', value: 'bo' };
  value(await db.transaction().execute((trx) => proposeCorrection(trx, cast.separated.mother, proposed, clock.now())));
  const page = await desk('north.administrator');
  expect(page).toContain('1 to decide');
  expect(page).not.toContain(rows[0]?.name);
  expect(await desk('bureau.administrator')).toContain('1 to decide');
  expect(await desk('south.administrator')).not.toContain('to decide');
});

test('a role of two people waits for the second administrator, never for the first or its holder', async () => {
  const first = cast.members['bureau.administrator'];
  const { accountId, organisation } = cast.members['north.editor'];
  await sql`insert into account_grant (account_id, organisation_id, role, given_by, given_at)
    values (${accountId}, ${organisation.id}, 'auditor', ${first.accountId}, ${clock.now()})`.execute(db);
  expect(await desk('bureau.second_administrator')).toContain('Roles that wait for a second person');
  expect(await desk('bureau.administrator')).not.toContain('Roles that wait for a second person');
  expect(await desk('south.administrator')).not.toContain('Roles that wait for a second person');
});

test('what is not in order waits for operators', async () => {
  // No backup was ever made here.
  expect(await desk('bureau.operator')).toContain('/desk/operations/backups"');
  expect(await desk('bureau.editor')).not.toContain('/desk/operations/backups"');
});

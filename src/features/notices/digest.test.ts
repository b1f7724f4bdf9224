/** Choosing one mail a day behind a personal link, and which notices may wait for it. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { publishUrgently } from './actions/urgent.ts';
import { digestTerms } from './actions/waiting.ts';
import { makeDraft, makePublished, value } from './factory.ts';

const { db, app, clock, services, spec, cast, linkOf, expandAll } = await noticeScene();
const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });
const en = { headers: { 'accept-language': 'en' } };

const pointOf = async (person: number) =>
  (
    await sql<{ id: number; address: string }>`select id, address from contact_point
    where person_id = ${person} and kind = 'email'`.execute(db)
  ).rows[0]!;
const chosen = async () =>
  (await sql<{ id: number }>`select contact_point_id as id from digest_choice order by 1`.execute(db)).rows.map(
    (row) => row.id,
  );

test('chosen and undone in the same place; the address is not shown whole, another’s can’t be chosen', async () => {
  const { messageId } = await makePublished(services, spec);
  const mother = await pointOf(cast.separated.mother);
  const father = await pointOf(cast.separated.father);
  const path = `${linkOf(messageId, cast.separated.mother)}/digest`;
  expect(await (await app.request(linkOf(messageId, cast.separated.mother), en)).text()).toContain(path);
  const page = await (await app.request(path, en)).text();
  expect(page).toContain('18:00');
  expect(page).not.toContain(mother.address);
  expect(page).toContain(`name="address" value="${mother.id}"`);
  expect(await chosen(), 'looking changes nothing').toEqual([]);
  await app.request(path, form({ address: String(father.id), digest: 'yes' }));
  expect(await chosen(), 'of the other parent').toEqual([]);
  const saved = await app.request(path, form({ address: String(mother.id), digest: 'yes' }));
  expect([saved.status, await chosen()]).toEqual([303, [mother.id]]);
  expect(await (await app.request(`${path}?done=digestChosen`, en)).text()).toContain('You will get one mail a day');
  await app.request(path, form({ address: String(mother.id), digest: 'no' }));
  expect(await chosen()).toEqual([]);
  expect((await app.request('/m/nothing/digest')).status).toBe(404);
});

test('what a published notice tells the sender: safety and urgent ones never wait, a deadline bounds it', async () => {
  const notice = { kind: 'schedule', urgentAt: null, request: 'acknowledge', deadlineOn: '2026-11-27' } as const;
  const zone = 'Asia/Shanghai';
  expect(digestTerms(notice, zone)).toEqual({ mayWait: true, waitUntil: new Date('2026-11-26T15:59:59.999Z') });
  expect(digestTerms({ ...notice, request: 'none', deadlineOn: null }, zone)).toEqual({
    mayWait: true,
    waitUntil: null,
  });
  expect(digestTerms({ ...notice, kind: 'safety' }, zone).mayWait).toBe(false);
  expect(digestTerms({ ...notice, urgentAt: new Date() }, zone).mayWait).toBe(false);

  const mother = await pointOf(cast.separated.mother);
  await sql`insert into digest_choice (contact_point_id, chosen_on) values (${mother.id}, '2026-11-20')`.execute(db);
  const held = async () =>
    (await sql<{ id: number }>`select message_id as id from digest_hold`.execute(db)).rows.map((row) => row.id);
  await makePublished(services, spec);
  const waits = await makePublished(services, { ...spec, kind: 'schedule' });
  await makePublished(services, { ...spec, kind: 'schedule', deadlineOn: '2026-11-20' });
  const urgent = await makeDraft(services, { ...spec, kind: 'schedule' });
  value(await publishUrgently(services, spec.author, urgent.id, urgent.revision, '今晚停电'));
  clock.pass(61_000);
  await expandAll();
  expect(await held()).toEqual([waits.messageId]);
});

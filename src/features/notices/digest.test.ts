/** Choosing one mail a day behind a personal link, and which notices may wait for it. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { publishUrgently } from './actions/urgent.ts';
import { digestTerms } from './actions/waiting.ts';
import { makeDraft, makePublished, value } from './factory.ts';

const { db, app, clock, services, spec, cast, linkOf, expandAll, deliver, staff } = await noticeScene();
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

test('chosen and undone in one place; the address is not shown whole, another’s can’t be chosen', async () => {
  const { messageId } = await makePublished(services, spec);
  const mother = await pointOf(cast.separated.mother);
  const father = await pointOf(cast.separated.father);
  const notice = await (await app.request(linkOf(messageId, cast.separated.mother), en)).text();
  const path = /href="(\/my-notices\/wishes\/[^"]+)"/.exec(notice)?.[1] as string;
  const page = await (await app.request(path, en)).text();
  expect(page).toContain('18:00');
  expect(page).not.toContain(mother.address);
  expect(page).toContain(`name="daily" value="${mother.id}"`);
  expect(await chosen(), 'looking changes nothing').toEqual([]);
  await app.request(path, form({ daily: String(father.id) }));
  expect(await chosen(), 'of the other parent').toEqual([]);
  const saved = await app.request(path, form({ daily: String(mother.id) }));
  expect([saved.status, await chosen()]).toEqual([303, [mother.id]]);
  expect(await (await app.request(`${path}?saved=yes`, en)).text()).toMatch(
    new RegExp(`name="daily" value="${mother.id}"[^>]* checked`),
  );
  await app.request(path, form({}));
  expect(await chosen()).toEqual([]);
});

test('the address where it was chosen before leads there, and changes nothing', async () => {
  const { messageId } = await makePublished(services, spec);
  const old = `${linkOf(messageId, cast.separated.mother)}/digest`;
  const mother = await pointOf(cast.separated.mother);
  for (const init of [en, form({ address: String(mother.id), digest: 'yes' })]) {
    const answer = await app.request(old, init);
    expect(answer.status).toBe(303);
    const to = answer.headers.get('location') as string;
    expect(to).toMatch(/^\/my-notices\/wishes\//);
    expect((await app.request(to, en)).status).toBe(200);
  }
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

test('the page of a notice says who waits for the daily mail, and until when; not that it is going out', async () => {
  clock.set('2026-11-20T02:00:00Z');
  await sql`delete from digest_choice`.execute(db);
  const guardians = cast.north.classes[0]!.guardians.slice(0, 6);
  await sql`insert into digest_choice (contact_point_id, chosen_on)
    select id, '2026-11-20' from contact_point where kind = 'email' and person_id = any (${guardians}::bigint[])`.execute(
    db,
  );
  const { id, messageId } = await makePublished(services, { ...spec, kind: 'schedule' });
  await expandAll();
  await deliver(messageId);
  const page = await (await (await staff('bureau.editor'))(`/desk/notices/${id}`)).text();
  expect(page).toContain('Held for the daily mail: 6 people, out at 20 Nov 2026, 18:00.');
  expect(page).not.toContain('Going out');
  expect(await (await (await staff('bureau.editor', 'zh-CN'))(`/desk/notices/${id}`)).text()).toContain(
    '6 人选择了每天一封邮件，将于',
  );
  // A school that has none of them is told nothing.
  const north = await (await (await staff('north.editor'))(`/desk/notices/${id}`)).text();
  expect(north).toContain('Held for the daily mail: 6 people');
  const south = await (
    await (
      await staff('bureau.editor')
    )(`/desk/notices/${id}/schools/${cast.south.organisation.id}`)
  ).text();
  expect(south).not.toContain('Held for the daily mail');
  clock.set('2026-11-20T10:00:01Z');
  expect(await (await (await staff('bureau.editor'))(`/desk/notices/${id}`)).text()).toContain(
    'Going out: 6 still queued',
  );
});

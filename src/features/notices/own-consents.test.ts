/** Consents for pupils under fourteen: given and withdrawn by guardians, read by the class and the office, ended by age. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { Visitor } from '../../../test/support/visitor.ts';
import { signWishes } from '../delivery/feature.ts';
import { consentPaths } from '../directory/consents/paths.ts';
import { openPurposes } from '../directory/feature.ts';
import { ownConsentsPath } from './paths.ts';

const { db, database, clock, services, app, cast, staff, cookie } = await noticeScene();
const { mother, father, pupil } = cast.separated;
const schoolClass = cast.north.classes[0]!.organisation;
const office = async (language = 'en') => {
  const visitor = new Visitor(app, 'http://belfry.test', { 'accept-language': language });
  visitor.cookies.set('session', (await cookie('bureau.administrator')).replace('session=', ''));
  return visitor;
};
const words = { name: '在学校网站发布照片', data: '照片、班级', necessity: '展示学校活动', effect: '不同意不影响上学' };
const form = (more: Record<string, string> = {}) => ({
  ...Object.fromEntries(Object.entries(words).map(([field, text]) => [`${field}_zh`, text])),
  ...more,
});

let childName = '';
let purpose = 0;
const version = async () => (await openPurposes(db)).find(({ id }) => id === purpose)!.version;
const link = (personId: number, epoch = 0) =>
  ownConsentsPath(
    signWishes(services.secrets, { personId, epoch, until: Math.floor(clock.now().getTime() / 1000) + 600 }),
  );
const say = async (personId: number, choice: string, more: Record<string, string> = {}, language = 'en') =>
  new Visitor(app, 'http://belfry.test', { 'accept-language': language }).post(link(personId), {
    ...{ act: 'save', child: childName, [`purpose_${purpose}`]: choice },
    ...{ [`version_${purpose}`]: String(await version()), ...more },
  });
const ofClass = async () =>
  (await (await staff('north.teacher'))(consentPaths.ofClass(schoolClass.id, purpose))).text();
const rowOf = (page: string) => page.slice(page.indexOf(childName), page.indexOf('</tr>', page.indexOf(childName)));
const nameOf = async (id: number) =>
  (await sql<{ name: string }>`select full_name as name from person where id = ${id}`.execute(db)).rows[0]!.name;

beforeAll(async () => {
  childName = await nameOf(pupil);
  expect((await (await office()).post(consentPaths.add(), form())).status).toBe(303);
  purpose = (await openPurposes(db))[0]!.id;
});
beforeEach(async () => {
  await sql`delete from consent`.execute(db);
  await sql`delete from consent_history`.execute(db);
  // Each test has taps of its own.
  clock.pass(120_000);
});

test('the district writes a purpose whole, in Chinese at least; a school does not', async () => {
  const visitor = await office();
  const wrong = await visitor.post(consentPaths.add(), form({ effect_zh: ' ', name_en: 'Pictures' }));
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Fill this in');
  expect(wrong.text).toContain('value="Pictures"');
  expect((await visitor.post(consentPaths.add(), form({ data_zh: 'x'.repeat(1001) }))).text).toContain('too long');
  expect((await (await staff('north.administrator'))(consentPaths.list())).status).toBe(404);
  expect((await (await staff('north.administrator'))(consentPaths.add(), form())).status).toBe(404);
  expect((await visitor.post(consentPaths.one(purpose), form())).text).toContain('there is no new version');
});

test('before the child is named nothing of it is shown, and a look changes nothing', async () => {
  const visitor = new Visitor(app, 'http://belfry.test', { 'accept-language': 'en' });
  const page = await visitor.get(link(mother));
  expect(page.status).toBe(200);
  expect(page.text).not.toContain(childName);
  expect(page.text).not.toContain(words.name);
  const other = await visitor.post(link(mother), { act: 'open', child: '别人家' });
  expect(other.status).toBe(422);
  expect(other.text).not.toContain(words.name);
  expect((await visitor.post(link(mother), { act: 'open', child: '' })).status).toBe(422);
  const opened = await visitor.post(link(mother), { act: 'open', child: childName });
  expect(opened.text).toContain(words.effect);
  expect((await visitor.get(link(mother, 5))).status, 'an ended link').toBe(410);
  const { rows } = await sql`select from consent_history`.execute(db);
  expect(rows).toEqual([]);
});

test('given, withdrawn at once; the history is the guardian’s own', async () => {
  expect(rowOf(await ofClass())).toContain('No answer');
  expect((await say(mother, 'yes')).text).toContain('Saved, and in force at once');
  expect(rowOf(await ofClass())).toContain('Agreed');
  const withdrawn = await say(mother, 'no', {}, 'zh-CN');
  expect(withdrawn.text).toContain('您以往的选择');
  expect(withdrawn.text.match(/<li>[^<]*在学校网站发布照片/g)).toHaveLength(2);
  expect(rowOf(await ofClass())).toContain('Refused');
  // The other parent sees nothing of it.
  const visitor = new Visitor(app, 'http://belfry.test', { 'accept-language': 'en' });
  const his = await visitor.post(link(father), { act: 'open', child: childName });
  expect(his.text).toContain('You have not chosen yet');
  expect(his.text).not.toContain(await nameOf(mother));
  expect(his.text).not.toContain('What you chose so far');
});

test('two who differ are both shown to the school, and the refusal counts', async () => {
  await say(mother, 'yes');
  await say(father, 'no');
  const row = rowOf(await ofClass());
  expect(row).toContain('Refused');
  expect(row).toContain(`${await nameOf(mother)}: Agreed`);
  expect(row).toContain(`${await nameOf(father)}: Refused`);
  // Whose guardianship may no longer act no longer counts, for either side.
  await sql`update guardianship set may_act = false where guardian_id = ${father}`.execute(db);
  expect(rowOf(await ofClass())).not.toContain(await nameOf(father));
  expect(rowOf(await ofClass())).toContain('Agreed');
  expect((await say(father, 'yes')).status, 'nor may they say anything').toBe(422);
  await sql`update guardianship set may_act = true where guardian_id = ${father}`.execute(db);
});

test('bad input says nothing: no choice, a choice that is none, another’s child, what was not read', async () => {
  expect((await say(mother, '')).text).toContain('Choose whether you agree');
  expect((await say(mother, 'perhaps')).status).toBe(422);
  expect((await say(cast.north.classes[1]!.guardians[0]!, 'yes')).status).toBe(422);
  const stale = await say(mother, 'yes', { [`version_${purpose}`]: '99' });
  expect(stale.status).toBe(422);
  expect(stale.text).toContain('was changed just now');
  expect((await sql`select from consent`.execute(db)).rows).toEqual([]);
});

test('a new version asks anew, an ended purpose counts for nothing', async () => {
  await say(mother, 'yes');
  const visitor = await office();
  expect((await visitor.get(consentPaths.one(purpose))).text).toContain('it becomes version 2');
  expect((await visitor.post(consentPaths.one(purpose), form({ data_zh: '照片、姓名、班级' }))).status).toBe(303);
  expect(rowOf(await ofClass())).toContain('No answer');
  await say(mother, 'yes');
  expect(rowOf(await ofClass())).toContain('Agreed');
  expect((await visitor.get(consentPaths.end(purpose))).text).toContain('Nobody is asked any more');
  await visitor.post(consentPaths.end(purpose));
  expect(await ofClass()).toContain('Nothing needs consent');
  expect((await visitor.post(consentPaths.one(purpose), form({ data_zh: 'x' }))).status).toBe(404);
  await sql`update consent_purpose set ended_on = null`.execute(db);
});

test('from grade 9 on guardians are not asked, and what they said is not listed', async () => {
  await say(mother, 'yes');
  await sql`update organisation set name = '九年级（1）班' where id = ${schoolClass.id}`.execute(db);
  expect((await say(mother, 'yes')).status).toBe(422);
  expect(await ofClass()).toContain('No pupil needs it');
  await sql`update organisation set name = ${schoolClass.name} where id = ${schoolClass.id}`.execute(db);
});

test('who sees it: the class’s own teacher and the office, recorded; not who writes notices; a withdrawal has a tombstone', async () => {
  const path = consentPaths.ofClass(schoolClass.id);
  expect((await (await staff('north.editor'))(path)).status).toBe(403);
  expect((await (await staff('south.administrator'))(path)).status).toBe(404);
  expect(
    (await (await staff('north.teacher'))(consentPaths.ofClass(cast.north.classes[1]!.organisation.id))).status,
  ).toBe(404);
  const { rows } = await sql`select from audit_event where action = 'consent.view'`.execute(database.db);
  expect(rows.length).toBeGreaterThan(0);
  await say(mother, 'yes');
  await say(mother, 'no');
  const { rows: kept } = await sql<{ changed: { given: boolean } }>`select changed from tombstone
    where relation = 'consent'`.execute(db);
  expect(kept.at(-1)?.changed.given).toBe(false);
});

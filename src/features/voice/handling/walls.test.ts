/** Who sees which case: offices, the organisation complained of, conflicts of interest, the accused, the district itself. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeDesk } from '../../../../test/support/voice.ts';
import { declarePath } from '../../incidents/paths.ts';
import {
  accusedRoom,
  answerRoom,
  casePath,
  casesPath,
  conflictRoom,
  declareAnewPath,
  listPath,
  redactRoom,
} from './paths.ts';

const desk = await makeDesk('2026-07-15T02:00:00Z');
const { ask, made, db, t } = desk;

beforeAll(async () => desk.begin());
beforeEach(async () => {
  await sql`delete from voice_case`.execute(db);
});

const north = () => desk.cast().north.organisation.id;
const south = () => desk.cast().south.organisation.id;
const district = () => desk.cast().district.id;

describe('offices', () => {
  test('a handler opens cases of the own office, and finds no other', async () => {
    const own = await made({ officeId: north() });
    expect((await ask('north.case_handler', casePath(own.number))).status).toBe(200);
    expect((await ask('bureau.case_handler', casePath(own.number))).status, 'the whole district').toBe(200);
    for (const path of [casePath, answerRoom.path, redactRoom.path]) {
      expect((await ask('south.case_handler', path(own.number))).status).toBe(404);
    }
    expect((await ask('south.case_handler', `${casePath(own.number)}/work`, { act: 'accept' })).status).toBe(404);
    expect((await ask('bureau.administrator', casePath(own.number))).status, 'an administrator').toBe(403);
    expect((await ask('bureau.ombudsperson', casePath(own.number))).status, 'an ombudsperson').toBe(404);
    const list = await ask('south.case_handler', listPath({ state: 'all' }));
    expect(list.text).not.toContain(own.number);
    expect(list.text).toContain(t('casesNotFound'));
  });

  test('what nobody has yet is for the whole district to assign', async () => {
    const open = await made({});
    expect((await ask('north.case_handler', casePath(open.number))).status).toBe(404);
    expect((await ask('bureau.case_handler', casePath(open.number))).status).toBe(200);
    expect((await ask('bureau.case_handler', casesPath)).text).toContain(open.number);
  });
});

describe('what complains of an organisation', () => {
  test('is never seen there, not even when it was assigned there by mistake', async () => {
    const about = { kind: 'complaint', organisationId: north() } as const;
    for (const officeId of [null, south(), district(), north()]) {
      await sql`delete from voice_case`.execute(db);
      const one = await made({ ...about, officeId });
      expect((await ask('north.case_handler', casePath(one.number))).status, String(officeId)).toBe(404);
      expect((await ask('north.case_handler', listPath({ state: 'all' }))).text).not.toContain(one.number);
      expect((await ask('north.case_handler', '/desk')).text, 'no live count').not.toContain(`${casesPath}?`);
      // Assigned there by mistake nobody at all may see it: neither that office, nor through it those above.
      const above = (await ask('bureau.case_handler', '/desk')).text.includes(`${casesPath}?`);
      expect(above, String(officeId)).toBe(officeId !== north());
    }
    const question = await made({ organisationId: north(), officeId: north() });
    expect((await ask('north.case_handler', casePath(question.number))).status, 'a question about it').toBe(200);
  });

  test('no office of it can be chosen, and none is taken', async () => {
    const one = await made({ kind: 'grievance', organisationId: north() });
    await ask('bureau.case_handler', conflictRoom.path(one.number), { out: 'no' });
    const page = await ask('bureau.case_handler', casePath(one.number));
    expect(page.text).toContain(`<option value="${south()}"`);
    expect(page.text).not.toContain(`<option value="${north()}"`);
    const wrong = await ask('bureau.case_handler', `${casePath(one.number)}/work`, {
      act: 'assign',
      office: String(north()),
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain(t('officeMissing'));
    const right = await ask('bureau.case_handler', `${casePath(one.number)}/work`, {
      act: 'assign',
      office: String(south()),
    });
    expect(right.status).toBe(303);
    expect((await ask('south.case_handler', casePath(one.number))).status).toBe(200);
  });

  test('the district as a whole: nobody inside it, the ombudspersons alone', async () => {
    const one = await made({ kind: 'grievance', organisationId: district() });
    for (const name of ['bureau.case_handler', 'north.case_handler'] as const) {
      expect((await ask(name, casePath(one.number))).status, name).toBe(404);
    }
    expect((await ask('bureau.ombudsperson', casesPath)).text).toContain(one.number);
    expect((await ask('bureau.ombudsperson', casePath(one.number))).text).toContain(t('conflictLead'));
  });

  test('before it is opened everybody says whether they must keep out; its text is not there until then', async () => {
    const one = await made({ kind: 'misconduct', organisationId: south(), officeId: north(), text: '暗中收费的事' });
    const first = await ask('north.case_handler', casePath(one.number));
    expect(first.status).toBe(200);
    expect(first.text).toContain(t('conflictLead'));
    expect(first.text).not.toContain('暗中收费');
    for (const room of [answerRoom, accusedRoom, redactRoom]) {
      expect((await ask('north.case_handler', room.path(one.number))).location).toBe(casePath(one.number));
    }
    expect((await ask('north.case_handler', `${casePath(one.number)}/work`, { act: 'accept' })).text).not.toContain(
      '暗中收费',
    );
    expect((await desk.read(one)).state).toBe('received');
    const wrong = await ask('north.case_handler', conflictRoom.path(one.number), {});
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain(t('conflictMissing'));
    await ask('north.case_handler', conflictRoom.path(one.number), { out: 'no' });
    expect((await ask('north.case_handler', casePath(one.number))).text).toContain('暗中收费');
  });

  test('whoever keeps out no longer finds it, whatever they say later', async () => {
    const one = await made({ kind: 'complaint', organisationId: south(), officeId: north() });
    const out = await ask('north.case_handler', conflictRoom.path(one.number), { out: 'yes' });
    expect(out.location).toBe(casesPath);
    expect((await ask('north.case_handler', casePath(one.number))).status).toBe(404);
    expect((await ask('north.case_handler', conflictRoom.path(one.number), { out: 'no' })).status).toBe(404);
    expect((await ask('north.case_handler', casesPath)).text).not.toContain(one.number);
  });

  test('an account that is named as the accused is out at once', async () => {
    const one = await made({ kind: 'complaint', organisationId: south(), officeId: north() });
    const { accountId } = desk.cast().members['north.case_handler'];
    await sql`insert into voice_conflict (case_id, account_id, day, out) values (${one.id}::uuid, ${accountId}, '2026-07-15', false)`.execute(
      db,
    );
    expect((await ask('north.case_handler', casePath(one.number))).status).toBe(200);
    await sql`insert into voice_accused (case_id, name, account_id) values (${one.id}::uuid, '某', ${accountId})`.execute(
      db,
    );
    expect((await ask('north.case_handler', casePath(one.number))).status).toBe(404);
  });
});

describe('addresses', () => {
  test('what is no number is not there', async () => {
    for (const path of ['/desk/cases/ABC', '/desk/cases/UUUUUUUU', "/desk/cases/' or 1=1", '/desk/cases/00000000']) {
      expect((await ask('bureau.case_handler', path)).status, path).toBe(404);
    }
  });

  test('filters that are none are not asked for', async () => {
    const one = await made({ officeId: north() });
    const bad = `${casesPath}?state=x&due=y&kind=%27&category=%3Cb%3E&office=abc&after=2026-02-31_zzz`;
    const page = await ask('north.case_handler', bad);
    expect(page.status).toBe(200);
    expect(page.text).toContain(one.number);
  });

  test('a danger is declared anew at an address in which nothing of the case stands', () => {
    expect(declareAnewPath).toBe(declarePath);
    expect(declareAnewPath).not.toMatch(/[?:]/);
  });
});

test('pages follow the key: every case once, in the order of the deadline', async () => {
  const rows = 53;
  const numbers = new Set<string>();
  for (let n = 0; n < rows; n += 1) {
    numbers.add((await made({ officeId: north(), dueOn: `2026-08-${String((n % 20) + 1).padStart(2, '0')}` })).number);
  }
  const seen: string[] = [];
  for (let path: string | undefined = casesPath; path; ) {
    const { text } = await ask('north.case_handler', path);
    seen.push(...[...text.matchAll(/href="\/desk\/cases\/([0-9A-Z]{8})"/g)].map((found) => found[1] as string));
    path = /<a href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(seen).toHaveLength(rows);
  expect(new Set(seen)).toEqual(numbers);
});

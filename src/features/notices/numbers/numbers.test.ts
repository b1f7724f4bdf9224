/** Document numbers: the form, series without a gap, what becomes of a stopped notice's number. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { discard, saveBasics } from '../actions/draft.ts';
import { publish, stop } from '../actions/publish.ts';
import { approve, reopen, submit } from '../actions/review.ts';
import { byAt, makeApproved, makeDraft, makePublished, troublesOf, value } from '../factory.ts';
import { stopWindow } from '../model/states.ts';
import { noticeById } from '../queries/notices.ts';
import { chooseNumber } from './actions/choose.ts';
import { addCode, numberElsewhere, retireCode } from './actions/codes.ts';
import { numberFor, officialNumber, parsedNumber } from './model/number.ts';
import { codesFor } from './queries/numbers.ts';

const { db, clock, services, app, cast, spec, staff } = await noticeScene();
const administrator = byAt(cast.members['bureau.administrator']);
const add = (code: string, latin: string | null = null, organisationId = cast.district.id) =>
  addCode(services, administrator, { organisationId, code, latin });
const numberOf = async (id: number) => (await noticeById(db, id))?.number;
const revisionOf = async (id: number) => (await noticeById(db, id))?.revision as number;
const seriesOf = async (codeId: number) =>
  (
    await sql<{ serial: number; void: string | null }>`
      select n.serial, v.reason as void from notice_number n
      left join notice_number_void v using (code_id, year, serial) where n.code_id = ${codeId} order by year, serial`.execute(
      db,
    )
  ).rows.map((row) => (row.void ? `${row.serial} ${row.void}` : String(row.serial)));

describe('the form', () => {
  test('code, year in full, serial without zeros and without 第', () => {
    const serial = { code: { code: '甲教', latin: 'Jia Jiao' }, year: 2026, serial: 12 };
    expect(officialNumber(serial)).toBe('甲教〔2026〕12号');
    const bare = { number: '甲教〔2026〕12号', numberLatin: 'Jia Jiao [2026] No. 12' };
    expect(numberFor(bare, 'en')).toBe('Jia Jiao [2026] No. 12');
    expect(numberFor(bare, 'zh-CN')).toBe('甲教〔2026〕12号');
    expect(numberFor({ ...bare, numberLatin: null }, 'en')).toBe('甲教〔2026〕12号');
  });

  test('however somebody types it', () => {
    for (const typed of ['甲教〔2026〕12号', '甲教[2026]12号', ' 甲教（２０２６）第０１２号', '甲教【2026】 12 号']) {
      expect(parsedNumber(typed), typed).toEqual({ code: '甲教', year: 2026, serial: 12 });
    }
    for (const typed of ['', '12号', '甲教2026-12', '甲教〔26〕12号'])
      expect(parsedNumber(typed), typed).toBeUndefined();
  });
});

describe('codes', () => {
  test('belong to one office for good, and are letters only', async () => {
    expect(troublesOf(await add('甲教〔'))).toEqual(['codeForm']);
    expect(troublesOf(await add('甲教2'))).toEqual(['codeForm']);
    expect(troublesOf(await add('乙教', '乙'))).toEqual(['latinForm']);
    const { id } = value(await add('乙教'));
    expect(troublesOf(await add('乙教', null, cast.north.organisation.id))).toEqual(['codeTaken']);
    value(await retireCode(services, administrator, id));
    expect(troublesOf(await retireCode(services, administrator, id))).toEqual(['codeEnded']);
    expect(troublesOf(await add('乙教'))).toEqual(['codeTaken']);
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from audit_event where action in ('notice.add_code', 'notice.end_code')
        and detail ->> 'code' = ${String(id)}`.execute(db);
    expect(Number(rows[0]?.n)).toBe(2);
  });

  test('of the bureau are not for a school, nor beyond the reach of whoever sets them', async () => {
    const { id } = value(await add('丙教'));
    expect((await codesFor(db, cast.north.organisation.id)).map((code) => code.id)).not.toContain(id);
    const north = { ...administrator, reach: { ...administrator.reach, paths: [cast.north.organisation.path] } };
    const beyond = { organisationId: cast.district.id, code: '丁教', latin: null };
    expect(troublesOf(await addCode(services, north, beyond))).toEqual(['officeOutside']);
    expect(troublesOf(await retireCode(services, north, id))).toEqual(['codeMissing']);
    const draft = await makeDraft(services, { ...spec, office: cast.north.organisation.id });
    const choice = { from: 'series' as const, codeId: id };
    expect(troublesOf(await chooseNumber(services, spec.author, draft.id, draft.revision, choice))).toEqual([
      'codeNotYours',
    ]);
  });
});

describe('a series', async () => {
  const { id: codeId } = value(await add('甲教', 'Jia Jiao'));
  const numbered = { ...spec, numberCodeId: codeId };

  test('is given at publication, in order, each once, also to many at once', async () => {
    const ids = [];
    for (let n = 0; n < 5; n += 1) ids.push(await makeApproved(services, numbered));
    expect(await numberOf(ids[0] as number)).toBeNull();
    await Promise.all(ids.map(async (id) => value(await publish(services, spec.author, id))));
    const numbers = (await Promise.all(ids.map(numberOf))).sort();
    expect(numbers).toEqual([1, 2, 3, 4, 5].map((n) => `甲教〔2026〕${n}号`));
    clock.pass(stopWindow + 1000);
  });

  test('stopped and published again it has the same number; the approval still holds', async () => {
    const id = await makeApproved(services, numbered);
    value(await publish(services, spec.author, id));
    expect(await numberOf(id)).toBe('甲教〔2026〕6号');
    value(await stop(services, spec.author, id));
    const next = await makePublished(services, numbered);
    expect(await numberOf(next.id)).toBe('甲教〔2026〕7号');
    value(await publish(services, spec.author, id));
    clock.pass(stopWindow + 1000);
    expect(await numberOf(id)).toBe('甲教〔2026〕6号');
    expect((await seriesOf(codeId)).slice(5)).toEqual(['6', '7']);
  });

  test('stopped and given up: the number is void with its reason, and nobody gets it', async () => {
    const [gone, other] = [await makeApproved(services, numbered), await makeApproved(services, numbered)];
    for (const id of [gone, other]) {
      value(await publish(services, spec.author, id));
      value(await stop(services, spec.author, id));
      value(await reopen(services, spec.author, id));
    }
    value(await discard(services, spec.author, gone));
    value(await chooseNumber(services, spec.author, other, await revisionOf(other), { from: 'none' }));
    expect(await numberOf(other)).toBeNull();
    const next = await makePublished(services, numbered);
    expect(await numberOf(next.id)).toBe('甲教〔2026〕10号');
    expect((await seriesOf(codeId)).slice(7)).toEqual(['8 discarded', '9 changed', '10']);
  });

  test('of the next year begins with 1; a number kept from the old year is void', async () => {
    const id = await makeApproved(services, { ...numbered, deadlineOn: null });
    value(await publish(services, spec.author, id));
    value(await stop(services, spec.author, id));
    const now = clock.now();
    // Midnight of the district, not of UTC.
    clock.set('2026-12-31T16:00:30Z');
    value(await publish(services, spec.author, id));
    expect(await numberOf(id)).toBe('甲教〔2027〕1号');
    clock.set(now);
    expect((await seriesOf(codeId)).slice(10)).toEqual(['11 year', '1']);
  });

  test('papers numbered outside take their serials', async () => {
    const note = (count: number, remark: string) => numberElsewhere(services, administrator, codeId, { count, remark });
    expect(troublesOf(await note(0, 'x'))).toEqual(['countWrong']);
    expect(troublesOf(await note(1, ''))).toEqual(['remarkMissing']);
    expect(value(await note(3, '纸质发文'))).toEqual({ from: 12, until: 14, year: 2026 });
    const next = await makePublished(services, numbered);
    expect(await numberOf(next.id)).toBe('甲教〔2026〕15号');
  });

  test('is not typed by hand; another office’s number is', async () => {
    const { id, revision } = await makeDraft(services, spec);
    const typed = (number: string) => chooseNumber(services, spec.author, id, revision, { from: 'elsewhere', number });
    expect(troublesOf(await typed('甲教[2026]第99号'))).toEqual(['numberOfSeries']);
    expect(troublesOf(await typed(''))).toEqual(['numberMissing']);
    value(await typed('川教函〔2026〕118号'));
    expect(await numberOf(id)).toBe('川教函〔2026〕118号');
  });

  test('another office has other codes: the choice is gone with the office', async () => {
    const { id, revision } = await makeDraft(services, numbered);
    const basics = { kind: 'safety' as const, isPublic: true, mainLanguage: 'zh-CN' as const };
    value(
      await saveBasics(services, spec.author, id, revision, { ...basics, organisationId: cast.north.organisation.id }),
    );
    expect((await noticeById(db, id))?.numberCodeId).toBeNull();
  });

  test('the number stands on the page, in the mail, in the feed, and is found', async () => {
    const { id, messageId } = await makePublished(services, {
      ...numbered,
      texts: [
        { language: 'zh-CN', title: '关于编号的通知', body: '正文' },
        { language: 'en', title: 'On numbers', body: 'Text' },
      ],
    });
    const number = (await numberOf(id)) as string;
    const latin = number.replace('甲教〔', 'Jia Jiao [').replace('〕', '] No. ').replace('号', '');
    const get = async (path: string, language: string) =>
      (await app.request(path, { headers: { 'accept-language': language } })).text();
    expect(await get(`/notices/${id}`, 'zh-CN')).toContain(number);
    expect(await get(`/notices/${id}`, 'en')).toContain(latin);
    expect(await get('/notices.atom', 'zh-CN')).toContain(`&lt;p&gt;${number}&lt;/p&gt;`);
    for (const query of [number, number.replace('〔', '[').replace('〕', ']'), latin]) {
      expect(await get(`/notices?text=${encodeURIComponent(query)}`, 'zh-CN'), query).toContain('关于编号的通知');
    }
    const { rows } = await sql<{ language: string; body: string }>`
      select language, text_body as body from message_content where message_id = ${messageId}`.execute(db);
    expect(rows.find((row) => row.language === 'zh-CN')?.body).toContain(number);
    expect(rows.find((row) => row.language === 'en')?.body).toContain(latin);
  });

  test('an approval covers the series: another one needs a new review', async () => {
    const { id: other } = value(await add('甲教办'));
    const draft = await makeDraft(services, numbered);
    value(await submit(services, spec.author, draft.id, draft.revision));
    value(await approve(services, spec.approver, draft.id, draft.revision, ''));
    await sql`update notice set number_code_id = ${other} where id = ${draft.id}`.execute(db);
    expect(troublesOf(await publish(services, spec.author, draft.id))).toEqual(['changedSinceApproval']);
  });

  test('the register lists all, void ones with their reason; the application cannot take a number out', async () => {
    const ask = await staff('bureau.editor', 'zh-CN');
    const register = await (await ask(`/desk/notices/numbers?code=${codeId}&year=2026`)).text();
    expect(register).toContain('2026年共编');
    expect(register).toContain('通知已作废');
    const csv = await ask(`/desk/notices/numbers/export.csv?code=${codeId}`);
    expect((await csv.text()).split('\r\n').length).toBeGreaterThan(15);
    expect((await (await staff('bureau.editor'))('/desk/notices/numbers/codes')).status).toBe(403);
    await expect(sql`delete from notice_number where code_id = ${codeId}`.execute(db)).rejects.toThrow(
      'permission denied',
    );
  });
});

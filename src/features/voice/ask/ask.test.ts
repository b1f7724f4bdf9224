/** From the form to the receipt and on, as somebody without account, script or name goes. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { type SentFields, sentForm } from '../../../../test/support/sent-form.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { movableClock } from '../../notices/factory.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock }), clock };
const app = createApp(services);
const cast = await makeCast(database);

let address = 0;
/** Each test comes from an address of its own, so that no limit of one is felt by another. */
let remoteAddress = '';
beforeEach(() => {
  address += 1;
  remoteAddress = `10.1.0.${address}`;
});

type Fields = SentFields;

async function ask(path: string, fields?: Fields, headers: Record<string, string> = {}) {
  const env = { incoming: { socket: { remoteAddress } } };
  const init = fields ? await sentForm(fields, headers) : { headers };
  const answer = await app.request(`http://belfry.test${path}`, init, env);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const written = {
  kind: 'grievance',
  category: 'pay',
  organisation: '',
  text: '从去年九月起没有发代课工资。',
};

const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const receiptIn = (html: string): string => /<code>([0-9A-Z-]{29})<\/code>/.exec(html)?.[1] ?? '';

function solve(challenge: string): string {
  const bits = Number(challenge.split('.')[1]);
  for (let n = 0; ; n += 1) {
    const hash = createHash('sha256').update(`${challenge}:${n}`).digest();
    if (Math.clz32(hash.readUInt32BE()) >= bits) return String(n);
  }
}

/** Form, preview, sending, with the work done. */
async function bring(fields: Fields = written): Promise<{ receipt: string; sent: Fields; text: string }> {
  const preview = await ask('/ask/preview?language=zh-CN', fields);
  expect(preview.status, preview.text).toBe(200);
  const challenge = hidden(preview.text, 'challenge');
  const { files: _, ...typed } = fields;
  const file = [...preview.text.matchAll(/name="file" value="([^"]*)"/g)].map((match) => match[1] ?? '');
  const sent = { ...typed, file, challenge, work: solve(challenge) };
  const answer = await ask('/ask/send?language=zh-CN', sent);
  expect(answer.status, answer.text).toBe(200);
  return { receipt: receiptIn(answer.text), sent, text: answer.text };
}

async function cases(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from voice_case`.execute(db);
  return rows[0]?.n ?? 0;
}

describe('bringing a case', () => {
  test('form, preview, receipt; the receipt opens it, a wrong one does not, and both look alike', async () => {
    const { receipt, text } = await bring();
    expect(receipt).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(text).toContain('请马上抄下');
    const shown = await ask('/ask/case?language=zh-CN', { code: receipt.toLowerCase().replaceAll('-', ' ') });
    expect(shown.text).toContain('从去年九月起没有发代课工资。');
    expect(shown.text).toContain('2026年12月5日 前告知是否受理');
    const wrong = await ask('/ask/case?language=zh-CN', {
      code: receipt.replace(/^./, (sign) => (sign === 'Z' ? 'Y' : 'Z')),
    });
    const none = await ask('/ask/case?language=zh-CN', { code: 'abc' });
    const plain = (html: string) => html.replace(/value="[^"]*"/g, '');
    expect(wrong.status).toBe(422);
    expect(plain(wrong.text)).toBe(plain(none.text));
    const { rows } = await sql<Record<string, unknown>>`select * from voice_case`.execute(db);
    expect(JSON.stringify(rows)).not.toContain(receipt);
    expect(rows[0]).toMatchObject({
      way: 'anonymous',
      received_on: '2026-11-20',
      due_on: '2026-12-05',
      office_id: null,
    });
  });

  test('the same form twice is one case and the same receipt; one that was changed by hand too', async () => {
    const { receipt, sent } = await bring();
    const before = await cases();
    const again = await ask('/ask/send?language=zh-CN', { ...sent, text: '另一段文字' });
    expect(receiptIn(again.text)).toBe(receipt);
    expect(again.text).toContain('没有重复登记');
    expect(await cases()).toBe(before);
  });

  test('typed text is never lost: troubles stand at their fields, and back from the preview', async () => {
    const answer = await ask('/ask/preview?language=en', {
      ...written,
      category: '',
      printed_name: 'Li',
      kind: 'hazard',
    });
    expect(answer.status).toBe(422);
    for (const words of ['从去年九月', 'Choose a category', 'The name is for publishing', 'value="Li"'])
      expect(answer.text).toContain(words);
    const back = await ask('/ask/new?language=en', { ...written, may_publish: 'yes' });
    expect(back.text).toMatch(/从去年九月[\s\S]*checked/);
    const empty = await ask('/ask/preview?language=en', { kind: 'grievance' });
    expect(empty.text).toContain('Choose a category');
    expect(empty.text).toContain('Write down what it is about');
    expect((await ask('/ask/preview?language=en', {})).status).toBe(303);
  });

  test('the preview names what may tell who wrote it, and takes out what can’t be seen', async () => {
    const text = '我叫丹增卓玛，电话13812345678。\u202e\u200b校长';
    const { text: html } = await ask('/ask/preview?language=zh-CN', { ...written, text });
    for (const words of [
      '丹增卓玛</strong>',
      '13812345678</strong>',
      '已去掉 2 个',
      '报警 110',
      '匿名提交时，我们无法找到您',
    ])
      expect(html).toContain(words);
    const { rows } = await sql<{ text: string }>`select text from voice_case where text like '%校长%'`.execute(db);
    expect(rows).toEqual([]);
    await bring({ ...written, text });
    const stored = await sql<{ text: string }>`select text from voice_case where text like '%校长%'`.execute(db);
    expect(stored.rows).toEqual([{ text: '我叫丹增卓玛，电话13812345678。校长' }]);
  });

  test.each([
    ['an identity number', { text: '我的身份证 110101199003077758' }, '请删去身份证号'],
    ['a million emoji', { text: '😀'.repeat(250_000) }, '不能超过'],
    ['a school that is none', { organisation: '999999' }, '请从列表中选择单位'],
    ['a class', { organisation: String(cast.north.classes[0]?.organisation.id ?? 0) }, '请从列表中选择单位'],
    ['a place that is none', { point: 'here' }, '坐标格式'],
    ['another kind’s category', { category: 'enrolment' }, '请选择类别'],
  ])('refused: %s', async (_, changed, words) => {
    const before = await cases();
    const answer = await ask('/ask/preview?language=zh-CN', { ...written, ...changed });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).not.toContain('110101199003077758');
    expect(await cases()).toBe(before);
  });

  test('a hazard has a place, to some hundred metres', async () => {
    const hazard = { ...written, kind: 'hazard', category: 'bus_stop' };
    expect((await ask('/ask/preview?language=zh-CN', hazard)).text).toContain('请写明隐患的地点或坐标');
    await bring({ ...hazard, point: '31.472345, 103.589876' });
    const { rows } = await sql`select latitude, longitude, address from voice_case where kind = 'hazard'`.execute(db);
    expect(rows).toEqual([{ latitude: 31.472, longitude: 103.59, address: null }]);
  });

  test('a stale form, one from elsewhere and wrong work bring nothing, and lose nothing', async () => {
    const preview = await ask('/ask/preview?language=zh-CN', written);
    const challenge = hidden(preview.text, 'challenge');
    const before = await cases();
    const forged = challenge.replace(/\.\d+\./, '.1.');
    for (const sent of [
      { challenge: forged, work: '1' },
      { challenge, work: 'x' },
      { challenge: '', work: '' },
    ]) {
      const answer = await ask('/ask/send?language=zh-CN', { ...written, ...sent });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('从去年九月');
    }
    expect(await cases()).toBe(before);
  });

  test('without a script it is slower: not at once, and not many', async () => {
    const preview = await ask('/ask/preview?language=zh-CN', written);
    const challenge = hidden(preview.text, 'challenge');
    expect((await ask('/ask/send?language=zh-CN', { ...written, challenge, work: '' })).text).toContain('请在本页停留');
    clock.set(new Date(clock.now().getTime() + 20_000).toISOString());
    expect(receiptIn((await ask('/ask/send?language=zh-CN', { ...written, challenge, work: '' })).text)).not.toBe('');
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      const next = hidden((await ask('/ask/preview?language=zh-CN', written)).text, 'challenge');
      clock.set(new Date(clock.now().getTime() + 20_000).toISOString());
      statuses.push((await ask('/ask/send?language=zh-CN', { ...written, challenge: next })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('the case', () => {
  test('a question back is answered; withdrawing asks once more and leaves a tombstone that the receipt opens', async () => {
    const { receipt: code } = await bring();
    const { rows } = await sql<{ id: string }>`select id from voice_case order by received_on desc, id`.execute(db);
    expect(rows.length).toBeGreaterThan(0);
    const added = await ask('/ask/case/answer?language=zh-CN', { code, text: '补充：共三个月。' });
    expect(added.text).toContain('已补充');
    expect(added.text).toContain('补充：共三个月。');
    expect((await ask('/ask/case/answer?language=zh-CN', { code, text: ' ' })).status).toBe(422);
    const sure = await ask('/ask/case/withdraw?language=zh-CN', { code });
    expect(sure.text).toContain('确认撤回');
    const gone = await ask('/ask/case/withdraw?language=zh-CN', { code, sure: 'yes' });
    expect(gone.text).toContain('已撤回。');
    expect((await ask('/ask/case?language=en', { code })).text).toContain('Withdrawn by you');
    expect((await ask('/ask/case/answer?language=zh-CN', { code, text: '再补充' })).text).toContain('不能再补充');
  });

  test('nobody adds without end, and codes are not tried all day', async () => {
    const { receipt: code } = await bring();
    for (let n = 0; n < 5; n += 1) await ask('/ask/case/answer?language=zh-CN', { code, text: `第${n}次` });
    expect((await ask('/ask/case/answer?language=zh-CN', { code, text: '第六次' })).text).toContain('补充次数太多');
    const statuses: number[] = [];
    for (let n = 0; n < 61; n += 1) statuses.push((await ask('/ask/case?language=en', { code: 'x' })).status);
    expect(statuses.at(-1)).toBe(429);
  });
});

test('nothing of who asks: no cookie, no referrer, no index, no cache', async () => {
  const answer = await ask('/ask?language=en', undefined, {
    cookie: 'language=zh-CN; session=x',
    'user-agent': 'marker',
  });
  expect(answer.text).toContain('lang="en"');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('x-robots-tag')).toContain('noindex');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.text).toContain('There is no ombudsperson at present');
  expect(answer.text, 'no app on a home screen, which would remember').not.toMatch(/manifest|apple-touch-icon/);
  expect((await ask('/ask', undefined, { cookie: 'language=en', 'accept-language': 'zh' })).text).toContain(
    'lang="zh-CN"',
  );
  const left = await ask('/ask/leave');
  expect(left.headers.get('clear-site-data')).toBe('"cache"');
});

/** Texts made to deceive, forms sent again, clocks that go wrong, codes tried out. */
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { secretsFrom } from '#platform/secrets.ts';
import { makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { sentForm } from '../../../../test/support/sent-form.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { AskLimit } from '../../../platform/http/ask-limit.ts';
import { movableClock } from '../../notices/factory.ts';
import { receiptFrom } from '../model/receipt.ts';
import { findByReceipt } from './actions/submit.ts';
import { hintsIn } from './model/hints.ts';
import { oneLine, tidied } from './model/tidy.ts';
import { newReceipt, receiptOfForm, receiptTrace } from './receipt.ts';
import { gateOf } from './routes/request.tsx';
import { makeChallenge, readChallenge } from './work.ts';

const database = await testDatabase();
const { db } = database;
const begin = '2026-11-20T01:00:00Z';
const clock = movableClock(begin);
const services = { ...testServices(db, { clock }), clock };
const app = createApp(services);
await makeCast(database);
let address = 0;
beforeEach(() => {
  clock.set(begin);
  address += 1;
});

async function ask(page: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const env = { incoming: { socket: { remoteAddress: `10.3.0.${address}` } } };
  const init = await sentForm(fields, headers);
  const answer = await app.request(`http://belfry.test/ask/${page}?language=zh-CN`, init, env);
  return { status: answer.status, text: await answer.text() };
}

const written = { kind: 'suggestion', category: 'suggestion', organisation: '', text: '操场晚上请开灯。' };
const challengeIn = (html: string): string => /name="challenge" value="([^"]*)"/.exec(html)?.[1] ?? '';
const receiptIn = (html: string): string => /<code>([0-9A-Z-]{29})<\/code>/.exec(html)?.[1] ?? '';

function solve(challenge: string): string {
  for (let n = 0; ; n += 1) {
    const hash = createHash('sha256').update(`${challenge}:${n}`).digest();
    if (Math.clz32(hash.readUInt32BE()) >= Number(challenge.split('.')[1])) return String(n);
  }
}

async function cases(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from voice_case`.execute(db);
  return rows[0]?.n ?? 0;
}

describe('texts', () => {
  test('whatever is typed: nothing that can’t be seen is left, and tidying twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        const { text } = tidied(typed);
        expect(text).not.toMatch(
          /[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u061c\u180e\ufeff\u00ad\u{e0000}-\u{e007f}]/u,
        );
        expect(text.isWellFormed()).toBe(true);
        expect(tidied(text)).toEqual({ text, taken: 0 });
        expect(oneLine(typed)).not.toMatch(/[\n\r\t]/);
      }),
      { numRuns: 500 },
    );
  });

  test('a megabyte of emoji, of marks upon one sign and of turned-round text is refused, and comes back as it was typed', async () => {
    const before = await cases();
    for (const text of [
      '👩‍👩‍👧'.repeat(120_000),
      `e${'\u0301'.repeat(500_000)}`,
      '\u202e\u2066\u200b'.repeat(350_000),
    ]) {
      const answer = await ask('preview', { ...written, text });
      expect(answer.status).toBe(422);
      expect(answer.text).toMatch(/不能超过 20,?000|请写明/);
      expect(answer.text.length).toBeGreaterThan(text.length);
    }
    expect(await cases()).toBe(before);
  });

  test('the longest text goes through to the last sign, and one more does not', async () => {
    const text = '字'.repeat(20_000);
    const preview = await ask('preview', { ...written, text });
    expect(preview.status).toBe(200);
    expect((await ask('preview', { ...written, text: `${text}字` })).status).toBe(422);
    const challenge = challengeIn(preview.text);
    expect(receiptIn((await ask('send', { ...written, text, challenge, work: solve(challenge) })).text)).not.toBe('');
  });

  test('markup in a text is text', async () => {
    const text = '<img src=x onerror=alert(1)> </textarea><script>alert(2)</script> {{7*7}} ${1} %0a';
    const { text: html } = await ask('preview', { ...written, text });
    expect(html).not.toMatch(/<img src=x|<script>alert/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  test('looking for hints takes no longer for texts that are made for it', () => {
    // Each of them would take minutes with a pattern that tries all ways; the test's own limit is what holds.
    for (const piece of [
      '我叫',
      '姓名张·',
      '我是王·',
      'My name is ',
      'a.',
      'a@',
      '1',
      '微信号',
      '唯一的',
      '第1班(',
      'QQ:',
    ])
      expect(hintsIn(piece.repeat(Math.ceil(20_300 / piece.length))).length).toBeLessThanOrEqual(20);
  });

  test('an identity number is covered in what comes back, however it is written, and quickly', async () => {
    const digits = '110101199003077758';
    for (const typed of [digits, [...digits].join(' '), [...digits].join('-')]) {
      const answer = await ask('preview', { ...written, text: `证件 ${typed} 。` });
      expect(answer.status).toBe(422);
      expect(answer.text).not.toContain(typed);
      expect(answer.text).toContain('█');
    }
    const slow = `${`${'1 '.repeat(10)}${' '.repeat(600)}x`.repeat(25)} ${digits}`;
    expect((await ask('preview', { ...written, text: slow })).text).not.toContain(digits);
  });
});

describe('sending again', () => {
  test('the same form from other places, changed, and after the case was withdrawn: one case', async () => {
    const challenge = challengeIn((await ask('preview', written)).text);
    const sent = { ...written, challenge, work: solve(challenge) };
    const receipt = receiptIn((await ask('send', sent)).text);
    const before = await cases();
    address += 100;
    expect(receiptIn((await ask('send', { ...sent, text: '别的内容' })).text)).toBe(receipt);
    await ask('case/withdraw', { code: receipt, sure: 'yes' });
    expect(receiptIn((await ask('send', sent)).text)).toBe(receipt);
    expect(await cases()).toBe(before);
    const { text } = await ask('case', { code: receipt });
    expect(text).toContain('操场晚上请开灯。');
    expect(text).not.toContain('别的内容');
  });

  test('two at the same moment: one case, one receipt', async () => {
    const challenge = challengeIn((await ask('preview', written)).text);
    const sent = { ...written, challenge, work: solve(challenge) };
    const before = await cases();
    const answers = await Promise.all([ask('send', sent), ask('send', sent), ask('send', sent)]);
    expect(new Set(answers.map(({ text }) => receiptIn(text))).size).toBe(1);
    expect(await cases()).toBe(before + 1);
  });

  test('the work of one form is none for another', async () => {
    const one = challengeIn((await ask('preview', written)).text);
    const other = challengeIn((await ask('preview', written)).text);
    const answer = await ask('send', { ...written, challenge: other, work: solve(one) });
    expect(answer.status).toBe(422);
  });
});

describe('clocks', () => {
  test('set back between preview and sending: a new form, nothing typed is lost, and it goes through', async () => {
    const challenge = challengeIn((await ask('preview', written)).text);
    clock.set('2026-11-19T20:00:00Z');
    const back = await ask('send', { ...written, challenge, work: solve(challenge) });
    expect(back.status).toBe(422);
    expect(back.text).toContain('操场晚上请开灯。');
    const next = challengeIn(back.text);
    const received = await ask('send', { ...written, challenge: next, work: solve(next) });
    expect(receiptIn(received.text)).not.toBe('');
  });

  test('set forward: a form of yesterday is none today, over midnight it holds', () => {
    const { secrets } = services;
    const evening = Date.parse('2026-11-19T23:58:00Z');
    const challenge = makeChallenge(secrets, evening, 17);
    expect(readChallenge(secrets, challenge, evening + 10 * 60_000)?.ageMs).toBe(600_000);
    expect(readChallenge(secrets, challenge, evening + 24 * 3_600_000)).toBeUndefined();
    expect(readChallenge(secrets, challenge, evening - 3_600_000)).toBeUndefined();
    expect(
      readChallenge(
        secrets,
        challenge.replace(/^\d+/, (s) => String(Number(s) + 60)),
        evening,
      ),
      'its time is signed',
    ).toBeUndefined();
  });

  test('a clock that was days ahead closes nothing for days', () => {
    const limit = new AskLimit(1, 1);
    const wrong = Date.parse('2027-01-01T00:00:00Z');
    expect(limit.allow('one', wrong)).toBe(true);
    expect(limit.allow('two', wrong)).toBe(false);
    expect(limit.allow('two', Date.parse(begin)), 'set right').toBe(true);
  });
});

describe('codes tried out', () => {
  test('with the database alone no code can be tried: the trace needs a key that is not in it', () => {
    const code = newReceipt();
    const [ours, theirs] = [secretsFrom(Buffer.alloc(32, 1)), secretsFrom(Buffer.alloc(32, 2))];
    expect(receiptTrace(ours, code)).toEqual(receiptTrace(ours, code));
    expect(receiptTrace(ours, code)).not.toEqual(receiptTrace(theirs, code));
    for (const guess of [createHash('sha256').update(code), createHmac('sha256', '').update(code)])
      expect(receiptTrace(ours, code)).not.toEqual(guess.digest());
    expect(receiptOfForm(ours, 'nonce')).not.toBe(receiptOfForm(theirs, 'nonce'));
  });

  test('what is no code takes the same way as a code that is wrong: one look-up by its trace', async () => {
    const asked: string[] = [];
    const watched = new Proxy(db, {
      get(target, name) {
        if (name === 'executeQuery' || name === 'getExecutor') asked.push(String(name));
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    for (const typed of ['', 'x', 'U'.repeat(24), "' or 1=1 --", '0'.repeat(5000), receiptFrom(Buffer.alloc(15, 9))]) {
      asked.length = 0;
      expect(await findByReceipt({ ...services, db: watched }, typed)).toBeUndefined();
      expect(asked.length, typed.slice(0, 20)).toBeGreaterThan(0);
    }
  });

  test('it is limited by place, and one who tries holds up nobody else', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 62; n += 1) statuses.push((await ask('case', { code: newReceipt() })).status);
    expect(statuses.filter((status) => status === 429).length).toBe(2);
    address += 100;
    expect((await ask('case', { code: newReceipt() })).status).toBe(422);
  });
});

describe('in a crowd', () => {
  test('what did no work is answered shortly, what did is taken as ever', async () => {
    const challenge = challengeIn((await ask('preview', written)).text);
    for (let n = 0; n < 610; n += 1) gateOf(services).came(clock.now().getTime());
    for (const fields of [
      { challenge: '', work: '' },
      { challenge, work: '1' },
      { challenge: `1${challenge}`, work: '1' },
    ]) {
      const answer = await ask('send', { ...written, ...fields });
      expect(answer.status).toBe(429);
      expect(answer.text).toContain('请用浏览器的“返回”');
      expect(answer.text).not.toContain('操场晚上');
    }
    expect(receiptIn((await ask('send', { ...written, challenge, work: solve(challenge) })).text)).not.toBe('');
    expect((await ask('preview', written)).status, 'looking at it once more is possible').toBe(200);
  });
});

describe('before anything is read', () => {
  test('a form with files that can’t be taken is answered unread, and a text still goes through', async () => {
    const length = { 'content-length': String(23 * 1024 * 1024) };
    const statuses: number[] = [];
    let refused = '';
    // All that one place may send within ten minutes.
    for (let n = 0; n < 45; n += 1) {
      const answer = await ask('preview', written, length);
      statuses.push(answer.status);
      if (answer.status === 429) refused = answer.text;
    }
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(429);
    expect(refused).toContain('现在收不了附件');
    expect((await ask('preview', written)).status).toBe(200);
  });
});

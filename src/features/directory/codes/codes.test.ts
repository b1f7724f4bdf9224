import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DirectMail, DirectText } from '#platform/mail.ts';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { codePath } from './paths.ts';

const database = await testDatabase();
const { db } = database;
let at = new Date('2026-11-20T02:00:00Z');
const mails: DirectMail[] = [];
const texts: DirectText[] = [];
const outbox = {
  queueMail: async (_: unknown, mail: DirectMail) => void mails.push(mail),
  queueText: async (_: unknown, text: DirectText) => void texts.push(text),
  dropMails: async () => undefined,
};
const services = { ...testServices(db, { clock: { now: () => at } }), outbox };
const app = createApp(services);
let cast: Cast;
let point: number;

beforeAll(async () => {
  cast = await makeCast(database);
  const { rows } = await sql<{ id: number }>`
    select id from contact_point where person_id = ${cast.separated.mother} and kind = 'email'`.execute(db);
  point = rows[0]?.id as number;
});

async function ask(body?: Record<string, string>, as: CastName = 'north.administrator'): Promise<Response> {
  const cookie = await cookieOf(database, cast.members[as], at);
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'zh-CN' };
  return app.request(codePath(point), {
    method: body ? 'POST' : 'GET',
    headers,
    body: body && new URLSearchParams(body),
  });
}

/** The same with a gateway for text messages. */
const withGateway = createApp({
  ...testServices(db, {
    clock: { now: () => at },
    env: { BELFRY_SMS_URL: 'http://127.0.0.1:9/sms', BELFRY_SMS_TOKEN: 'x' },
  }),
  outbox,
});

async function askNumber(id: number, body: Record<string, string>, through = withGateway): Promise<Response> {
  const cookie = await cookieOf(database, cast.members['north.administrator'], at);
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'zh-CN' };
  return through.request(codePath(id), { method: 'POST', headers, body: new URLSearchParams(body) });
}

const lastCode = () => /\d{6}/.exec(mails.at(-1)?.text ?? '')?.[0] as string;
const later = (minutes: number) => {
  at = new Date(at.getTime() + minutes * 60_000);
};

describe('a contact point', () => {
  test('is confirmed by the code that was sent there; only a hash is kept, and guessing ends', async () => {
    expect(await (await ask()).text()).not.toContain('name="code"');
    expect((await ask({ act: 'send' })).status).toBe(303);
    const code = lastCode();
    expect(code).toMatch(/^\d{6}$/);
    const { rows } = await sql<{ row: string }>`select contact_code::text as row from contact_code`.execute(db);
    expect(rows[0]?.row).not.toContain(code);
    expect(await (await ask({ act: 'send' })).text()).toContain('请一分钟后再试');
    const wrong = code === '000000' ? '111111' : '000000';
    expect(await (await ask({ act: 'check', code: '12' })).text()).toContain('请填写六位数字');
    for (let n = 0; n < 5; n += 1)
      expect(await (await ask({ act: 'check', code: wrong })).text()).toContain('验证码不对');
    expect(await (await ask({ act: 'check', code })).text()).toContain('验证码已失效');
    later(2);
    expect((await ask({ act: 'send' })).status).toBe(303);
    const second = lastCode();
    later(25 * 60);
    expect(await (await ask({ act: 'check', code: second })).text()).toContain('验证码已失效');
    expect((await ask({ act: 'send' })).status).toBe(303);
    const third = lastCode();
    expect((await ask({ act: 'check', code: third }, 'south.administrator')).status).toBe(404);
    expect((await ask({ act: 'check', code: ` ${third.slice(0, 3)} ${third.slice(3)}` })).status).toBe(303);
    const done = await sql`select verified_at is not null as ok from contact_point where id = ${point}`.execute(db);
    expect(done.rows).toEqual([{ ok: true }]);
    expect(await (await ask({ act: 'send' })).text()).toContain('已经验证');
  });

  test('a number is confirmed by text message: a template with short variables, good for ten minutes', async () => {
    const { rows } = await sql<{ id: number }>`insert into contact_point (person_id, kind, address)
      values (${cast.separated.mother}, 'sms', '13800000077') returning id`.execute(db);
    const number = rows[0]!.id;
    expect(await (await askNumber(number, { act: 'send' }, app)).text()).toContain('未开通短信');
    expect(texts).toEqual([]);
    expect((await askNumber(number, { act: 'send' })).status).toBe(303);
    const [text] = texts;
    expect(text).toMatchObject({ number: '13800000077', template: 'contact_code' });
    expect(text?.variables).toEqual({ code: expect.stringMatching(/^\d{6}$/), minutes: '10' });
    expect(text?.body).toContain(text?.variables.code);
    expect(text?.goodUntil.getTime()).toBe(at.getTime() + 600_000);
    // Nothing in it says whose number it is.
    const name = await sql<{ name: string }>`select full_name as name from person
      where id = ${cast.separated.mother}`.execute(db);
    expect(JSON.stringify(text)).not.toContain(name.rows[0]!.name);
    later(10);
    const late = { act: 'check', code: text?.variables.code as string };
    expect(await (await askNumber(number, late)).text()).toContain('验证码已失效');
    expect((await askNumber(number, { act: 'send' })).status).toBe(303);
    const second = texts.at(-1)?.variables.code as string;
    const wrong = second === '000000' ? '111111' : '000000';
    expect(await (await askNumber(number, { act: 'check', code: wrong })).text()).toContain('验证码不对');
    expect((await askNumber(number, { act: 'check', code: second })).status).toBe(303);
    const done = await sql`select verified_at is not null as ok from contact_point where id = ${number}`.execute(db);
    expect(done.rows).toEqual([{ ok: true }]);
  });
});

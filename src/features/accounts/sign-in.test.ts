import { sql } from 'kysely';
import { generateSync } from 'otplib';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Cast, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { Visitor } from '../../../test/support/visitor.ts';
import { createApp } from '../../app.tsx';
import type { Services } from '../../platform/services.ts';
import { renewTotp } from './actions/setup.ts';
import { hashPassword } from './credentials/password.ts';
import { newTotpSecret } from './credentials/totp.ts';
import { setPassword } from './queries/accounts.ts';

const database = await testDatabase();
const password = 'correct horse battery';
const secret = newTotpSecret();
let cast: Cast;
let hash: string;
let recovery: string[];
let now = new Date('2026-11-22T08:00:00Z');
const services: Services = testServices(database.db, { clock: { now: () => new Date(now) } });
const app = createApp(services);

const wait = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const code = () => generateSync({ secret, epoch: now.getTime() / 1000 });
const login = () => cast.members['bureau.editor'].login;
const accountId = () => cast.members['bureau.editor'].accountId;
const visitor = (headers: Record<string, string> = {}, address?: string) => new Visitor(app, undefined, headers, address);

async function givePassword(visitorOf = visitor()): Promise<Visitor> {
  const answer = await visitorOf.post('/sign-in', { login: login(), password, next: '/account' });
  expect(answer.status).toBe(303);
  return visitorOf;
}

async function signIn(who = visitor()): Promise<Visitor> {
  await givePassword(who);
  const answer = await who.post('/sign-in/code', { code: code(), next: '/account' });
  expect([answer.status, answer.location]).toEqual([303, '/account']);
  return who;
}

beforeAll(async () => {
  cast = await makeCast(database);
  hash = await hashPassword(password);
});

beforeEach(async () => {
  wait(3600);
  await sql`delete from sign_in_attempt`.execute(database.db);
  await database.db.transaction().execute(async (trx) => {
    await setPassword(trx, accountId(), hash);
    recovery = await renewTotp(trx, services, accountId(), secret, 0);
  });
});

describe('signing in', () => {
  test('takes a password and a code, and leads to where one wanted to go', async () => {
    const who = visitor();
    const first = await who.get('/account');
    expect([first.status, first.location]).toEqual([303, '/sign-in?next=%2Faccount']);
    expect((await who.get(first.location)).text).toContain('name="next" value="/account"');
    const second = await who.post('/sign-in', { login: login().toUpperCase(), password, next: '/account' });
    expect(second.location).toBe('/sign-in/code?next=%2Faccount');
    // The password alone opens nothing.
    expect((await who.get('/account')).status).toBe(303);
    const third = await who.post('/sign-in/code', { code: code(), next: '/account' });
    expect([third.status, third.location]).toEqual([303, '/account']);
    expect((await who.get('/account')).status).toBe(200);
    expect((await who.get('/sign-in')).location).toBe('/desk');
  });

  test('keeps only the hash of the token, in a cookie that scripts and other sites do not get', async () => {
    const who = await givePassword();
    const answer = await who.post('/sign-in/code', { code: code() });
    const cookie = answer.setCookies.find((line) => line.startsWith('session=')) as string;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure|Domain/);
    const token = who.cookies.get('session') as string;
    expect(token).toMatch(/^[\w-]{43}$/);
    const rows = await sql<{ row: string }>`select session::text as row from session`.execute(database.db);
    expect(rows.rows.length).toBeGreaterThan(0);
    for (const { row } of rows.rows) {
      expect(row).not.toContain(token);
      expect(row).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
    }
  });

  test('with https the cookie is bound to this host', async () => {
    const secure = testServices(database.db, { clock: services.clock, env: { BELFRY_PUBLIC_URL: 'https://belfry.test' } });
    const who = new Visitor(createApp(secure), 'https://belfry.test');
    await givePassword(who);
    const answer = await who.post('/sign-in/code', { code: code() });
    expect(answer.setCookies.find((line) => line.startsWith('__Host-session='))).toMatch(/Path=\/.*Secure|Secure.*Path=\//);
    expect(answer.setCookies.some((line) => line.startsWith('session='))).toBe(false);
  });

  test('says the same for a wrong password, an unknown login and a disabled account', async () => {
    const texts = [];
    await sql`update account set state = 'disabled' where id = ${cast.members['south.editor'].accountId}`.execute(database.db);
    for (const name of [login(), 'nobody-here', cast.members['south.editor'].login]) {
      const answer = await visitor().post('/sign-in', { login: name, password: 'wrong horse battery' });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(`value="${name}"`);
      texts.push(answer.text.replaceAll(name, 'LOGIN'));
    }
    expect(texts[0]).toContain('not right');
    expect(new Set(texts).size).toBe(1);
  });

  test('shows no password again', async () => {
    const answer = await visitor().post('/sign-in', { login: login(), password: 'wrong horse battery' });
    expect(answer.text).not.toContain('wrong horse battery');
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/%0d%0aSet-Cookie:x', '/sign-out', 'javascript:alert(1)', '/desk\\..'])(
    'never leads to %s',
    async (next) => {
      const who = visitor();
      await who.post('/sign-in', { login: login(), password, next });
      const answer = await who.post('/sign-in/code', { code: code(), next });
      expect(answer.status).toBe(303);
      expect(answer.location === '/desk' || answer.location === '/%0d%0aSet-Cookie:x').toBe(true);
      expect(answer.location).toMatch(/^\/(?![/\\])/);
    },
  );

  test('is not possible from another site', async () => {
    const body = new URLSearchParams({ login: login(), password });
    const answer = await app.request('http://belfry.test/sign-in', { method: 'POST', body, headers: { 'sec-fetch-site': 'cross-site' } });
    expect(answer.status).toBe(403);
  });

  test('is recorded', async () => {
    await signIn();
    const { rows } = await sql<{ n: number }>`select count(*) as n from audit_event
      where action = 'session.sign_in' and account_id = ${accountId()} and at = ${now}`.execute(database.db);
    expect(rows[0]?.n).toBe(1);
  });
});

describe('the code', () => {
  test('is taken once, also by two browsers at once and for the step before', async () => {
    const [one, two] = [await givePassword(), await givePassword()];
    const same = code();
    const answers = await Promise.all([one, two].map((who) => who.post('/sign-in/code', { code: same })));
    expect(answers.map((a) => a.status).sort()).toEqual([303, 422]);
    const three = await givePassword();
    const before = generateSync({ secret, epoch: now.getTime() / 1000 - 30 });
    expect((await three.post('/sign-in/code', { code: before })).status).toBe(422);
    wait(30);
    expect((await three.post('/sign-in/code', { code: code() })).status).toBe(303);
  });

  test('can be a recovery code, each once', async () => {
    const first = recovery[0] as string;
    const one = await givePassword();
    const answer = await one.post('/sign-in/code', { code: first.toUpperCase() });
    expect(answer.location).toBe('/account?recovery=used');
    expect((await one.get(answer.location)).text).toContain('9 are left');
    const two = await givePassword();
    expect((await two.post('/sign-in/code', { code: first })).status).toBe(422);
    expect((await two.post('/sign-in/code', { code: recovery[1] as string })).status).toBe(303);
  });

  test('of another account does not fit, nor does a step that was forged or is old', async () => {
    const who = await givePassword();
    const step = who.cookies.get('sign-in-step') as string;
    const forged = visitor();
    forged.cookies.set('sign-in-step', step.replace(/^\d+/, String(cast.members['bureau.administrator'].accountId)));
    expect((await forged.post('/sign-in/code', { code: code() })).location).toBe('/sign-in?next=%2Fdesk');
    wait(301);
    expect((await who.post('/sign-in/code', { code: code() })).location).toBe('/sign-in?next=%2Fdesk');
  });

  test('is worth nothing after the password was changed meanwhile', async () => {
    const who = await givePassword();
    await sql`update account set password_hash = ${await hashPassword('another horse battery')} where id = ${accountId()}`.execute(database.db);
    expect((await who.post('/sign-in/code', { code: code() })).location).toContain('/sign-in?');
  });
});

describe('attempts', () => {
  test('by brute force end after five, for the right password too, until the time is over', async () => {
    for (let i = 0; i < 5; i += 1) {
      expect((await visitor().post('/sign-in', { login: login(), password: `wrong horse ${i}` })).status).toBe(422);
    }
    const stopped = await visitor().post('/sign-in', { login: login(), password });
    expect(stopped.status).toBe(429);
    expect(stopped.text).toContain('Try again in 15 minutes');
    const chinese = await visitor({ 'accept-language': 'zh-CN' }).post('/sign-in', { login: login(), password });
    expect(chinese.text).toContain('请在 15 分钟后再试');
    wait(14 * 60);
    expect((await visitor().post('/sign-in', { login: login(), password })).text).toContain('in 1 minute');
    wait(61);
    await signIn();
  });

  test('many at once are not more than five', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => visitor().post('/sign-in', { login: login(), password: `wrong horse ${i}` })),
    );
    expect(answers.filter((a) => a.status === 422)).toHaveLength(5);
    expect(answers.filter((a) => a.status === 429)).toHaveLength(15);
  });

  test('on codes end after five, whatever number of times the password is given', async () => {
    for (let i = 0; i < 5; i += 1) {
      const who = await givePassword();
      expect((await who.post('/sign-in/code', { code: '000000' })).status).toBe(422);
    }
    const who = await givePassword();
    expect((await who.post('/sign-in/code', { code: code() })).status).toBe(429);
  });

  test('are limited by address over many logins, without locking out the school next door', async () => {
    for (let i = 0; i < 60; i += 1) {
      await visitor({}, '10.0.0.1').post('/sign-in', { login: `guess-${i}`, password: 'wrong horse battery' });
    }
    expect((await visitor({}, '10.0.0.1').post('/sign-in', { login: login(), password })).status).toBe(429);
    expect((await visitor({}, '10.0.0.2').post('/sign-in', { login: login(), password })).status).toBe(303);
  }, 30_000);

  test('are forgiven by a success, and an address in a header is believed only behind an own proxy', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 4; i += 1) await visitor().post('/sign-in', { login: login(), password: 'wrong horse battery' });
      await signIn();
      wait(30);
    }
    const keys = async () => (await sql<{ n: number }>`select count(distinct key) as n from sign_in_attempt`.execute(database.db)).rows[0]?.n;
    await sql`delete from sign_in_attempt`.execute(database.db);
    for (const header of ['1.1.1.1', '2.2.2.2']) {
      await visitor({ 'x-forwarded-for': header }, '10.0.0.3').post('/sign-in', { login: 'somebody', password: 'x' });
    }
    expect(await keys()).toBe(2);
  });

  test('keep neither login nor address', async () => {
    await visitor({}, '10.9.8.7').post('/sign-in', { login: 'guessed-login', password: 'x' });
    const { rows } = await sql<{ row: string }>`select sign_in_attempt::text as row from sign_in_attempt`.execute(database.db);
    expect(rows.length).toBe(2);
    for (const { row } of rows) expect(row).not.toMatch(/guessed|10\.9|6775657373/);
  });
});

describe('sessions', () => {
  test('a token that was planted before is not taken over, and a new one is made at each sign-in', async () => {
    const who = visitor();
    who.cookies.set('session', 'planted-by-somebody-else-0123456789abcdefghi');
    await signIn(who);
    const first = who.cookies.get('session');
    expect(first).not.toContain('planted');
    wait(60);
    await givePassword(who);
    await who.post('/sign-in/code', { code: code() });
    expect(who.cookies.get('session')).not.toBe(first);
    const old = visitor();
    old.cookies.set('session', first as string);
    expect((await old.get('/account')).status).toBe(303);
  });

  test('end after twelve hours without use and after seven days in any case', async () => {
    const idle = await signIn();
    wait(11.9 * 3600);
    expect((await idle.get('/account')).status).toBe(200);
    wait(12.1 * 3600);
    expect((await idle.get('/account')).status).toBe(303);
    const busy = await signIn();
    for (let hours = 0; hours < 7 * 24 - 10; hours += 10) {
      wait(10 * 3600);
      expect((await busy.get('/account')).status).toBe(200);
    }
    wait(10 * 3600 + 1);
    expect((await busy.get('/account')).status).toBe(303);
  });

  test('end by signing out, by a click elsewhere, with the account, and not by a GET', async () => {
    const laptop = await signIn(visitor({ 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0' }));
    wait(60);
    const phone = await signIn(visitor({ 'user-agent': 'Mozilla/5.0 (iPhone) AppleWebKit Safari/604' }));
    const list = (await phone.get('/account')).text;
    expect(list).toContain('Firefox, Windows');
    expect(list).toContain('Safari, iPhone (this device)');
    await phone.get('/sign-out');
    expect((await phone.get('/account')).status).toBe(200);
    await phone.post('/account/sessions/end-others');
    expect((await laptop.get('/account')).status).toBe(303);
    await phone.post('/sign-out');
    expect((await phone.get('/account')).status).toBe(303);
    wait(60);
    const third = await signIn();
    await sql`update account set state = 'disabled' where id = ${accountId()}`.execute(database.db);
    expect((await third.get('/account')).status).toBe(303);
    await sql`update account set state = 'active' where id = ${accountId()}`.execute(database.db);
  });

  test('of somebody else can not be ended', async () => {
    const mine = await signIn();
    const { rows } = await sql<{ id: number }>`insert into session (token_hash, account_id, device, created_at, last_seen_at, expires_at)
      values (sha256('other'), ${cast.members['north.editor'].accountId}, '', ${now}, ${now}, ${new Date(now.getTime() + 1e6)}) returning id`.execute(database.db);
    await mine.post(`/account/sessions/${rows[0]?.id}/end`);
    const after = await sql<{ revoked_at: Date | null }>`select revoked_at from session where id = ${rows[0]?.id}`.execute(database.db);
    expect(after.rows[0]?.revoked_at).toBeNull();
  });
});

describe('the own account', () => {
  test('changes the password after the present one, and signs other devices out', async () => {
    const other = await signIn();
    wait(60);
    const mine = await signIn();
    const wrong = await mine.post('/account/password', { current: 'wrong horse battery', password: 'another horse battery' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('present password is not right');
    expect((await mine.post('/account/password', { current: password, password: 'password1234' })).text).toContain('first to be guessed');
    expect((await mine.post('/account/password', { current: password, password: 'another horse battery' })).location).toContain('passwordChanged');
    expect((await other.get('/account')).status).toBe(303);
    expect((await mine.get('/account')).status).toBe(200);
    expect((await visitor().post('/sign-in', { login: login(), password })).status).toBe(422);
    const mail = await sql<{ text_body: string }>`select text_body from direct_mail order by id desc limit 1`.execute(database.db);
    expect(mail.rows[0]?.text_body).toContain('密码已更改');
  });

  test('guesses at the present password end too', async () => {
    const mine = await signIn();
    for (let i = 0; i < 5; i += 1) await mine.post('/account/recovery-codes', { current: `wrong horse ${i}` });
    expect((await mine.post('/account/recovery-codes', { current: password })).status).toBe(429);
  });

  test('renews recovery codes: the old ones end', async () => {
    const mine = await signIn();
    const page = await mine.post('/account/recovery-codes', { current: password });
    const codes = [...page.text.matchAll(/<code>([2-9a-z]{5}-[2-9a-z]{5})<\/code>/g)].map((m) => m[1] as string);
    expect(codes).toHaveLength(10);
    const who = await givePassword();
    expect((await who.post('/sign-in/code', { code: recovery[3] as string })).status).toBe(422);
    expect((await who.post('/sign-in/code', { code: codes[3] as string })).status).toBe(303);
  });

  test('renews the app with a secret that this page offered, and no other', async () => {
    const mine = await signIn();
    const page = (await mine.get('/account/totp')).text;
    const sealed = /name="sealedSecret" value="([^"]+)"/.exec(page)?.[1] as string;
    const fresh = (/data-copy="([A-Z2-7 ]+)"/.exec(page)?.[1] as string).replaceAll(' ', '');
    const freshCode = () => generateSync({ secret: fresh, epoch: now.getTime() / 1000 });
    expect((await mine.post('/account/totp', { current: password, sealedSecret: `${sealed[0] === 'A' ? 'B' : 'A'}${sealed.slice(1)}`, code: freshCode() })).status).toBe(422);
    expect((await mine.post('/account/totp', { current: password, sealedSecret: sealed, code: code() })).status).toBe(422);
    expect((await mine.post('/account/totp', { current: password, sealedSecret: sealed, code: freshCode() })).status).toBe(200);
    const who = await givePassword();
    wait(30);
    expect((await who.post('/sign-in/code', { code: code() })).status).toBe(422);
    expect((await who.post('/sign-in/code', { code: freshCode() })).status).toBe(303);
  });
});

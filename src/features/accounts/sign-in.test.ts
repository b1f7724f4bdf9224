import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testServices } from '../../../test/support/services.ts';
import { signInScene } from '../../../test/support/signing-in.ts';
import { Visitor } from '../../../test/support/visitor.ts';
import { createApp } from '../../app.tsx';
import { hashPassword } from './credentials/password.ts';

const {
  accountId,
  app,
  cast,
  code,
  database,
  givePassword,
  login,
  now,
  password,
  recovery,
  secret,
  services,
  signIn,
  visitor,
  wait,
} = await signInScene();

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
    const secure = testServices(database.db, {
      clock: services.clock,
      env: { BELFRY_PUBLIC_URL: 'https://belfry.test' },
    });
    const who = new Visitor(createApp(secure), 'https://belfry.test');
    await givePassword(who);
    const answer = await who.post('/sign-in/code', { code: code() });
    expect(answer.setCookies.find((line) => line.startsWith('__Host-session='))).toMatch(
      /Path=\/.*Secure|Secure.*Path=\//,
    );
    expect(answer.setCookies.some((line) => line.startsWith('session='))).toBe(false);
  });

  test('says the same for a wrong password, an unknown login and a disabled account', async () => {
    const texts = [];
    await sql`update account set state = 'disabled' where id = ${cast.members['south.editor'].accountId}`.execute(
      database.db,
    );
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

  test.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/%0d%0aSet-Cookie:x',
    '/sign-out',
    'javascript:alert(1)',
    '/desk\\..',
  ])('never leads to %s', async (next) => {
    const who = visitor();
    await who.post('/sign-in', { login: login(), password, next });
    const answer = await who.post('/sign-in/code', { code: code(), next });
    expect(answer.status).toBe(303);
    expect(answer.location === '/desk' || answer.location === '/%0d%0aSet-Cookie:x').toBe(true);
    expect(answer.location).toMatch(/^\/(?![/\\])/);
  });

  test('is not possible from another site', async () => {
    const body = new URLSearchParams({ login: login(), password });
    const answer = await app.request('http://belfry.test/sign-in', {
      method: 'POST',
      body,
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
  });

  test('is recorded', async () => {
    await signIn();
    const { rows } = await sql<{ n: number }>`select count(*) as n from audit_event
      where action = 'session.sign_in' and account_id = ${accountId()} and at = ${now()}`.execute(database.db);
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
    const before = code(secret, -30);
    expect((await three.post('/sign-in/code', { code: before })).status).toBe(422);
    wait(30);
    expect((await three.post('/sign-in/code', { code: code() })).status).toBe(303);
  });

  test('can be a recovery code, each once', async () => {
    const first = recovery()[0] as string;
    const one = await givePassword();
    const answer = await one.post('/sign-in/code', { code: first.toUpperCase() });
    expect(answer.location).toBe('/account?recovery=used');
    expect((await one.get(answer.location)).text).toContain('9 are left');
    const two = await givePassword();
    expect((await two.post('/sign-in/code', { code: first })).status).toBe(422);
    expect((await two.post('/sign-in/code', { code: recovery()[1] as string })).status).toBe(303);
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
    await sql`update account set password_hash = ${await hashPassword('another horse battery')} where id = ${accountId()}`.execute(
      database.db,
    );
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
      Array.from({ length: 20 }, (_, i) =>
        visitor().post('/sign-in', { login: login(), password: `wrong horse ${i}` }),
      ),
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
      for (let i = 0; i < 4; i += 1)
        await visitor().post('/sign-in', { login: login(), password: 'wrong horse battery' });
      await signIn();
      wait(30);
    }
    const keys = async () =>
      (await sql<{ n: number }>`select count(distinct key) as n from sign_in_attempt`.execute(database.db)).rows[0]?.n;
    await sql`delete from sign_in_attempt`.execute(database.db);
    for (const header of ['1.1.1.1', '2.2.2.2']) {
      await visitor({ 'x-forwarded-for': header }, '10.0.0.3').post('/sign-in', { login: 'somebody', password: 'x' });
    }
    expect(await keys()).toBe(2);
  });

  test('keep neither login nor address', async () => {
    await visitor({}, '10.9.8.7').post('/sign-in', { login: 'guessed-login', password: 'x' });
    const { rows } = await sql<{ row: string }>`select sign_in_attempt::text as row from sign_in_attempt`.execute(
      database.db,
    );
    expect(rows.length).toBe(2);
    for (const { row } of rows) expect(row).not.toMatch(/guessed|10\.9|6775657373/);
  });
});

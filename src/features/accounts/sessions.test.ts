import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { signInScene } from '../../../test/support/signing-in.ts';
import { openDatabase, poolOf } from '../../platform/database/connect.ts';
import { sessionCaller } from './queries/sessions.ts';

const { accountId, cast, code, database, givePassword, login, now, password, recovery, signIn, visitor, wait } =
  await signInScene();

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

  test('are looked up by a statement that PostgreSQL has planned before', async () => {
    // On one connection: how those of a pool take turns is not the question.
    const one = openDatabase(database.appUrl, { max: 1, applicationName: 'belfry test' });
    onTestFinished(() => one.destroy());
    for (let n = 0; n < 12; n += 1) await sessionCaller(one, Buffer.alloc(32, 1), now(), '2026-03-02');
    const { rows } = await poolOf(one).query<{ generic: number; custom: number }>(
      `select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements
        where name = 'session_caller'`,
    );
    expect(rows[0]?.custom, 'the first runs').toBeGreaterThan(0);
    expect(rows[0]?.generic, 'later ones make no plan').toBeGreaterThan(0);
  });

  test('end by signing out, by a click elsewhere, with the account, and not by a GET', async () => {
    const laptop = await signIn(
      visitor({ 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0' }),
    );
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
    const { rows } = await sql<{
      id: number;
    }>`insert into session (token_hash, account_id, device, created_at, last_seen_at, expires_at)
      values (sha256('other'), ${cast.members['north.editor'].accountId}, '', ${now()}, ${now()}, ${new Date(now().getTime() + 1e6)}) returning id`.execute(
      database.db,
    );
    await mine.post(`/account/sessions/${rows[0]?.id}/end`);
    const after = await sql<{
      revoked_at: Date | null;
    }>`select revoked_at from session where id = ${rows[0]?.id}`.execute(database.db);
    expect(after.rows[0]?.revoked_at).toBeNull();
  });
});

describe('the own account', () => {
  test('changes the password after the present one, and signs other devices out', async () => {
    const other = await signIn();
    wait(60);
    const mine = await signIn();
    const wrong = await mine.post('/account/password', {
      current: 'wrong horse battery',
      password: 'another horse battery',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('present password is not right');
    expect((await mine.post('/account/password', { current: password, password: 'password1234' })).text).toContain(
      'first to be guessed',
    );
    expect(
      (await mine.post('/account/password', { current: password, password: 'another horse battery' })).location,
    ).toContain('passwordChanged');
    expect((await other.get('/account')).status).toBe(303);
    expect((await mine.get('/account')).status).toBe(200);
    expect((await visitor().post('/sign-in', { login: login(), password })).status).toBe(422);
    const mail = await sql<{ text_body: string }>`select text_body from direct_mail order by id desc limit 1`.execute(
      database.db,
    );
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
    expect((await who.post('/sign-in/code', { code: recovery()[3] as string })).status).toBe(422);
    expect((await who.post('/sign-in/code', { code: codes[3] as string })).status).toBe(303);
  });

  test('renews the app with a secret that this page offered, and no other', async () => {
    const mine = await signIn();
    const page = (await mine.get('/account/totp')).text;
    const sealed = /name="sealedSecret" value="([^"]+)"/.exec(page)?.[1] as string;
    const fresh = (/data-copy="([A-Z2-7 ]+)"/.exec(page)?.[1] ?? '').replaceAll(' ', '');
    const freshCode = () => code(fresh);
    expect(
      (
        await mine.post('/account/totp', {
          current: password,
          sealedSecret: `${sealed[0] === 'A' ? 'B' : 'A'}${sealed.slice(1)}`,
          code: freshCode(),
        })
      ).status,
    ).toBe(422);
    expect((await mine.post('/account/totp', { current: password, sealedSecret: sealed, code: code() })).status).toBe(
      422,
    );
    expect(
      (await mine.post('/account/totp', { current: password, sealedSecret: sealed, code: freshCode() })).status,
    ).toBe(200);
    const who = await givePassword();
    wait(30);
    expect((await who.post('/sign-in/code', { code: code() })).status).toBe(422);
    expect((await who.post('/sign-in/code', { code: freshCode() })).status).toBe(303);
  });
});

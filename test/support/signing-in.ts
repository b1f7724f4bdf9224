/** A scene for tests of signing in: the cast, whose press officer has a password, an app for codes and recovery codes. */
import { sql } from 'kysely';
import { generateSync } from 'otplib';
import { beforeEach, expect } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { renewTotp } from '../../src/features/accounts/actions/setup.ts';
import { hashPassword } from '../../src/features/accounts/credentials/password.ts';
import { newTotpSecret } from '../../src/features/accounts/credentials/totp.ts';
import { setPassword } from '../../src/features/accounts/queries/accounts.ts';
import { makeCast } from './cast.ts';
import { testDatabase } from './database.ts';
import { testServices } from './services.ts';
import { Visitor } from './visitor.ts';

/** Call it at the top of a test file. Before each test an hour passes, and what the one before changed is undone. */
export async function signInScene() {
  const database = await testDatabase();
  const password = 'correct horse battery';
  const secret = newTotpSecret();
  let at = new Date('2026-11-22T08:00:00Z');
  const now = () => new Date(at);
  const services = testServices(database.db, { clock: { now } });
  const app = createApp(services);
  const cast = await makeCast(database);
  const hash = await hashPassword(password);
  let recovery: string[] = [];

  const wait = (seconds: number) => {
    at = new Date(at.getTime() + seconds * 1000);
  };
  const code = (key = secret, seconds = 0) => generateSync({ secret: key, epoch: at.getTime() / 1000 + seconds });
  const login = () => cast.members['bureau.editor'].login;
  const accountId = () => cast.members['bureau.editor'].accountId;
  const visitor = (headers: Record<string, string> = {}, address?: string) =>
    new Visitor(app, undefined, headers, address);

  async function givePassword(who = visitor()): Promise<Visitor> {
    const answer = await who.post('/sign-in', { login: login(), password, next: '/account' });
    expect(answer.status).toBe(303);
    return who;
  }

  async function signIn(who = visitor()): Promise<Visitor> {
    await givePassword(who);
    const answer = await who.post('/sign-in/code', { code: code(), next: '/account' });
    expect([answer.status, answer.location]).toEqual([303, '/account']);
    return who;
  }

  beforeEach(async () => {
    wait(3600);
    await sql`delete from sign_in_attempt`.execute(database.db);
    await database.db.transaction().execute(async (trx) => {
      await setPassword(trx, accountId(), hash);
      recovery = await renewTotp(trx, services, accountId(), secret, 0);
    });
  });

  return {
    ...{ database, services, app, cast, password, secret, now, wait, code, login, accountId, visitor },
    ...{ givePassword, signIn, recovery: () => recovery },
  };
}

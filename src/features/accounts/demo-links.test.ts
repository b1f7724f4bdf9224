import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { Visitor } from '../../../test/support/visitor.ts';
import { createApp } from '../../app.tsx';
import { fixedClock } from '../../platform/clock.ts';
import { demoMarker, loadConfig } from '../../platform/config.ts';
import { demoSignInLink } from './feature.ts';

const pathOf = (link: string) => new URL(link).pathname;

describe('links of a demonstration', async () => {
  const database = await testDatabase();
  const { db } = database;
  const services = testServices(db, { clock: fixedClock(new Date('2026-11-22T08:00:00Z')) });
  const cast = await makeCast(database);
  const member = cast.members['bureau.editor'];
  const dataDir = mkdtempSync(join(tmpdir(), 'belfry-demo-'));
  writeFileSync(demoMarker(dataDir), '');
  const demo = { ...services, config: loadConfig({ dataDir, env: { BELFRY_PUBLIC_URL: 'http://127.0.0.1:8080' } }) };
  const open = (
    config: typeof services.config,
    link: string,
    remote: string | undefined,
    origin = 'http://127.0.0.1:8080',
  ) => {
    const who = new Visitor(createApp({ ...services, config }), origin, {}, remote);
    return who.get(pathOf(link)).then(async (answer) => ({ answer, desk: await who.get('/desk') }));
  };

  test('sign in again and again on this machine', async () => {
    const link = demoSignInLink(demo, member.accountId);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:8080\/sign-in\/demo\//);
    for (const remote of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      const { answer, desk } = await open(demo.config, link, remote);
      expect([answer.status, answer.location, desk.status]).toEqual([303, '/desk', 200]);
    }
  });

  test('a click is proof enough for an account without a password, and only there', async () => {
    const who = new Visitor(createApp(demo), 'http://127.0.0.1:8080', {}, '127.0.0.1');
    await who.get(pathOf(demoSignInLink(demo, member.accountId)));
    await sql`update session set proved_at = null`.execute(db);
    const wish = { login: 'nobody', organisation: 1, startsOn: '2026-11-23', endsOn: '2026-11-23' };
    expect((await who.post('/account/stand-ins', wish)).text).toContain('name="proof" value="demo"');
    expect((await who.post('/account/stand-ins', { ...wish, proof: 'demo' })).text).toContain('value="nobody"');
    await sql`update session set proved_at = null`.execute(db);
    await sql`update account set password_hash = 'x', totp_confirmed_at = now() where id = ${member.accountId}`.execute(
      db,
    );
    expect((await who.post('/account/stand-ins', { ...wish, proof: 'demo' })).status).toBe(422);
    await sql`update account set password_hash = null, totp_confirmed_at = null where id = ${member.accountId}`.execute(
      db,
    );
  });

  test.each([
    ['from another machine', '10.0.0.5', 'http://127.0.0.1:8080'],
    ['under another name', '127.0.0.1', 'http://demo.example.org'],
    ['under a name that only looks local', '127.0.0.1', 'http://127.0.0.1.example.org'],
    ['under another name without a known connection', undefined, 'http://demo.example.org'],
  ])('are refused %s', async (_what, remote, origin) => {
    const { answer, desk } = await open(demo.config, demoSignInLink(demo, member.accountId), remote, origin);
    expect([answer.status, desk.status]).toEqual([404, 303]);
  });

  test('are refused through a web server in between, and not made for a public address', async () => {
    const app = createApp({ ...services, config: demo.config });
    for (const header of ['x-forwarded-for', 'via', 'forwarded']) {
      const who = new Visitor(app, 'http://127.0.0.1:8080', { [header]: '10.0.0.5' }, '127.0.0.1');
      expect((await who.get(pathOf(demoSignInLink(demo, member.accountId)))).status).toBe(404);
    }
    const open = { ...demo, config: { ...demo.config, publicUrl: 'https://demo.example.org' } };
    expect(() => demoSignInLink(open, member.accountId)).toThrow('loopback');
    const wide = { ...demo, config: { ...demo.config, publicUrl: 'http://0.0.0.0:8080' } };
    expect(demoSignInLink(wide, member.accountId)).toMatch(/^http:\/\/127\.0\.0\.1:8080\//);
  });

  test('do not exist outside a demonstration: none is made, and one made elsewhere is refused', async () => {
    expect(() => demoSignInLink(services, member.accountId)).toThrow('demonstration');
    const { answer, desk } = await open(services.config, demoSignInLink(demo, member.accountId), '127.0.0.1');
    expect([answer.status, desk.status]).toEqual([404, 303]);
  });

  test('can not be made for another account', async () => {
    const forged = demoSignInLink(demo, member.accountId).replace(
      /demo\/\d+/,
      `demo/${cast.members['bureau.administrator'].accountId}`,
    );
    expect((await open(demo.config, forged, '127.0.0.1')).answer.status).toBe(404);
    await sql`update account set state = 'disabled' where id = ${member.accountId}`.execute(db);
    expect((await open(demo.config, demoSignInLink(demo, member.accountId), '127.0.0.1')).answer.status).toBe(404);
  });
});

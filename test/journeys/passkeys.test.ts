/** Passkeys in a real browser with a virtual authenticator: made, used to sign in and to confirm an act, taken away. */
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { hashPassword } from '../../src/features/accounts/credentials/password.ts';
import { words } from '../../src/features/accounts/messages.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, type Visit, visit } from '../support/browser.ts';
import { type Cast, cookieOf, makeCast } from '../support/cast.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';

const database = await testDatabase();
const services = testServices(database.db, { env: { BELFRY_SITE_NAME: '清溪县教育局' } });
const t = words('zh-CN');
let origin = '';
let cast: Cast;
let seen: Visit;
let page: Page;
let device: CDPSession;
let authenticatorId = '';

beforeAll(async () => {
  const server = serve({ fetch: createApp(services).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  // A passkey belongs to a name; an address of numbers has none.
  origin = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
  services.config.publicUrl = origin;
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  cast = await makeCast(database);
  seen = await visit({ language: 'zh-CN', width: 1280 });
  page = seen.page;
  const cookie = await cookieOf(database, cast.members['bureau.editor'], services.clock.now());
  const [name = '', value = ''] = cookie.split('=');
  await seen.context.addCookies([{ name, value, url: origin }]);
  device = await seen.context.newCDPSession(page);
  await device.send('WebAuthn.enable');
  const added = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  authenticatorId = added.authenticatorId;
});

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = () => page.locator('h1').innerText();

async function look(name: string): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** As if the time of the proof were over. */
async function proofEnds(): Promise<void> {
  await sql`update session set proved_at = null`.execute(database.db);
}

test('one is made on this device and listed by its name', async () => {
  await page.goto(`${origin}/account`);
  await page.getByRole('link', { name: `${t('change')} ${t('passkeysTitle')}` }).click();
  expect(await page.locator('main').innerText()).toContain(t('passkeysNone'));
  await page.locator('[name="name"]').fill('办公室电脑');
  await press(t('passkeyMake'));
  await page.getByText(t('passkeyAdded')).waitFor();
  expect(await page.locator('table').innerText()).toContain('办公室电脑');
  await look('passkeys');
  // The same device is not taken twice.
  await press(t('passkeyMake'));
  await page.getByText(t('passkeyNotMade')).waitFor();
});

test('alone it signs in, without password and code', async () => {
  await page.locator('form[action="/sign-out"] button').click();
  await page.waitForURL(/\/sign-in$/);
  await look('sign-in-with-passkey');
  const sent = page.waitForRequest((request) => request.url().endsWith('/sign-in/passkey'));
  await press(t('passkeySignIn'));
  await page.waitForURL(/\/desk$/);
  const { rows } = await sql<{ detail: { means: string } }>`select detail from audit_event
    where action = 'session.sign_in' order by id desc limit 1`.execute(database.db);
  expect(rows[0]?.detail.means).toBe('passkey');

  // Whoever saw that answer on its way can do nothing with it.
  const again = await fetch(`${origin}/sign-in/passkey`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: (await sent).postData(),
  });
  expect(again.status).toBe(422);
  expect(again.headers.getSetCookie().filter((line) => line.startsWith('session='))).toEqual([]);
});

test('a device that has not verified its holder is refused', async () => {
  await page.locator('form[action="/sign-out"] button').click();
  await page.waitForURL(/\/sign-in$/);
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await press(t('passkeySignIn'));
  await page.getByText(t('passkeyNone')).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await press(t('passkeySignIn'));
  await page.waitForURL(/\/desk$/);
});

test('it confirms a dangerous act, and the last way in stays', async () => {
  await proofEnds();
  await page.goto(`${origin}/account/passkeys`);
  await page.getByRole('link', { name: `${t('remove')} 办公室电脑` }).click();
  await press(t('remove'));
  await page.getByRole('heading', { name: t('proofTitle') }).waitFor();
  await look('proof');
  await press(t('proofByPasskey'));
  await page.getByText(t('passkeyLast')).first().waitFor();
  const { accountId } = cast.members['bureau.editor'];
  const hash = await hashPassword('a walk over seven bridges');
  await sql`update account set password_hash = ${hash}, totp_confirmed_at = now() where id = ${accountId}`.execute(
    database.db,
  );
  const here = page.url();
  await page.goto(`${origin}/account/proof`);
  await look('proof-by-either');
  await page.goto(here);
  await press(t('remove'));
  await page.getByText(t('passkeyRemoved')).waitFor();
  expect(await page.locator('main').innerText()).toContain(t('passkeysNone'));
  expect(await heading()).toBe(t('passkeysTitle'));
});

test('what was removed signs in no more', async () => {
  await page.locator('form[action="/sign-out"] button').click();
  await page.waitForURL(/\/sign-in$/);
  await press(t('passkeySignIn'));
  await page.getByText(t('passkeyRefused')).first().waitFor();
  await page.goto(`${origin}/desk`);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  const odd = seen.complaints.filter((words) => !/status of (403|422)/.test(words));
  expect(odd).toEqual([]);
});

test('without scripts the password is the way in, and nothing else is shown', async () => {
  const plain = await visit({ scripts: false, width: 360 });
  await plain.page.goto(`${origin}/sign-in`);
  expect(await plain.page.locator('[name="password"]').isVisible()).toBe(true);
  expect(await plain.page.getByRole('button', { name: t('passkeySignIn') }).count()).toBe(0);
});

/**
 * A guardian switches push on in a real browser and is shown a notice by the real service worker. Only the push service is
 * a double: the browser's step to Google is replaced by a subscription of it, and what it decrypts is handed to the worker.
 */
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import type { BrowserContext, CDPSession, Page, Worker } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vapidKeys } from '../../src/features/delivery/feature.ts';
import { startDelivery } from '../../src/features/delivery/sender/loop.ts';
import { makePublished } from '../../src/features/notices/factory.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, visit } from '../support/browser.ts';
import { until } from '../support/delivery.ts';
import { noticeScene } from '../support/notices.ts';
import { startPushDouble } from '../support/push-double.ts';

const scene = await noticeScene({ BELFRY_SITE_NAME: '清溪县教育局', BELFRY_WEBHOOK_PRIVATE: 'true' });
const { app, cast, clock, db, services, spec, linkOf } = scene;
const { mother, pupil } = cast.separated;
const double = await startPushDouble(vapidKeys(services.secrets).publicKey);
afterAll(() => double.stop());

let origin = '';
let childName = '';
beforeAll(async () => {
  const server = serve({ fetch: app.fetch, port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  // Browsers take localhost for a secure place, which service workers want.
  origin = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
  afterAll(() => new Promise((resolve) => server.close(() => resolve(undefined))));
  const name = await sql<{ name: string }>`select full_name as name from person where id = ${pupil}`.execute(db);
  childName = name.rows[0]?.name ?? '';
});

/** The browser as it is, but for the service that it would subscribe at. */
async function withPushService(context: BrowserContext, name: string): Promise<void> {
  const { endpoint, p256dh, auth } = double.browser(name);
  await context.addInitScript(
    ({ endpoint, keys }) => {
      const kept = 'subscribed';
      const made = () => ({
        endpoint,
        toJSON: () => ({ endpoint, keys }),
        unsubscribe: async () => localStorage.removeItem(kept),
      });
      const subscribe = async (wish: { applicationServerKey: Uint8Array }) => {
        if (wish.applicationServerKey.length !== 65) throw new Error('the key is no point on the curve');
        localStorage.setItem(kept, 'yes');
        return made();
      };
      const getSubscription = async () => (localStorage.getItem(kept) ? made() : null);
      Object.assign(PushManager.prototype, { subscribe, getSubscription });
    },
    { endpoint, keys: { p256dh, auth } },
  );
}

/** Hands to the page's service worker what the push service has decrypted, as the browser would. */
async function deliver(context: BrowserContext, page: Page, payload: Record<string, string>): Promise<void> {
  const session: CDPSession = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [one] = registrations.filter((registration) => !registration.isDeleted);
      if (one) resolve(one.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const data = JSON.stringify(payload);
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
  await session.detach();
}

/** As the browser itself reads it: what it needs to stand on a home screen, which opens this very page. */
async function expectManifest(context: BrowserContext, page: Page, language: string): Promise<void> {
  const session = await context.newCDPSession(page);
  const { errors, data = '', url } = await session.send('Page.getAppManifest');
  await session.detach();
  expect(errors).toEqual([]);
  const said = JSON.parse(data);
  const here = new URL(page.url()).pathname;
  expect(said).toMatchObject({ name: '清溪县教育局', start_url: here, display: 'standalone', scope: '/' });
  expect(said.lang).toBe(language === 'zh-CN' ? 'zh-CN' : 'en');
  const touch = await page.locator('link[rel="apple-touch-icon"]').getAttribute('href');
  for (const [src, size] of [
    ...said.icons.map((icon: Icon) => [icon.src, Number.parseInt(icon.sizes, 10)]),
    [touch, 180],
  ]) {
    const icon = await sharp(await (await fetch(new URL(src, url))).arrayBuffer()).metadata();
    expect([icon.format, icon.width, icon.height, icon.hasAlpha]).toEqual(['png', size, size, false]);
  }
}
type Icon = { src: string; sizes: string };

interface Shown {
  title: string;
  body: string;
  tag: string;
  link: string;
}
type Kept = typeof globalThis & { shown?: Shown[]; registration: { showNotification: unknown } };

/** The headless shell has no screen to show a message on: what the worker asks it to show is kept in the worker. */
async function watch(worker: Worker): Promise<() => Promise<Shown[]>> {
  await worker.evaluate(() => {
    const self = globalThis as Kept;
    self.shown = [];
    const show = (title: string, { body, tag, data }: { body: string; tag: string; data: { link: string } }) => {
      // As a browser does: one of the same tag takes the place of the one before.
      self.shown = [...(self.shown ?? []).filter((one) => one.tag !== tag), { title, body, tag, link: data.link }];
      return Promise.resolve();
    };
    Object.assign(self.registration, { showNotification: show });
  });
  return () => worker.evaluate(() => (globalThis as Kept).shown ?? []);
}

for (const { language, width } of [
  { language: 'zh-CN', width: 360 },
  { language: 'en-GB', width: 1280 },
] as const) {
  test(`on, shown, replaced, off: ${language} at ${width}`, { timeout: 180_000 }, async () => {
    await sql`delete from contact_point where kind = 'push'`.execute(db);
    await sql`delete from sign_in_attempt`.execute(db);
    double.came = [];
    clock.set('2026-11-20T01:00:00Z');
    const zh = language === 'zh-CN';
    const look = async (page: Page, name: string) => {
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await picture(page, `push ${name} ${language} ${width}`);
    };
    const { messageId: first } = await makePublished(services, spec);
    const { page, context, complaints } = await visit({ language, width });
    await withPushService(context, `telephone-${width}`);
    await page.goto(origin + linkOf(first, mother));
    await look(page, 'notice');
    await page.getByRole('link', { name: zh ? '在这部设备上接收推送' : 'Be told on this device (push)' }).click();
    await page.locator('input[name=child]').waitFor();
    await look(page, 'off');
    await expectManifest(context, page, language);
    const button = page.getByRole('button', { name: zh ? '开启推送' : 'Switch push on' });
    await page.locator('input[name=child]').fill('王大明');
    await button.click();
    await page
      .getByText(zh ? '姓名与登记的不一致' : 'not the name that the school has')
      .first()
      .waitFor();
    await look(page, 'wrong name');
    await page.locator('input[name=child]').fill(childName);
    await button.click();
    await page.getByText(zh ? '这个浏览器的推送已开启。' : 'Push is on in this browser.').waitFor();
    await look(page, 'on');

    const loop = startDelivery(services);
    try {
      const { messageId, id } = await makePublished(services, spec);
      clock.pass(120_000);
      const told = await until(
        () => double.came.find((one) => one.payload.link?.includes('/m/')),
        (one) => one !== undefined,
      );
      expect(double.complaints).toEqual([]);
      const shown = await watch(context.serviceWorkers()[0] as Worker);
      await deliver(context, page, told?.payload ?? {});
      const [notice] = await until(shown, (all) => all.length > 0);
      expect(notice?.title).toContain('冬季作息时间');
      expect(notice?.body).not.toContain(childName);
      expect(messageId).toBeGreaterThan(first);
      // What follows in the same matter takes its place; the link opens the guardian's own page.
      await deliver(context, page, { ...(told?.payload ?? {}), title: 'Corrected' });
      const after = await until(shown, (all) => all.some((one) => one.title === 'Corrected'));
      expect(after, `of notice ${id}`).toHaveLength(1);
      const link = new URL(after[0]?.link ?? '');
      expect((await app.request(link.pathname)).status).toBe(200);
    } finally {
      await loop.stop();
    }
    await page.getByRole('button', { name: zh ? '关闭这个浏览器的推送' : 'Switch push off in this browser' }).click();
    await page.locator('input[name=child]').waitFor();
    await look(page, 'off again');
    expect((await sql`select from push_subscription`.execute(db)).rows).toEqual([]);
    // The form with the wrong name is answered with 422, which the browser reports.
    expect(complaints.filter((one) => !one.includes('422'))).toEqual([]);
    await context.close();
  });

  test(`a browser without push is told what comes instead: ${language} at ${width}`, { timeout: 120_000 }, async () => {
    clock.set('2026-11-20T01:00:00Z');
    const { messageId } = await makePublished(services, spec);
    for (const scripts of [true, false]) {
      const { page, context, complaints } = await visit({ language, width, scripts });
      await context.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'));
      await page.goto(origin + linkOf(messageId, mother));
      await page.locator('a[href*="/my-notices/push/"]').click();
      const heading = language === 'zh-CN' ? '这个浏览器不能接收推送' : 'This browser can’t be pushed to';
      expect(await page.getByRole('heading', { name: heading }).isVisible()).toBe(true);
      expect(await page.locator('input[name=child]').isVisible()).toBe(false);
      const howOnIphones = language === 'zh-CN' ? '选择“添加到主屏幕”。' : 'Choose “Add to Home Screen”.';
      expect(await page.getByText(howOnIphones).isVisible()).toBe(true);
      if (scripts) {
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        await picture(page, `push missing ${language} ${width}`);
      }
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  test(`the public page is followed by push, and no longer: ${language} at ${width}`, {
    timeout: 120_000,
  }, async () => {
    const zh = language === 'zh-CN';
    const { page, context, complaints } = await visit({ language, width });
    await withPushService(context, `follower-${width}`);
    await page.goto(`${origin}/follow`);
    const stop = page.getByRole('button', { name: zh ? '停止在这个浏览器接收' : 'Stop in this browser' });
    expect(await stop.isVisible()).toBe(false);
    await page.locator('#push-exercises').check();
    await page.getByRole('button', { name: zh ? '在这个浏览器接收' : 'Receive in this browser', exact: true }).click();
    await page.getByText(zh ? '已开启，新消息会显示在这台设备上。' : 'It is on: messages will show').waitFor();
    const kept = async () =>
      (await sql`select language, exercises from follower where way = 'push' and confirmed_at is not null`.execute(db))
        .rows;
    expect(await kept()).toEqual([{ language: zh ? 'zh-CN' : 'en', exercises: true }]);
    await stop.waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, `push follow ${language} ${width}`);
    await stop.click();
    await page.getByText(zh ? '已停止，这个浏览器的信息已删除。' : 'It is off, and what was kept').waitFor();
    await page.locator('#push-exercises').waitFor();
    expect(await kept()).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
}

/** A notice is listened to on a phone, with and without scripts, and read out into a microphone. */
import { serve } from '@hono/node-server';
import { chromium, type Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { publish } from '../../src/features/notices/actions/publish.ts';
import { approve, submit } from '../../src/features/notices/actions/review.ts';
import { makeDraft, value } from '../../src/features/notices/factory.ts';
import { noticeById } from '../../src/features/notices/queries/notices.ts';
import { saveRecording } from '../../src/features/notices/recordings/actions/recordings.ts';
import { recordingsOf } from '../../src/features/notices/recordings/queries/recordings.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, visit } from '../support/browser.ts';
import { noticeScene } from '../support/notices.ts';
import { tone } from '../support/sound.ts';

const { app, clock, cookie, cast, db, services, spec, linkOf } = await noticeScene();
let origin = '';
let address = '';
let personal = '';

beforeAll(async () => {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const found = server.address();
  origin = `http://127.0.0.1:${typeof found === 'object' && found ? found.port : 0}`;
  const draft = await makeDraft(services, spec);
  let { revision } = draft;
  for (const language of ['zh-CN', 'en']) {
    const spoken = { language, content: tone(language === 'en' ? 3 : 4) };
    revision = value(await saveRecording(services, spec.author, draft.id, revision, spoken)).revision;
  }
  value(await submit(services, spec.author, draft.id, revision));
  value(await approve(services, spec.approver, draft.id, revision, ''));
  value(await publish(services, spec.author, draft.id));
  clock.pass(61_000);
  const messageId = (await noticeById(db, draft.id))?.messageId as number;
  address = `${origin}/notices/${draft.id}`;
  personal = origin + linkOf(messageId, cast.separated.mother);
  return () => server.close();
});

const playing = (tab: Page) =>
  tab.waitForFunction(() => {
    const sound = document.querySelector('audio');
    return sound !== null && !sound.paused && sound.currentTime > 0.2;
  });

for (const language of ['zh-CN', 'en-GB'] as const) {
  for (const width of [360, 1280] as const) {
    test(`the large button plays and pauses (${language}, ${width} px)`, async () => {
      const { page: tab, complaints, context } = await visit({ language, width });
      for (const at of [address, personal]) {
        await tab.goto(at);
        const button = tab.locator('[data-listen]').first();
        const box = await button.boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(64);
        const words = await button.textContent();
        await button.click();
        await playing(tab);
        expect(await button.textContent()).toBe(language === 'zh-CN' ? '暂停' : 'Pause');
        // One voice at a time.
        await tab.locator('[data-listen]').nth(1).click();
        await tab.waitForFunction(() => document.querySelectorAll('audio')[0]?.paused);
        await tab.locator('[data-listen]').nth(1).click();
        await expect.poll(() => button.textContent()).toBe(words);
        await expectAccessible(tab);
        await expectNoSidewaysScroll(tab);
        await picture(tab, `listen-${at === address ? 'public' : 'personal'}-${language}-${width}`);
      }
      expect(complaints).toEqual([]);
      await context.close();
    });
  }
}

test('without scripts the browser’s own player is there, with the length in words', async () => {
  const { page: tab, context } = await visit({ scripts: false, width: 360 });
  await tab.goto(personal);
  expect(await tab.locator('[data-listen]').first().isVisible()).toBe(false);
  expect(await tab.locator('audio').first().isVisible()).toBe(true);
  expect(await tab.locator('.listen').first().textContent()).toContain('4秒');
  await context.close();
});

test('the page records, lets one listen, and what was recorded is saved', async () => {
  const fake = ['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: fake });
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 360, height: 740 } });
  const [name = '', secret = ''] = (await cookie('bureau.editor')).split('=');
  await context.addCookies([{ name, value: secret, url: origin }]);
  const draft = await makeDraft(services, spec);
  const tab = await context.newPage();
  await tab.goto(`${origin}/desk/notices/${draft.id}/recordings`);
  await tab.getByLabel('说的是哪种语言').selectOption('qxs');
  await tab.getByRole('button', { name: '开始录音' }).click();
  await tab.waitForFunction(() => document.querySelector('[data-record-time]')?.textContent === '0:02');
  await tab.getByRole('button', { name: '停止' }).click();
  await tab.locator('[data-record-sound]').waitFor({ state: 'visible' });
  expect(await tab.getByText('请先听一遍').isVisible()).toBe(true);
  await picture(tab, 'record-360-zh');
  await tab.getByRole('button', { name: '保存语音' }).click();
  await tab.locator('.listen').waitFor();
  const [saved] = await recordingsOf(db, draft.id);
  expect(saved?.language).toBe('qxs');
  expect(saved?.seconds).toBeGreaterThanOrEqual(1);
  expect(saved?.seconds).toBeLessThan(10);
  await tab.locator('[data-listen]').first().click();
  await playing(tab);
  await picture(tab, 'record-saved-360-zh');
  await browser.close();
}, 60_000);

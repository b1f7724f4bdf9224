/** The public page where little works: a 2G line, no style sheet and no script, paper. */
import { createServer } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../../../../test/support/browser.ts';
import { words } from '../messages.ts';
import { indexHtml } from './html.tsx';
import { type PageIncident, type StatusPage, scriptFile, styleFile } from './model.ts';
import { statusScript } from './script.ts';
import { statusCss } from './style.ts';

const t = words('zh-CN');
const at = '2026-11-20T01:00:00.000Z';
const texts = (n: number) => ({
  'zh-CN': { headline: `第${n}次更新`, description: '雨'.repeat(600), instruction: `请${'留在校内'.repeat(20)}` },
});
const incident: PageIncident = {
  ...{ id: '7', kind: 'flood', level: 2, colour: 'orange', exercise: false, state: 'running', place: '永河大桥' },
  ...{ places: ['青溪县'], declaredAt: at, closedAt: null, nextUpdateAt: at },
  schools: Array.from({ length: 60 }, (_, n) => ({ id: `${n}`, name: `第${n}中心小学`, state: 'closed', at })),
  warning: { id: '1', expiresAt: '2026-12-01T01:00:00.000Z' },
  updates: Array.from({ length: 9 }, (_, n) => ({ id: `${n}`, at, level: 2, texts: texts(9 - n) })),
};
const page: StatusPage = {
  ...{ version: 1, site: '青溪县教育局', publicUrl: 'http://belfry.test', timeZone: 'Asia/Shanghai', revision: 1 },
  ...{ writtenAt: at, changesAt: null, running: [incident], past: [] },
};
const html = indexHtml(page, 'zh-CN');

/** As the folder is: files, and nothing behind them. */
const files: Record<string, [string, string]> = {
  '/status/': ['text/html; charset=utf-8', html],
  [`/status/${styleFile}`]: ['text/css; charset=utf-8', statusCss],
  [`/status/${scriptFile}`]: ['text/javascript; charset=utf-8', statusScript],
};
const server = createServer((request, response) => {
  const [type, content] = files[request.url ?? ''] ?? [];
  response.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain' }).end(content ?? '');
});
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function expectWhole(seen: Page): Promise<void> {
  const said = await seen.locator('main').innerText();
  for (const part of ['第9次更新', '请留在校内', '永河大桥', '第59中心小学', t('schoolState_closed')])
    expect(said).toContain(part);
  expect(await seen.getByRole('heading', { name: t('statusWhat') }).count()).toBe(1);
}

test('on a 2G line it can be read within four seconds', async () => {
  const { page: seen, context } = await visit({ language: 'zh-CN', width: 360, scripts: false });
  const line = await context.newCDPSession(seen);
  await line.send('Network.enable');
  // 250 kbit/s down, 50 up, 300 ms away: what browsers call a regular 2G.
  await line.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 300, downloadThroughput: 31_250, uploadThroughput: 6250 },
  });
  const begun = performance.now();
  await seen.goto(`${origin}/status/`, { waitUntil: 'load' });
  const took = performance.now() - begun;
  await expectWhole(seen);
  expect(took, 'the line was slow indeed').toBeGreaterThan(600);
  expect(took).toBeLessThan(4000);
});

test('without style sheet and script it is whole, in its order', async () => {
  const { page: seen } = await visit({ language: 'zh-CN', width: 360 });
  await seen.route(/\.(css|js)$/, (route) => route.abort());
  await seen.goto(`${origin}/status/`);
  await expectWhole(seen);
  const said = await seen.locator('body').innerText();
  const order = [t('statusRunning'), '第9次更新', t('statusWhat'), t('statusSchools'), '第8次更新', t('statusPast')];
  const places = order.map((part) => said.indexOf(part));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThanOrEqual(0);
});

test('on paper: all that matters, and no links that paper can’t follow', async () => {
  const { page: seen } = await visit({ language: 'zh-CN', width: 1280, scripts: false });
  await seen.goto(`${origin}/status/`);
  await seen.emulateMedia({ media: 'print' });
  await expectWhole(seen);
  expect(await seen.locator('nav').isVisible()).toBe(false);
  expect(await seen.locator('header a').isVisible()).toBe(false);
  expect(await seen.getByText(t('statusUrgent')).isVisible()).toBe(true);
});

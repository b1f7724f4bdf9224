/** Pictures of the guides in docs/guides, in both languages: docs/pictures/guides/NAME-en.png and NAME-zh.png. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { demoKeys } from '../../src/demo/cases.ts';

/** What bin/pictures lends: windows of people of the demo, and how a picture is kept small. */
export interface Studio {
  site: string;
  target: string;
  windowOf(look: { language: 'zh-CN' | 'en-GB'; width: 360 | 1280 }, role: string): Promise<BrowserContext>;
  noticeWithFigures(page: Page): Promise<string>;
  keep(picture: Buffer, path: string): Promise<number>;
}

interface Shot {
  name: string;
  role: string;
  width: 360 | 1280;
  /** Goes to the page. */
  open(page: Page, studio: Studio): Promise<void>;
}

/** Follows the first link that fits, from a page of the desk. */
function first(from: string, selector: string, then = ''): Shot['open'] {
  return async (page, { site }) => {
    await page.goto(site + from);
    const href = await page.locator(selector).first().getAttribute('href', { timeout: 10_000 });
    await page.goto(site + href + then);
  };
}

const at =
  (path: string): Shot['open'] =>
  async (page, { site }) =>
    void (await page.goto(site + path));
const inTable = 'main tbody th a';
/** The demo's first school, on the directory's page. */
const ofSchool = 'main a[href*="/organisations/"]:has-text("第一小学")';

const shots: readonly Shot[] = [
  { name: 'desk', role: 'Approver', width: 1280, open: at('/desk') },
  { name: 'draft', role: 'Press officer', width: 1280, open: first('/desk/notices?state=draft&text=校历', inTable) },
  {
    name: 'review',
    role: 'Approver',
    width: 1280,
    open: first('/desk/notices?state=in_review&text=开放日', inTable, '/review'),
  },
  {
    name: 'figures',
    role: 'Press officer',
    width: 1280,
    async open(page, studio) {
      await page.goto(await studio.noticeWithFigures(page));
    },
  },
  {
    name: 'school',
    role: 'Administrator',
    width: 1280,
    open: first('/desk/directory', ofSchool),
  },
  { name: 'class', role: 'Class teacher', width: 360, open: at('/desk/class-notices') },
  { name: 'class-notice', role: 'Class teacher', width: 360, open: first('/desk/class-notices', inTable) },
  { name: 'operations', role: 'Operator', width: 1280, open: at('/desk/operations') },
  {
    name: 'recordings',
    role: 'Press officer',
    width: 1280,
    open: first('/desk/notices?state=draft&text=校历', inTable, '/recordings'),
  },
  { name: 'urgent', role: 'Approver', width: 1280, open: first('/desk/notices?text=临时停水', inTable) },
  { name: 'templates', role: 'Press officer', width: 1280, open: at('/desk/notices/templates') },
  { name: 'series', role: 'Press officer', width: 1280, open: first('/desk/notices/series', inTable) },
  { name: 'approval-rules', role: 'Administrator', width: 1280, open: at('/desk/notices/approval-rules') },
  {
    name: 'replies',
    role: 'Head of a school',
    width: 1280,
    open: first('/desk/notices?text=研学', inTable, '/replies'),
  },
  { name: 'corrections', role: 'Administrator', width: 1280, open: at('/desk/directory/corrections') },
  {
    name: 'new-year',
    role: 'Administrator',
    width: 1280,
    open: first('/desk/directory', ofSchool, '/new-year'),
  },
  {
    name: 'passed-on',
    role: 'Head of a school',
    width: 1280,
    open: first('/desk/notices?state=in_review&text=核对家长', inTable, '/review'),
  },
  {
    name: 'pass-on',
    role: 'Class teacher',
    width: 360,
    open: first('/desk/class-notices/pass-on', 'main a[href*="/pass-on/"]'),
  },
  {
    name: 'listen',
    role: 'Class teacher',
    width: 360,
    open: first('/notices?text=校车线路', 'main a[href^="/notices/"]'),
  },
  { name: 'declare', role: 'Incident officer', width: 360, open: at('/desk/incidents/declare') },
  { name: 'incident', role: 'Incident officer', width: 1280, open: first('/desk/incidents', inTable) },
  { name: 'case', role: 'Second case handler', width: 1280, open: first('/desk/cases?state=accepted', inTable) },
  {
    name: 'sealed-kit',
    role: 'Ombudsperson',
    width: 1280,
    async open(page, { site }) {
      await page.goto(`${site}/desk/sealed/keys/new`);
      for (const field of ['#f-passphrase', '#f-repeat']) await page.locator(field).fill('never put into use');
      await page.locator('[data-make-go]').click();
      await page.locator('[data-make-second]').waitFor();
    },
  },
  {
    name: 'sealed-names',
    role: 'Ombudsperson',
    width: 1280,
    async open(page, { site }) {
      await page.goto(`${site}/desk/sealed`);
      await page.locator('#f-unlock').fill(demoKeys[0].passphrase);
      await page.locator('[data-unlock]').click();
      await page.locator('[data-open-name]:not([hidden])').nth(1).click();
      await page.locator('[data-person-name]').first().waitFor();
    },
  },
  { name: 'webhook', role: 'Administrator', width: 1280, open: first('/desk/webhooks', inTable) },
];

/** Takes all of them and says how large each is. */
export async function takeForGuides(studio: Studio): Promise<void> {
  mkdirSync(studio.target, { recursive: true });
  for (const language of ['zh-CN', 'en-GB'] as const) {
    for (const { name, role, width, open } of shots) {
      const window = await studio.windowOf({ language, width }, role);
      const page = await window.newPage();
      await open(page, studio);
      const file = `${name}-${language.slice(0, 2)}.png`;
      const bytes = await studio.keep(await page.screenshot(), join(studio.target, file));
      process.stdout.write(`docs/pictures/guides/${file} ${Math.round(bytes / 1024)} KB\n`);
      await window.close();
    }
  }
}

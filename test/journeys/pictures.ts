/** bin/pictures: what Belfry looks like, from a demonstration that it starts and ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { writeDistrictZip } from '../../src/demo/district.ts';
import { demoSeed } from '../../src/demo/fill.ts';
import type { DemoAddresses } from '../../src/demo/start.ts';
import { takeForGuides } from './guide-pictures.ts';

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    small: { type: 'boolean' },
    data: { type: 'string' },
    'only-readme': { type: 'boolean' },
    'only-guides': { type: 'boolean' },
  },
});
const size = values.small
  ? { schools: 3, pupils: 600, guardians: 1000, staff: 320 }
  : { schools: 30, pupils: 9000, guardians: 15_000, staff: 900 };
/** A picture for the README may weigh this much. */
const largest = 300 * 1024;

interface Look {
  language: 'zh-CN' | 'en-GB';
  width: 360 | 1280;
  dark?: boolean;
}

let browser: Browser;
let addresses: DemoAddresses;

/** A window in which somebody of the demo is signed in; `role` as the demo names it. */
async function windowOf(look: Look, role?: string): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: look.language,
    viewport: { width: look.width, height: look.width === 360 ? 780 : 900 },
    deviceScaleFactor: look.width === 360 ? 2 : 1,
    colorScheme: look.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  if (role) {
    const post = addresses.signIn.find((one) => one.role === role);
    if (!post) throw new Error(`The demo has no ${role}.`);
    const page = await context.newPage();
    await page.goto(post.url);
    await page.close();
  }
  return context;
}

/** Few colours and no more bytes than needed. */
async function keep(picture: Buffer, path: string): Promise<number> {
  const small = await sharp(picture).png({ palette: true, colours: 96, effort: 9 }).toBuffer();
  writeFileSync(path, small);
  return small.length;
}

/** The page of a notice that many have acknowledged, over several schools. */
async function noticeWithFigures(page: Page): Promise<string> {
  await page.goto(`${addresses.site}/desk/notices?state=published`);
  const rows = page.locator('main tbody tr', { has: page.locator('td:nth-of-type(4):not(:empty)') });
  for (const href of await rows
    .locator('th a')
    .evaluateAll((links) => links.map((a) => (a as HTMLAnchorElement).href))) {
    await page.goto(href);
    const third = page.locator('.figures > div:nth-child(3) dd');
    const acknowledged = (await third.count()) > 0 ? Number((await third.innerText()).replaceAll(',', '')) : 0;
    if (acknowledged > 100 && (await page.locator('main table tbody tr').count()) > 1) return href;
  }
  throw new Error('The demo shows no notice with figures.');
}

/** Uploads a roster that differs a little from the demo's, and gives the page of the difference. */
async function importWithDifference(page: Page, folder: string): Promise<string> {
  const zip = join(folder, '青禾县名册.zip');
  const schoolYear = Number(new Date().getFullYear()) - (new Date().getMonth() < 8 ? 1 : 0);
  await writeDistrictZip(zip, {
    seed: demoSeed,
    schoolYear,
    ...size,
    pupils: size.pupils + 60,
    guardians: size.guardians + 100,
  });
  await page.goto(`${addresses.site}/desk/directory/import`);
  await page.locator('[name="file"]').setInputFiles(zip);
  await Promise.all([page.waitForURL(/\/import\/\d+$/), page.locator('main form button').first().click()]);
  await page.locator('a[href$="/apply"]').waitFor({ timeout: 120_000 });
  return page.url();
}

async function takeForReadme(folder: string): Promise<{ office: string; difference: string }> {
  const target = join(root, 'docs/pictures');
  mkdirSync(target, { recursive: true });
  const take = async (
    name: string,
    context: BrowserContext,
    address: string,
    prepare?: (page: Page) => Promise<void>,
  ) => {
    const page = await context.newPage();
    await page.goto(address);
    await prepare?.(page);
    const bytes = await keep(await page.screenshot(), join(target, `${name}.png`));
    if (bytes > largest) throw new Error(`${name}.png has ${bytes} bytes, more than ${largest}.`);
    process.stdout.write(`docs/pictures/${name}.png ${Math.round(bytes / 1024)} KB\n`);
  };
  const phone = await windowOf({ language: 'zh-CN', width: 360 });
  await take('guardian-phone', phone, addresses.guardian?.url ?? '');
  const list = await phone.newPage();
  await list.goto(addresses.notices);
  await take('public-phone', phone, addresses.notices);
  const editor = await windowOf({ language: 'zh-CN', width: 1280 }, 'Press officer');
  const office = await noticeWithFigures(await editor.newPage());
  await take('office-desktop', editor, office);
  const administrator = await windowOf({ language: 'zh-CN', width: 1280 }, 'Administrator');
  const difference = await importWithDifference(await administrator.newPage(), folder);
  await take('import-desktop', administrator, difference);
  return { office, difference };
}

/** Every main page: name, who opens it, address. */
async function mainPages(office: string, difference: string): Promise<[string, string | undefined, string][]> {
  const { site } = addresses;
  const editor = await windowOf({ language: 'en-GB', width: 1280 }, 'Press officer');
  const administrator = await windowOf({ language: 'en-GB', width: 1280 }, 'Administrator');
  const teacher = await windowOf({ language: 'en-GB', width: 1280 }, 'Class teacher');
  const first = async (context: BrowserContext, from: string, selector: string) => {
    const page = await context.newPage();
    await page.goto(site + from);
    const href = await page.locator(selector).first().getAttribute('href', { timeout: 5000 });
    await page.close();
    return site + href;
  };
  const draft = await first(editor, '/desk/notices?state=draft', 'main tbody th a');
  const review = await first(editor, '/desk/notices?state=in_review', 'main tbody th a');
  const school = await first(administrator, '/desk/directory', 'main a[href*="/organisations/"]:has-text("第一小学")');
  const row = await first(editor, new URL(office).pathname, 'main tbody th a');
  const ownClass = await first(teacher, '/desk/class-notices', 'main tbody th a');
  const account = await first(administrator, '/desk/accounts', 'main tbody th a');
  const editing = ['', '/basics', '/text/zh-CN', '/attachments', '/audience', '/request', '/preview', '/check'];
  return [
    ['public-home', undefined, `${site}/`],
    ['public-list', undefined, addresses.notices],
    ['public-notice', undefined, await first(editor, '/notices', 'main a[href^="/notices/"]')],
    ['guardian', undefined, addresses.guardian?.url ?? ''],
    ['sign-in', undefined, `${site}/sign-in`],
    ['nowhere', undefined, `${site}/nowhere`],
    ['desk', 'Administrator', addresses.desk],
    ['account', 'Press officer', `${site}/account`],
    ['notices', 'Press officer', `${site}/desk/notices`],
    ...editing.map((room): [string, string, string] => [
      `draft${room.replaceAll('/', '-')}`,
      'Press officer',
      draft + room,
    ]),
    ['review', 'Approver', `${review}/review`],
    ['office', 'Press officer', office],
    ['office-school', 'Press officer', row],
    ['class-notices', 'Class teacher', `${site}/desk/class-notices`],
    ['class', 'Class teacher', ownClass],
    ['class-paper', 'Class teacher', `${ownClass}/paper`],
    ['directory', 'Administrator', `${site}/desk/directory`],
    ['directory-search', 'Administrator', `${site}/desk/directory?q=wang`],
    ['school', 'Administrator', school],
    ['terms', 'Administrator', `${site}/desk/directory/terms`],
    ['import', 'Administrator', `${site}/desk/directory/import`],
    ['import-difference', 'Administrator', difference],
    ['accounts', 'Administrator', `${site}/desk/accounts`],
    ['accounts-one', 'Administrator', account],
    ['invite', 'Administrator', `${site}/desk/accounts/invite?organisation=${school.split('/').at(-1)}`],
    ['audit', 'Auditor', `${site}/desk/audit`],
    ['operations', 'Operator', `${site}/desk/operations`],
  ];
}

async function takeAll(pages: [string, string | undefined, string][]): Promise<void> {
  const target = join(root, 'tmp/pictures');
  mkdirSync(target, { recursive: true });
  const looks: Look[] = [
    { language: 'zh-CN', width: 360 },
    { language: 'zh-CN', width: 1280 },
    { language: 'en-GB', width: 360 },
    { language: 'en-GB', width: 1280 },
    { language: 'zh-CN', width: 360, dark: true },
    { language: 'en-GB', width: 1280, dark: true },
  ];
  for (const look of looks) {
    const windows = new Map<string | undefined, BrowserContext>();
    for (const [name, role, address] of pages) {
      if (!windows.has(role)) windows.set(role, await windowOf(look, role));
      const page = await (windows.get(role) as BrowserContext).newPage();
      await page.goto(address);
      const file = `${name}-${look.language.slice(0, 2)}-${look.width}${look.dark ? '-dark' : ''}.png`;
      // A person looks at it for the layout, not for every row.
      const whole = await page.screenshot({ fullPage: true, clip: undefined });
      writeFileSync(join(target, file), whole);
      await page.close();
    }
    for (const context of windows.values()) await context.close();
  }
  process.stdout.write(`${pages.length * looks.length} pictures in tmp/pictures\n`);
}

/** Starts `belfry demo`; its first line of output says where everything is. */
function startDemo(folder: string): Promise<{ demo: ChildProcess; addresses: DemoAddresses }> {
  const small = values.small ? ['--small'] : [];
  const arguments_ = ['demo', '--json', '--port', '0', '--data', folder, ...small];
  const demo = spawn(join(root, 'bin/belfry'), arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let said = '';
    demo.once('exit', (code) => reject(new Error(`belfry demo ended with ${code}.`)));
    demo.stdout?.on('data', (piece: Buffer) => {
      said += piece;
      if (said.includes('\nready ')) resolve({ demo, addresses: JSON.parse(said.split('\n')[0] as string) });
    });
  });
}

const folder = mkdtempSync(join(tmpdir(), 'belfry-pictures-'));
const started = await startDemo(values.data ?? join('/var/tmp', `belfry-pictures-${process.pid}`));
addresses = started.addresses;
try {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const studio = {
    site: addresses.site,
    target: join(root, 'docs/pictures/guides'),
    windowOf,
    noticeWithFigures,
    keep,
  };
  if (!values['only-readme']) await takeForGuides(studio);
  if (!values['only-guides']) {
    const { office, difference } = await takeForReadme(folder);
    if (!values['only-readme']) await takeAll(await mainPages(office, difference));
  }
  await browser.close();
} finally {
  started.demo.removeAllListeners('exit');
  started.demo.kill('SIGTERM');
  await new Promise((resolve) => started.demo.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
  if (!values.data) rmSync(join('/var/tmp', `belfry-pictures-${process.pid}`), { recursive: true, force: true });
}

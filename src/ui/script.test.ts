import { existsSync, readFileSync } from 'node:fs';
import { type Browser, chromium, type Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

const script = readFileSync(new URL('../../public/belfry.js', import.meta.url), 'utf8');
const programs = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

let browser: Browser;
let tab: Tab;
let body = '';
let fragments: (string | number)[] = [];
let asked: string[] = [];

beforeAll(async () => {
  const executablePath = programs.find((path) => existsSync(path));
  if (!executablePath) throw new Error('These tests need a browser: install the package chromium-headless-shell');
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(() => browser?.close());

beforeEach(async () => {
  fragments = [];
  asked = [];
  const context = await browser.newContext();
  tab = await context.newPage();
  await tab.route('http://belfry.test/**', async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    asked.push(`${request.method()} ${pathname}`);
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: `<!doctype html>${body}` });
    if (pathname === '/fragment') {
      const next = fragments.shift() ?? 404;
      return typeof next === 'number' ? route.fulfill({ status: next }) : route.fulfill({ body: next });
    }
    // An answer that never comes, as on a slow network.
    return undefined;
  });
});

async function show(html: string): Promise<void> {
  body = `<meta charset="utf-8">${html}<script>${script}</script>`;
  await tab.goto('http://belfry.test/');
}

test('the error summary has the focus', async () => {
  await show('<body><div id="s" tabindex="-1" data-focus>!</div>');
  expect(await tab.evaluate(() => document.activeElement?.id)).toBe('s');
});

test('a second click does not send a form twice', async () => {
  await show('<body><form method="post" action="/slow"><button>Send</button></form>');
  // By the page itself: a click from outside would wait for the answer.
  await tab.evaluate(() => {
    const click = () => document.querySelector('button')?.click();
    click();
    setTimeout(click, 50);
  });
  await tab.waitForTimeout(300);
  expect(asked.filter((line) => line === 'POST /slow')).toHaveLength(1);
});

test('a live piece follows its address until the end', async () => {
  fragments = ['<p>2 of 3</p>', 503, '<p>3 of 3</p><span hidden data-live-end=""></span>', '<p>never</p>'];
  await show('<body><div data-live="/fragment" data-every="0.05"><p>1 of 3</p></div>');
  await tab.getByText('3 of 3').waitFor();
  await tab.waitForTimeout(200);
  expect(await tab.textContent('[data-live]')).toBe('3 of 3');
  expect(fragments).toEqual(['<p>never</p>']);
});

test('a live piece stays as it is when the reader was signed out', async () => {
  fragments = [403, '<p>never</p>'];
  await show('<body><div data-live="/fragment" data-every="0.05"><p>1 of 3</p></div>');
  await tab.waitForTimeout(300);
  expect(await tab.textContent('[data-live]')).toBe('1 of 3');
  expect(fragments).toEqual(['<p>never</p>']);
});

const staff = `<body data-shortcuts="Keys" data-shortcuts-search="Search" data-shortcuts-help="This list" data-shortcuts-close="Close">
  <a href="#notices" data-shortcut="g n">Notices</a><input type="search"><textarea></textarea>`;

test('keys lead to pages and to the search, but not while somebody writes', async () => {
  await show(staff);
  await tab.focus('textarea');
  await tab.keyboard.type('gn/?');
  expect(await tab.inputValue('textarea')).toBe('gn/?');
  expect(tab.url()).not.toContain('#notices');
  await tab.evaluate(() => (document.activeElement as HTMLElement).blur());
  await tab.keyboard.type('gn');
  expect(tab.url()).toContain('#notices');
  await tab.keyboard.type('/');
  expect(await tab.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
});

test('a question mark lists the keys in the words of the page', async () => {
  await show(staff);
  await tab.keyboard.type('?');
  const text = await tab.textContent('dialog');
  for (const word of ['Keys', 'Search', 'This list', 'g n', 'Notices']) expect(text).toContain(word);
  await tab.getByRole('button', { name: 'Close' }).click();
  expect(await tab.locator('dialog').count()).toBe(0);
});

test('without words there are no keys', async () => {
  await show('<body><a href="#notices" data-shortcut="g n">Notices</a>');
  await tab.keyboard.type('gn?');
  expect(tab.url()).not.toContain('#notices');
  expect(await tab.locator('dialog').count()).toBe(0);
});

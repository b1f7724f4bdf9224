import { existsSync, readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import { type Browser, chromium, type Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Button } from './button/button.tsx';
import { Radios } from './field/choices.tsx';
import { Select, TextField } from './field/field.tsx';
import { findExamples } from './find-examples.ts';
import { gallery } from './gallery.tsx';
import { Page } from './page/page.tsx';
import { stylesheet } from './stylesheet.ts';

const site = 'http://belfry.test/';
const script = readFileSync(new URL('../../public/belfry.js', import.meta.url), 'utf8');
const programs = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];
const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const;

const parts = await findExamples();
const pages = new Map<string, string>();
for (const { part, examples } of parts) {
  for (const { name, render } of examples) {
    const html = String(await render());
    pages.set(`${part}: ${name}`, html.startsWith('<html') ? `<!doctype html>${html}` : await framed(part, html));
  }
}
pages.set('gallery', await gallery('zh-CN'));
// What a browser looks at: the whole pages, and all the small parts at once.
const sights = [...pages.keys()].filter((name) => name === 'gallery' || name.startsWith('page: '));

let browser: Browser;

beforeAll(async () => {
  const executablePath = programs.find((path) => existsSync(path));
  if (!executablePath) throw new Error('These tests need a browser: install the package chromium-headless-shell');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
  browser = await chromium.launch({ executablePath, args: [...args, '--disable-sync', '--no-first-run'] });
});

afterAll(() => browser?.close());

test('there are examples of every part', () => {
  expect(parts.length).toBeGreaterThan(25);
  expect(sights.length).toBeGreaterThan(4);
  expect(parts.filter(({ examples }) => examples.length === 0)).toEqual([]);
});

test('a control without a name does not compile', () => {
  // The compiler is the test: it fails where an expected error is missing.
  const nameless = [
    // @ts-expect-error no label
    () => TextField({ name: 'a' }),
    // @ts-expect-error no label
    () => Select({ name: 'a', options: [] }),
    // @ts-expect-error no legend
    () => Radios({ name: 'a', items: [] }),
    // @ts-expect-error no text
    () => Button({ kind: 'main' }),
  ];
  expect(nameless).toHaveLength(4);
});

test('every example is valid HTML', () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      // How hono/jsx writes it.
      'void-style': 'off',
      'attribute-boolean-style': 'off',
      'attribute-empty-style': 'off',
      'doctype-style': ['error', { style: 'lowercase' }],
      // Titles of notices are as long as the office wrote them.
      'long-title': 'off',
      // Phone numbers stand in text as people write them.
      'tel-non-breaking': 'off',
      // Only in <noscript>; with scripts a Live part keeps the page fresh and the reader's place.
      'meta-refresh': 'off',
      // Our own files from our own address.
      'require-sri': 'off',
      'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
      // They say how urgent something is, which no element does.
      'prefer-native-element': ['error', { exclude: ['alert', 'status'] }],
    },
  });
  const wrong = [...pages].flatMap(([name, html]) =>
    validator
      .validateStringSync(html)
      .results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${name}: ${ruleId}: ${message}`)),
  );
  expect(wrong).toEqual([]);
});

for (const look of looks) {
  test(`axe finds nothing at ${look.width} px, ${look.colorScheme}`, { timeout: 60_000 }, async () => {
    const found: string[] = [];
    const tab = await open(look);
    for (const name of sights) {
      await visit(tab, name);
      const { violations } = await new AxeBuilder({ page: tab })
        .setLegacyMode()
        .options({ resultTypes: ['violations'] })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      found.push(...violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`));
    }
    expect(found).toEqual([]);
  });
}

test('nothing is cut off at 400 % zoom, which is 320 px', { timeout: 60_000 }, async () => {
  const wide: string[] = [];
  const tab = await open({ width: 320, colorScheme: 'light' });
  for (const name of sights) {
    await visit(tab, name);
    const width = await tab.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) wide.push(`${name}: ${width}`);
  }
  expect(wide).toEqual([]);
});

test('whatever is touched is 44 px high', { timeout: 60_000 }, async () => {
  const small = new Set<string>();
  const tab = await open({ width: 360, colorScheme: 'light' });
  for (const name of sights) {
    await visit(tab, name);
    const low = await tab.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, .field > input, select, summary, nav a, .button, .site')]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    for (const html of low) small.add(html);
  }
  expect([...small]).toEqual([]);
});

test('a public page weighs 50 KB at most, its style 20 KB, its script 4 KB', () => {
  const [, html = ''] = [...pages].find(([name]) => name.includes('notice-for-a-guardian')) ?? [];
  const bytes = (text: string) => Buffer.byteLength(text);
  expect(html).not.toBe('');
  expect(bytes(stylesheet())).toBeLessThan(20 * 1024);
  expect(bytes(script)).toBeLessThan(4 * 1024);
  expect(bytes(html) + bytes(stylesheet()) + bytes(script)).toBeLessThan(50 * 1024);
});

async function framed(part: string, html: string): Promise<string> {
  const { raw } = await import('hono/html');
  const page = (
    <Page lang="zh-CN" title={part} siteName="Belfry" skipText="跳到正文" languages={[]} languagesLabel="语言">
      {html.includes('<h1') ? '' : <h1>{part}</h1>}
      {raw(html)}
    </Page>
  );
  return `<!doctype html>${await page.toString()}`;
}

async function open(look: { width: number; colorScheme: 'light' | 'dark' }): Promise<Tab> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 800 },
    colorScheme: look.colorScheme,
  });
  const tab = await context.newPage();
  await tab.route(`${site}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/assets/belfry.css') return route.fulfill({ contentType: 'text/css', body: stylesheet() });
    if (pathname === '/assets/belfry.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    const body = pages.get(decodeURIComponent(pathname.slice(1)));
    return body ? route.fulfill({ contentType: 'text/html; charset=utf-8', body }) : route.fulfill({ status: 404 });
  });
  return tab;
}

async function visit(tab: Tab, name: string): Promise<void> {
  await tab.goto(site + encodeURIComponent(name));
}

/** A real browser (Debian's headless shell of chromium) for journeys. A page that logs an error, throws or lacks a file fails its test. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { afterFile } from './after-file.ts';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What the browser complained about so far. */
  complaints: string[];
}

export interface VisitOptions {
  scripts?: boolean;
  language?: 'zh-CN' | 'en-GB';
  /** 360 (a phone) or 1280 (a desk). */
  width?: 360 | 1280;
  dark?: boolean;
}

let browser: Browser | undefined;

afterFile.push(async () => {
  await browser?.close();
  browser = undefined;
});

/** Opens a fresh browser context; closed with the browser after the test file. */
export async function visit(options: VisitOptions = {}): Promise<Visit> {
  browser ??= await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: quiet });
  const width = options.width ?? 1280;
  const context = await browser.newContext({
    javaScriptEnabled: options.scripts ?? true,
    locale: options.language ?? 'zh-CN',
    viewport: { width, height: width === 360 ? 740 : 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  return { page, context, complaints };
}

/** WCAG 2.2 A and AA by axe; needs scripts in the context. */
export async function expectAccessible(page: Page): Promise<void> {
  // In one piece: the other way opens a page for each look, to join what frames have found, and we have no frames.
  const result = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(result.passes.length, 'axe checked something').toBeGreaterThan(0);
  const found = result.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
  expect(found, `axe on ${new URL(page.url()).pathname}: ${found.join('; ')}`).toEqual([]);
}

/** Nothing may stick out sideways: on a phone one scrolls down only. Wide tables scroll in their own region. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `sideways scroll of ${new URL(page.url()).pathname} in pixels`).toBeLessThanOrEqual(0);
}

/** Keeps a picture of the whole page under tmp/pictures, to be looked at by people. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, '../../tmp/pictures');
  mkdirSync(folder, { recursive: true });
  const take = () => page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  // Once in some thousand pictures the browser says "Unable to capture screenshot" on a busy machine; a second refusal is a fault.
  await take().catch((error: Error) => {
    if (!error.message.includes('Unable to capture screenshot')) throw error;
    return take();
  });
}

/** The district's administrator imports a roster in the browser: with scripts and without, in both languages. */
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { filesOf, makeRoster, rosterZip } from '../../src/features/directory/roster/fixture.ts';
import { testBelfry } from '../support/belfry.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, type Visit, visit } from '../support/browser.ts';
import { type Cast, cookieOf, makeCast } from '../support/cast.ts';

const { url, database } = await testBelfry();
let cast: Cast;
let folder: string;

beforeAll(async () => {
  cast = await makeCast(database);
  folder = await mkdtemp(join(tmpdir(), 'belfry-roster-'));
});

async function signedIn(options: Parameters<typeof visit>[0]): Promise<Visit> {
  const seen = await visit(options);
  const cookie = await cookieOf(database, cast.members['bureau.administrator'], new Date(Date.now()));
  const [name = '', value = ''] = cookie.split('=');
  await seen.context.addCookies([{ name, value, url }]);
  return seen;
}

function zipFile(
  name: string,
  schools: number,
  change: (files: Record<string, string | Uint8Array>) => void = () => undefined,
): string {
  const files = filesOf(makeRoster({ schools, classes: 3, pupils: 8 }));
  change(files);
  const path = join(folder, name);
  writeFileSync(path, rosterZip(files));
  return path;
}

async function look(page: Page, name: string, scripts: boolean): Promise<void> {
  await expectNoSidewaysScroll(page).catch((error) => {
    if (scripts) throw error;
  });
  if (scripts) await expectAccessible(page);
  await picture(page, name);
}

test.each([
  {
    language: 'zh-CN',
    width: 1280,
    scripts: true,
    schools: 3,
    apply: '确认应用',
    upload: '上传并查看差异',
    go: '应用',
  },
  {
    language: 'en-GB',
    width: 360,
    scripts: true,
    schools: 1,
    apply: 'Apply it',
    upload: 'Upload and compare',
    go: 'Apply',
  },
  {
    language: 'zh-CN',
    width: 360,
    scripts: false,
    schools: 2,
    apply: '确认应用',
    upload: '上传并查看差异',
    go: '应用',
  },
] as const)(
  '$language at $width px, scripts $scripts',
  async ({ language, width, scripts, schools, apply, upload, go }) => {
    const { page, complaints } = await signedIn({ language, width, scripts });
    const shot = (name: string) => look(page, `roster-${language}-${width}-${name}`, scripts);
    await page.goto(`${url}/desk/directory/import`);
    await shot('home');

    await page.setInputFiles(
      'input[type=file]',
      zipFile('mistakes.zip', schools, (files) => {
        files['roles.csv'] = (files['roles.csv'] as string)
          .replace(',principal,', ',wizard,')
          .replace(',,student,', ',2026-02-30,student,');
      }),
    );
    await page.getByRole('button', { name: upload }).click();
    await page
      .getByRole('cell', { name: 'beginDate' })
      .or(page.getByText('roles.csv'))
      .first()
      .waitFor({ timeout: 20_000 });
    await shot('mistakes');

    await page.goto(`${url}/desk/directory/import`);
    await page.setInputFiles('input[type=file]', zipFile('autumn.zip', schools));
    await page.getByRole('button', { name: upload }).click();
    await page.getByRole('link', { name: go, exact: true }).waitFor({ timeout: 20_000 });
    await shot('difference');
    await page.locator('a[href*="kind=people"]').first().click();
    await shot('changes');
    await page.goBack();
    await page.getByRole('link', { name: go, exact: true }).click();
    await shot('confirm');
    if (await page.locator('#f-removal').count()) {
      await page.getByRole('button', { name: apply }).click();
      await shot('unconfirmed');
      await page.locator('#f-removal').check();
    }
    await page.getByRole('button', { name: apply }).click();
    await page.locator('.banner.success').waitFor({ timeout: 20_000 });
    await shot('applied');
    await page.goto(`${url}/desk/directory/import`);
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(1);
    await shot('history');
    // The refused form answers 422, which the browser counts as an error of the page.
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([]);
  },
);

/** What families choose behind their own link, and what the desk sees of it: axe, no sideways scroll, a picture. */
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signWishes } from '../../src/features/delivery/feature.ts';
import { writePurpose } from '../../src/features/directory/consents/actions.ts';
import { consentPaths } from '../../src/features/directory/consents/paths.ts';
import { decideConsent } from '../../src/features/directory/feature.ts';
import { paths } from '../../src/features/directory/paths.ts';
import { turnedOffPath } from '../../src/features/directory/turned-off/paths.ts';
import { value } from '../../src/features/notices/factory.ts';
import { ownConsentsPath, wishesPath } from '../../src/features/notices/paths.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, visit } from '../support/browser.ts';
import type { CastName } from '../support/cast.ts';
import { noticeScene } from '../support/notices.ts';

const scene = await noticeScene({
  BELFRY_SITE_NAME: '清溪县教育局',
  BELFRY_SMS_URL: 'http://127.0.0.1:9/sms',
  BELFRY_SMS_TOKEN: 'x',
});
const { app, cast, clock, db, services, cookie } = scene;
const { mother, father, pupil } = cast.separated;
const schoolClass = cast.north.classes[0]!;

let origin = '';
let childName = '';
const token = () =>
  signWishes(services.secrets, {
    ...{ personId: mother, epoch: 0 },
    until: Math.floor(clock.now().getTime() / 1000) + 3600,
  });

beforeAll(async () => {
  const server = serve({ fetch: app.fetch, port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  afterAll(() => new Promise((resolve) => server.close(() => resolve(undefined))));

  const by = {
    ...{ accountId: cast.members['bureau.administrator'].accountId, organisationId: cast.district.id },
    at: clock.now(),
  };
  const texts = {
    'zh-CN': {
      name: '在学校网站和公众号发布活动照片',
      data: '照片、班级（不含姓名）',
      necessity: '向家长和社会介绍学校活动，没有照片难以说明。',
      effect: '照片公开后可能被他人保存。不同意的，不拍摄或打上马赛克，不影响孩子参加活动。',
    },
    en: {
      name: 'Pictures of school events on the web site',
      data: 'Picture and class, no name',
      necessity: 'To show what the school does.',
      effect: 'Others may keep a picture that was public. If you refuse, the child still takes part and is not shown.',
    },
  };
  await db.transaction().execute(async (trx) => {
    const purpose = value(await writePurpose(trx, by, null, texts));
    value(await writePurpose(trx, by, null, { 'zh-CN': { ...texts['zh-CN'], name: '校报和公众号刊登学生作品' } }));
    return purpose;
  });
  const { rows } = await sql<{ id: number }>`select id from consent_purpose order by id`.execute(db);
  const [first, second] = rows.map((row) => row.id) as [number, number];
  const versions = new Map([
    [first, 1],
    [second, 1],
  ]);
  value(await decideConsent(services, father, pupil, new Map([[first, false]]), versions));
  value(await decideConsent(services, mother, pupil, new Map([[first, true]]), versions));
  await sql`update person set refused_kinds = array['activity:sms'] where id = ${mother}`.execute(db);
  await sql`update contact_point set created_at = '2026-09-01', bounced_at = ${clock.now()}, bounce_reason = '550 5.1.1'
    where person_id = any (${schoolClass.guardians.slice(0, 5)}::int8[])`.execute(db);
  const name = await sql<{ name: string }>`select full_name as name from person where id = ${pupil}`.execute(db);
  childName = name.rows[0]!.name;
});

interface Stop {
  name: string;
  path: () => string;
  as?: CastName;
  fill?: boolean;
}

const stops: Stop[] = [
  { name: 'wishes', path: () => wishesPath(token()) },
  { name: 'wishes saved', path: () => `${wishesPath(token())}?saved=yes` },
  { name: 'wishes too late', path: () => wishesPath('too-late-and-not-signed-here') },
  { name: 'consents before the name', path: () => ownConsentsPath(token()) },
  { name: 'consents of a child', path: () => ownConsentsPath(token()), fill: true },
  { name: 'turned off, teacher', path: () => turnedOffPath(), as: 'north.teacher' },
  { name: 'turned off, office', path: () => turnedOffPath(), as: 'north.administrator' },
  { name: 'turned off, bureau', path: () => turnedOffPath(), as: 'bureau.administrator' },
  { name: 'consents of a class', path: () => consentPaths.ofClass(schoolClass.organisation.id), as: 'north.teacher' },
  { name: 'purposes', path: () => consentPaths.list(), as: 'bureau.administrator' },
  { name: 'a purpose', path: () => consentPaths.add(), as: 'bureau.administrator' },
  { name: 'leaving', path: () => paths.leave(pupil), as: 'north.administrator' },
  { name: 'a guardian', path: () => paths.person(mother), as: 'north.administrator' },
  { name: 'a class', path: () => paths.organisation(schoolClass.organisation.id), as: 'north.teacher' },
];

for (const language of ['zh-CN', 'en-GB'] as const) {
  for (const width of [360, 1280] as const) {
    test(`${language} at ${width}`, { timeout: 180_000 }, async () => {
      for (const { name, path, as, fill } of stops) {
        clock.pass(120_000);
        const { page, context, complaints } = await visit({ language, width });
        if (as) {
          const [key = '', own = ''] = (await cookie(as)).split('=');
          await context.addCookies([{ name: key, value: own, url: origin }]);
        }
        await page.goto(origin + path());
        if (fill) {
          await page.locator('input[name=child]').fill(childName);
          await page.locator('button[name=act]').click();
          await page.locator('input[type=radio]').first().waitFor();
        }
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        await picture(page, `families ${name} ${language} ${width}`);
        // A page that says it is gone is answered with 410, which the browser reports.
        expect(complaints.filter((one) => !one.includes('410'))).toEqual([]);
        await context.close();
      }
    });
  }
}

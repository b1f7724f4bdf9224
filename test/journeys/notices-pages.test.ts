/** Every page of notices in both languages, on a phone and on a desk: axe, no sideways scroll, a picture to look at. */
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publish, schedule, withdraw } from '../../src/features/notices/actions/publish.ts';
import { returnToAuthor, submit } from '../../src/features/notices/actions/review.ts';
import { makeApproved, makeDraft, makePublished, value } from '../../src/features/notices/factory.ts';
import { expectAccessible, expectNoSidewaysScroll, picture, visit } from '../support/browser.ts';
import type { CastName } from '../support/cast.ts';
import { noticeScene } from '../support/notices.ts';

const scene = await noticeScene({ BELFRY_SITE_NAME: '清溪县教育局' });
const { app, cast, clock, db, services, spec, linkOf, expandAll, deliver, cookie } = scene;

let origin = '';
const paths: { name: string; path: string; as?: CastName; both?: boolean }[] = [];

const body = [
  '各位家长：',
  '自11月30日（星期一）起，全县中小学上午到校时间推迟二十分钟，调整为**8:20**。校车相应顺延，站点不变。',
  '## 提前到校',
  '因路远需要提前到校的学生，学校7:40开放教室并安排值班教师。',
  '1. 幼儿园同步调整\n2. 下午放学时间不变',
  '|学校|原时间|现时间|\n|-|-|-|\n|小学|8:00|8:20|\n|中学|7:50|8:10|',
  '详见[校历](https://example.org/calendar)。',
].join('\n\n');
const tibetan =
  'ཁྱིམ་བདག་རྣམས་ལ། ཟླ་བ་བཅུ་གཅིག་པའི་ཚེས་སུམ་ཅུ་ནས་བཟུང་། རྫོང་ཡོངས་ཀྱི་སློབ་ཆུང་དང་སློབ་འབྲིང་གི་སློབ་ཐུན་འགོ་འཛུགས་པའི་དུས་ཚོད་སྐར་མ་ཉི་ཤུ་འཕྱིས་རྒྱུ་ཡིན།';

beforeAll(async () => {
  const server = serve({ fetch: app.fetch, port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  afterAll(() => new Promise((resolve) => server.close(() => resolve(undefined))));

  const texts = [
    { language: 'zh-CN' as const, title: '关于冬季作息时间调整的通知', body },
    {
      language: 'en' as const,
      title: 'Winter school hours',
      body: 'From 30 November school begins twenty minutes later, at **8:20**.',
    },
    { language: 'bo' as const, title: 'དགུན་ཁའི་སློབ་ཐུན་དུས་ཚོད་བརྗེ་སྒྱུར་སྐོར་གྱི་བརྡ་ཐོ།', body: tibetan },
  ];
  const full = { ...spec, texts };
  const draft = await makeDraft(services, {
    ...full,
    exclude: [{ organisationId: cast.south.grade.id, role: 'guardians' }],
  });
  const returned = await makeDraft(services, full);
  value(await submit(services, spec.author, returned.id, returned.revision));
  value(await returnToAuthor(services, spec.approver, returned.id, '请补充校车时间。'));
  const waiting = await makeDraft(services, full);
  value(await submit(services, spec.author, waiting.id, waiting.revision));
  const approved = await makeApproved(services, full);
  const scheduled = await makeApproved(services, full);
  value(await schedule(services, spec.author, scheduled, new Date(clock.now().getTime() + 86_400_000)));
  await sql`update contact_point set bounced_at = now() where person_id = any (${cast.north.classes[0]?.guardians.slice(0, 7) ?? []}::bigint[])`.execute(
    db,
  );
  const gone = await makePublished(services, { ...full, number: '清教办〔2026〕40号' });
  value(await withdraw(services, spec.author, gone.id, '时间有误，请以新通知为准。'));
  const out = await makePublished(services, full);
  await expandAll();
  await deliver(out.messageId);
  for (const { guardians } of [...cast.north.classes, ...cast.south.classes]) {
    for (const guardian of guardians.slice(0, 7))
      await app.request(linkOf(out.messageId, guardian), { method: 'POST' });
  }
  const counting = await makeApproved(services, full);
  value(await publish(services, spec.author, counting));

  const own = cast.north.classes[0]?.organisation.id as number;
  const desk = (id: number, room = '') => `/desk/notices/${id}${room}`;
  const editor = 'bureau.editor' as const;
  const add = (name: string, path: string, as?: CastName, both = true) => paths.push({ name, path, as, both });
  add('home', '/');
  add('public-list', '/notices');
  add('public-notice', `/notices/${out.id}`);
  add('public-notice-bo', `/notices/${out.id}?lang=bo`);
  add('public-withdrawn', `/notices/${gone.id}`);
  add('personal', linkOf(out.messageId, cast.separated.mother));
  add('personal-bo', `${linkOf(out.messageId, cast.separated.mother)}?lang=bo`);
  add('personal-done', linkOf(out.messageId, cast.north.classes[1]?.guardians[0] as number));
  add('personal-ended', linkOf(out.messageId, cast.separated.mother, 3));
  add('list', '/desk/notices', editor);
  add('list-empty', '/desk/notices?text=zzzz', editor);
  add('new', '/desk/notices/new', editor);
  add('draft', desk(draft.id), editor);
  add('returned', desk(returned.id), editor);
  for (const room of [
    'basics',
    'text/zh-CN',
    'text/bo',
    'attachments',
    'audience',
    'audience/unreachable',
    'request',
    'check',
    'discard',
  ]) {
    add(`draft-${room.replace('/', '-')}`, desk(draft.id, `/${room}`), editor);
  }
  for (const channel of ['web', 'mail', 'text', 'sms']) {
    add(
      `preview-${channel}`,
      `${desk(draft.id, '/preview')}?channel=${channel}&language=${channel === 'sms' ? 'qxs' : 'bo'}`,
      editor,
    );
  }
  add('review', desk(waiting.id, '/review'), 'bureau.approver');
  add('approved', desk(approved), editor);
  add('publish', desk(approved, '/publish'), editor);
  add('scheduled', desk(scheduled), editor);
  add('countdown', desk(counting), editor);
  add('office', desk(out.id), editor);
  add('school', desk(out.id, `/schools/${cast.north.organisation.id}`), editor);
  add('office-of-school', desk(out.id), 'north.editor');
  add('remind', desk(out.id, '/remind'), editor);
  add('withdraw', desk(out.id, '/withdraw'), editor);
  add('paper', desk(out.id, '/paper'), 'north.editor');
  add('withdrawn', desk(gone.id), editor);
  add('class-list', '/desk/class-notices', 'north.teacher');
  add('class', `/desk/class-notices/${out.id}/${own}`, 'north.teacher');
  add('class-paper', `/desk/class-notices/${out.id}/${own}/paper`, 'north.teacher');
});

/** Pages in small portions, so that a slow machine is not taken for a hung one. */
const portions = [0, 1, 2, 3];

test.each(portions.flatMap((portion) => (['zh-CN', 'en-GB'] as const).map((language) => ({ portion, language }))))(
  'pages of $language, portion $portion',
  async ({ portion, language }) => {
    const wide = await visit({ language, width: 1280 });
    const narrow = await visit({ language, width: 360 });
    const trouble: string[] = [];
    expect(paths.length).toBeGreaterThan(35);
    for (const { name, path, as } of paths.filter((_, index) => index % portions.length === portion)) {
      for (const { page, context } of [wide, narrow]) {
        await context.clearCookies();
        if (as) {
          const [key, value] = (await cookie(as)).split('=') as [string, string];
          await context.addCookies([{ name: key, value, url: origin }]);
        }
        const answer = await page.goto(origin + path);
        if (!answer || ![200, 410].includes(answer.status())) trouble.push(`${name}: ${answer?.status()}`);
        await picture(page, `notices-${name}-${language}-${page.viewportSize()?.width}`);
        await expectNoSidewaysScroll(page).catch((error: Error) => trouble.push(`${name}: ${error.message}`));
      }
      await expectAccessible(wide.page).catch((error) => trouble.push(`${name}: ${error.message} ${error.actual}`));
    }
    await wide.context.close();
    await narrow.context.close();
    expect(trouble).toEqual([]);
    // A link that has ended answers 410, and a browser notes that.
    const complaints = [...wide.complaints, ...narrow.complaints].filter((line) => !line.includes('410'));
    expect(complaints).toEqual([]);
  },
  240_000,
);

/**
 * What is in hand on the day on which the demo starts, done by the notices feature's own acts: a draft, one in review,
 * one scheduled, one that goes out now and is passed on, and what took other ways.
 */

import { seedAbsences, seedPasskeys } from '#features/accounts/seed.ts';
import {
  addClauses,
  approve,
  type By,
  createNotice,
  languageOrder,
  publish,
  saveRequest,
  saveText,
  schedule,
  stopWindow,
  submit,
} from '#features/notices/seed.ts';
import { chooseNumber } from '#features/notices/seed-numbers.ts';
import { planReminders } from '#features/notices/seed-workflow.ts';
import { reachOf } from '#platform/access.ts';
import { endOfLocalDay, fixedClock, localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import type { NoticeContent } from './contents/content.ts';
import { draft, freshNotice, inReview, scheduled } from './contents/current.ts';
import { expected, type Filled } from './fill.ts';
import { chooseDigests, gatherSeries, passOn, publishInHaste, returnOne } from './passing.ts';
import { audienceOf, officeOf, type Place } from './places.ts';
import { worded } from './wording.ts';
import { seedWorkflow } from './workflow.ts';

type Content = Omit<NoticeContent, 'on'>;

interface Written {
  id: number;
  revision: number;
  author: By;
  approver: By;
}

/** Writes them, and sends the fresh one: its mails leave at once. Returns its number. */
export async function startBusiness(services: Services, filled: Filled): Promise<number> {
  const { timeZone } = services.config;
  const today = localDate(services.clock.now(), timeZone);
  const write = (content: Content, day: string) => writeDraft(services, filled, content, day, today);

  await write(draft, addDays(today, 5));

  // Written, translated, and then the Chinese was changed once more.
  const opening = addDays(today, 3);
  const { before, ...now } = inReview;
  const review = await write({ ...now, texts: { ...now.texts, 'zh-CN': before } }, opening);
  const text = { language: 'zh-CN', ...worded(now.texts['zh-CN'], 'zh-CN', opening, '') } as const;
  const changed = expected(await saveText(services, review.author, review.id, review.revision, text));
  expected(await submit(services, review.author, review.id, changed.revision, { olderConfirmed: true }));

  const later = await write(scheduled, addDays(today, 2));
  await agree(services, later);
  const eight = new Date(endOfLocalDay(addDays(today, 1), timeZone).getTime() + 1 + 8 * 3_600_000);
  expected(await schedule(services, later.author, later.id, eight));

  await chooseDigests(services);
  const fresh = await write(freshNotice, today);
  expected(await planReminders(services, fresh.author, fresh.id, { days: [3, 1], hour: 9 }));
  await agree(services, fresh);
  // The minute in which it could be stopped is over when the demo says that it is ready.
  const clicked = fixedClock(new Date(services.clock.now().getTime() - stopWindow));
  expected(await publish({ ...services, clock: clicked }, fresh.author, fresh.id));
  await passOn(services, filled, fresh.id);
  const post = (key: string) => filled.staff.shown.find((one) => one.key === key)?.accountId as number;
  const past = (of: Services, content: Content) =>
    writeDraft(of, filled, content, localDate(of.clock.now(), timeZone), today);
  const chief = by(
    filled.staff.shown.find((one) => one.key === 'administrator')?.accountId as number,
    filled.places.bureau,
  );
  await seedWorkflow(services, filled.places.bureau, chief, past);
  await publishInHaste(services, past);
  await returnOne(services, past);
  await gatherSeries(services, filled.places.departments.get('学校安全管理股') as Place, chief);
  await seedPasskeys(services, [
    { accountId: post('administrator'), name: '办公室电脑', daysAgo: 120 },
    { accountId: post('administrator'), name: '手机', daysAgo: 30 },
    { accountId: post('approver'), name: '值班室电脑', daysAgo: 75 },
  ]);
  await seedAbsences(
    services,
    {
      away: post('approver'),
      standIn: post('second_administrator'),
      organisationId: filled.places.bureau.id,
      operator: post('operator'),
    },
    '暴雨导致通信中断，应急值守人员无法联系，需要立即核对停课通知。',
  );
  return fresh.id;
}

async function writeDraft(
  services: Services,
  filled: Filled,
  content: Content,
  day: string,
  today: string,
): Promise<Written> {
  const { places, staff } = filled;
  const office = officeOf(places, content.office) as Place;
  const accounts = staff.writers(office);
  const [author, approver] = [by(accounts.author, places.bureau), by(accounts.approver, places.bureau)];
  const { id } = expected(
    await createNotice(services, author, {
      ...{ organisationId: office.id, kind: content.kind },
      ...{ isPublic: content.isPublic ?? false, mainLanguage: 'zh-CN' },
    }),
  );
  let revision = 1;
  const codeId = office.id === places.bureau.id ? filled.codes.get('青教发') : undefined;
  if (codeId !== undefined) {
    revision = expected(await chooseNumber(services, author, id, revision, { from: 'series', codeId })).revision;
  }
  for (const language of languageOrder) {
    const wording = content.texts[language];
    if (!wording) continue;
    const text = { language, ...worded(wording, language, day, office.name) };
    revision = expected(await saveText(services, author, id, revision, text)).revision;
  }
  const { include } = audienceOf(places, office, content);
  revision = expected(await addClauses(services, author, id, revision, 'include', include)).revision;
  if (content.acknowledge) {
    const request = {
      request: 'acknowledge',
      deadlineOn: addDays(day < today ? today : day, content.acknowledge),
    } as const;
    revision = expected(await saveRequest(services, author, id, revision, request)).revision;
  }
  return { id, revision, author, approver };
}

async function agree(services: Services, written: Written): Promise<void> {
  const quiet = {
    ...services,
    outbox: { ...services.outbox, queueMail: async () => undefined, queueText: async () => undefined },
  };
  expected(await submit(quiet, written.author, written.id, written.revision));
  expected(await approve(quiet, written.approver, written.id, written.revision, ''));
}

/** Somebody who may write or approve at the bureau; what the account may really do is its grants' matter. */
function by(accountId: number, bureau: Place): By {
  const grants = [{ role: 'administrator', organisationId: bureau.id, path: bureau.path }] as const;
  const caller = { kind: 'account', accountId, sessionId: 0, personId: null, name: '', grants } as const;
  return { accountId, reach: reachOf(caller, 'demo.write', { 'demo.write': ['administrator'] }) };
}

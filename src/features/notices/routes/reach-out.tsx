/** Reminders, paper lists and exports of the office. */
import { organisationById, unreachableIn } from '#features/directory/feature.ts';
import { type Reach, within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Sheet } from '#platform/documents/sheet.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm } from '#platform/http/form.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { sheetAnswer } from '#platform/http/sheet.ts';
import type { Trouble } from '#platform/trouble.ts';
import { auditAct } from '../actions/by.ts';
import { remind } from '../actions/reach-out.ts';
import { composeContent } from '../compose.ts';
import type { Cells } from '../model/figures.ts';
import { type Notice, namesUntil, textFor } from '../model/notice.ts';
import { isOut } from '../model/states.ts';
import { cellsOf, overviewOf } from '../overview.ts';
import { PaperPage } from '../pages/classes.tsx';
import { cellText, say, type View } from '../pages/frame.tsx';
import { reachedWord } from '../pages/progress.tsx';
import { RemindPage } from '../pages/remind.tsx';
import { noticePath, publicPath, roomPath, roomPattern } from '../paths.ts';
import { repliesDue } from '../queries/receipts.ts';
import {
  answer,
  byOf,
  dayOf,
  issued,
  named,
  namingReach,
  organisationNames,
  todayOf,
  viewOf,
  visible,
} from './request.ts';
import { withSampleLink } from './sample-link.ts';
import { slipsFor } from './slips.ts';

async function remindPage(c: Ctx, troubles: Trouble[] = []): Promise<Response> {
  const notice = await issued(c, 'notices.publish');
  const { whole, name, office } = await named(c, notice);
  const { total } = await overviewOf(c.var.services, notice);
  const text = textFor(whole, notice.mainLanguage);
  if (!text) throw new NotFound();
  const { publicUrl } = c.var.services.config;
  const content = withSampleLink(c, composeContent(whole, text, { office, publicUrl, purpose: 'reminder' }));
  const props = {
    view: viewOf(c),
    notice,
    name,
    troubles,
    people: total.left,
    due: await repliesDue(c.var.services.db, notice.id),
    content,
    language: text.language,
  };
  return page(c, <RemindPage {...props} />, troubles.length ? 422 : 200);
}

async function doRemind(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.publish');
  await readForm(c);
  const { total } = await overviewOf(c.var.services, notice);
  const people = total.left + (await repliesDue(c.var.services.db, notice.id));
  const outcome = await remind(c.var.services, byOf(c, 'notices.publish'), notice.id, people);
  return answer(c, outcome, noticePath(notice.id), (troubles) => remindPage(c, troubles));
}

const familiesAPage = 100;

/** Of the own school: families without a channel, by class, with a slip each; until names are no longer shown. */
async function paper(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const { notice } = await visible(c, 'notices.paper');
  const reach = await schoolReach(c, await namingReach(c, 'notices.paper'));
  if (reach.paths.length === 0) throw new NotFound();
  requireNames(c, notice);
  const { whole, name, office } = await named(c, notice);
  const after = /^\d{1,15}$/.test(c.req.query('after') ?? '') ? Number(c.req.query('after')) : 0;
  const found = await unreachableIn(services.db, reach, whole.audience, dayOf(c), { after, limit: familiesAPage + 1 });
  const people = found.slice(0, familiesAPage);
  const names = await organisationNames(
    c,
    people.map((person) => person.organisationId),
  );
  const sheets = [...names].map(([id, heading]) => ({
    heading,
    people: people.filter((person) => person.organisationId === id),
  }));
  const by = byOf(c, 'notices.paper');
  await auditAct(services.db, notice, by.accountId, 'paper_printed', services.clock.now(), { people: people.length });
  const school = c.req.query('school') ? `school=${reach.paths[0]?.split('.').at(-1)}&` : '';
  const props = {
    view: viewOf(c),
    title: name,
    office,
    number: notice.number,
    deadlineOn: notice.deadlineOn,
    publicAddress: notice.isPublic ? services.config.publicUrl + publicPath(notice.id) : null,
    backHref: noticePath(notice.id),
    sheets,
    slips: await slipsFor(c, whole, people),
    form: whole.slip,
    mainLanguage: notice.mainLanguage,
    nextHref:
      found.length > familiesAPage
        ? `${roomPath('paper', notice.id)}?${school}after=${people.at(-1)?.personId}`
        : undefined,
  };
  return page(c, <PaperPage {...props} />);
}

function requireNames(c: Ctx, notice: Notice): void {
  const { clock, config } = c.var.services;
  if (!isOut(notice, clock.now())) throw new NotFound();
  const publishedOn = localDate(notice.publishedAt as Date, config.timeZone);
  if (todayOf(c) > namesUntil(notice, publishedOn)) throw new NotFound();
}

/** The reach, or of it the school that the address asks for. */
async function schoolReach(c: Ctx, reach: Reach): Promise<Reach> {
  const id = c.req.query('school');
  if (!id) return reach;
  const school = /^[1-9]\d{0,14}$/.test(id) ? await organisationById(c.var.services.db, Number(id)) : undefined;
  if (!school || !within(reach, school.path)) throw new NotFound();
  return { ...reach, paths: [school.path] };
}

async function sheetOf(c: Ctx, view: View): Promise<{ notice: Notice; sheet: Sheet; name: string }> {
  const { services } = c.var;
  const { notice, own } = await visible(c, 'notices.read');
  if (notice.messageId === null) throw new NotFound();
  const { name } = await named(c, notice);
  const reach = await schoolReach(c, c.var.reach('notices.read'));
  const id = c.req.query('school');
  const school = id ? await organisationById(services.db, Number(id)) : undefined;
  const overview = await overviewOf(services, notice, { school, reach: own ? undefined : reach });
  const t = say(view);
  const bound = own ? undefined : c.var.reach('notices.read');
  const { rows: cells } = await cellsOf(services, notice, overview, { school, reach: bound });
  const keys: (keyof Cells)[] = ['people', 'delivered', 'failed', 'unreachable', 'acknowledged', 'left'];
  const value = (cell: Cells[keyof Cells]) => (cell.show === 'number' ? cell.n : cellText(view, cell));
  const header = [
    t(school ? 'class' : 'school'),
    t('people'),
    t('delivered'),
    t('failed'),
    t('byNone'),
    t(reachedWord(notice.request === 'slip')),
    t('left'),
  ];
  const rows = overview.rows.map((row, i) => [
    row.organisation.name,
    ...keys.map((key) => value((cells[i] as Cells)[key])),
  ]);
  return { notice, name, sheet: { title: school?.name ?? t('bySchool'), header, rows } };
}

/** The figures as a file. What is suppressed on the page is suppressed here. */
function exportAs(kind: 'xlsx' | 'csv') {
  return async (c: Ctx): Promise<Response> => {
    const { notice, sheet, name } = await sheetOf(c, viewOf(c));
    const { accountId } = byOf(c, 'notices.read');
    await auditAct(c.var.services.db, notice, accountId, 'exported', c.var.services.clock.now(), { kind });
    return sheetAnswer(c, sheet, `${name || notice.id}.${kind}`, kind);
  };
}

export const reachOutRoutes: readonly Route[] = [
  get(roomPattern('remind'), 'notices.publish', (c) => remindPage(c)),
  post(roomPattern('remind'), 'notices.publish', doRemind),
  get(roomPattern('paper'), 'notices.paper', paper),
  get(roomPattern('xlsx'), 'notices.read', exportAs('xlsx')),
  get(roomPattern('csv'), 'notices.read', exportAs('csv')),
];

/** The office: figures for all, names only for the school's own office. */
import type { Ctx } from '#platform/http/context.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { sheetAnswer } from '#platform/http/sheet.ts';
import type { NoticeAct } from '../../actions/acts.ts';
import { auditAct } from '../../actions/by.ts';
import { type Cell, suppressedRow } from '../../model/figures.ts';
import type { Notice, Whole } from '../../model/notice.ts';
import { isOut } from '../../model/states.ts';
import { say } from '../../pages/frame.tsx';
import { byOf, named, namingReach, organisationNames, viewOf, visible } from '../../routes/request.ts';
import { countedTallies } from '../actions/tallies.ts';
import { type Shown, shownOf } from '../model/figures.ts';
import type { Slip } from '../model/slip.ts';
import { NamesPage } from '../pages/replies.tsx';
import { TotalsPage } from '../pages/totals.tsx';
import { namesExportPattern, namesFilePattern, namesPattern, repliesExportPattern, repliesPattern } from '../paths.ts';
import { slipFile } from '../queries/answers.ts';
import { classesAddressed } from '../queries/slips.ts';
import { repliesOf } from '../replies.ts';
import { sheetOfReplies, sheetOfTotals } from '../sheets.ts';
import { slipFileAnswer } from './classes.tsx';

interface Scene {
  notice: Notice;
  whole: Whole;
  slip: Slip;
  name: string;
  office: string;
  own: boolean;
}

/** A notice that is or was out and asks for replies. */
async function sceneOf(c: Ctx, permission: string): Promise<Scene> {
  const { notice, own } = await visible(c, permission);
  const { whole, name, office } = await named(c, notice);
  const out = isOut(notice, c.var.services.clock.now()) || (notice.state === 'withdrawn' && notice.messageId !== null);
  if (!out || !whole.slip || notice.deadlineOn === null) throw new NotFound();
  return { notice, whole, slip: whole.slip, name, office, own };
}

const least = 5;

async function figuresOf(c: Ctx, { whole, slip, own }: Scene) {
  const bound = own ? undefined : c.var.reach('notices.read');
  const tallies = await countedTallies(c.var.services, { ...whole, slip }, bound);
  const { wanted: people, answered: acknowledged } = tallies;
  const row = { people, delivered: people, failed: 0, unreachable: 0, acknowledged, left: people - acknowledged };
  const cells = suppressedRow(row);
  const shown: Shown[] | null =
    acknowledged < least
      ? null
      : slip.questions.map((question) =>
          shownOf(
            question,
            tallies.questions.find(({ key }) => key === question.key),
            acknowledged,
            false,
          ),
        );
  const figures: Record<'wanted' | 'answered' | 'left', Cell> = {
    wanted: cells.people,
    answered: cells.acknowledged,
    left: cells.left,
  };
  return { ...figures, shown, countedAt: tallies.countedAt };
}

async function totals(c: Ctx): Promise<Response> {
  const scene = await sceneOf(c, 'notices.read');
  const { notice, slip, name, office } = scene;
  const names = (await namingReach(c, 'notices.paper')).paths.length > 0;
  const props = {
    ...{ view: viewOf(c), noticeId: notice.id, name, office, main: notice.mainLanguage, slip, names },
    deadlineOn: notice.deadlineOn as string,
    ...(await figuresOf(c, scene)),
  };
  return page(c, <TotalsPage {...props} />);
}

function totalsExport(kind: 'xlsx' | 'csv') {
  return async (c: Ctx): Promise<Response> => {
    const scene = await sceneOf(c, 'notices.read');
    const { notice, slip, name } = scene;
    const { shown } = await figuresOf(c, scene);
    const view = viewOf(c);
    await audit(c, notice, 'replies_exported', { kind });
    const title = say(view)('replies');
    return sheetAnswer(
      c,
      sheetOfTotals(view, slip, notice.mainLanguage, title, shown),
      `${name} ${title}.${kind}`,
      kind,
    );
  };
}

/** Of the own school, the classes to which the notice goes; nothing to see above schools. */
async function classesOf(c: Ctx, notice: Notice): Promise<{ id: number; name: string }[]> {
  const { services } = c.var;
  const reach = await namingReach(c, 'notices.paper');
  if (reach.paths.length === 0) throw new NotFound();
  const classes = await classesAddressed(services.db, reach, notice.id);
  const names = await organisationNames(c, classes);
  return classes.map((id) => ({ id, name: names.get(id) ?? '' }));
}

async function namesPage(c: Ctx): Promise<Response> {
  const { notice, whole, slip, name } = await sceneOf(c, 'notices.paper');
  const classes = await classesOf(c, notice);
  const asked = Number(c.req.query('class') ?? 0);
  const classId = classes.find(({ id }) => id === asked)?.id ?? classes[0]?.id ?? null;
  const replies = await repliesOf(c.var.services, whole, slip, classId === null ? [] : [classId]);
  await audit(c, notice, 'replies_viewed', { class: classId, answers: replies.given.length });
  const common = { view: viewOf(c), noticeId: notice.id, name, main: notice.mainLanguage, slip };
  return page(c, <NamesPage {...common} {...{ replies, classId, classes }} />);
}

function namesExport(kind: 'xlsx' | 'csv') {
  return async (c: Ctx): Promise<Response> => {
    const { notice, whole, slip, name } = await sceneOf(c, 'notices.paper');
    const classes = await classesOf(c, notice);
    const replies = await repliesOf(
      c.var.services,
      whole,
      slip,
      classes.map(({ id }) => id),
    );
    await audit(c, notice, 'replies_exported', { kind, answers: replies.given.length });
    const view = viewOf(c);
    const names = new Map(classes.map((one) => [one.id, one.name]));
    const title = say(view)('replies');
    const sheet = sheetOfReplies(view, slip, notice.mainLanguage, title, replies, names, false);
    return sheetAnswer(c, sheet, `${name} ${title}.${kind}`, kind);
  };
}

async function file(c: Ctx): Promise<Response> {
  const { notice, whole, slip } = await sceneOf(c, 'notices.paper');
  const stored = await slipFile(c.var.services.db, notice.id, idFrom(c, 'file'));
  const classes = await classesOf(c, notice);
  const { given } = await repliesOf(
    c.var.services,
    whole,
    slip,
    classes.map(({ id }) => id),
  );
  const shown = given.some(({ answer }) => answer?.files.some(({ id }) => id === stored?.id));
  if (!stored || !shown) throw new NotFound();
  await audit(c, notice, 'reply_file_opened', { file: stored.id });
  return slipFileAnswer(c, stored);
}

function audit(c: Ctx, notice: Notice, verb: NoticeAct, detail: Record<string, string | number | null>): Promise<void> {
  const { accountId } = byOf(c, 'notices.read');
  return auditAct(c.var.services.db, notice, accountId, verb, c.var.services.clock.now(), detail);
}

export const slipOfficeRoutes: readonly Route[] = [
  get(repliesPattern, 'notices.read', totals),
  get(repliesExportPattern('xlsx'), 'notices.read', totalsExport('xlsx')),
  get(repliesExportPattern('csv'), 'notices.read', totalsExport('csv')),
  get(namesPattern, 'notices.paper', namesPage),
  get(namesExportPattern('xlsx'), 'notices.paper', namesExport('xlsx')),
  get(namesExportPattern('csv'), 'notices.paper', namesExport('csv')),
  get(namesFilePattern, 'notices.paper', file),
];

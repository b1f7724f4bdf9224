/** The list, a notice's page with its progress, a school's part, history, files. */
import { messageById, reasonInWords } from '#features/delivery/feature.ts';
import {
  countedAudience,
  type Organisation,
  organisationById,
  organisationsWithin,
} from '#features/directory/feature.ts';
import { type Reach, within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import { fileByHash } from '#platform/files/queries.ts';
import { fileAnswer } from '#platform/files/serve.ts';
import type { Ctx } from '#platform/http/context.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { reachOfForwards } from '../actions/forward.ts';
import { answersForFront } from '../actions/terms.ts';
import { shownSteps } from '../chains/routes/shown.ts';
import { type Figures, smallest } from '../model/figures.ts';
import { asks } from '../model/kinds.ts';
import { isExpired, type Notice } from '../model/notice.ts';
import { rowsFrom } from '../model/row-window.ts';
import { pairsOf, wordsOf } from '../model/search.ts';
import { isOut, states, stoppable } from '../model/states.ts';
import { cellsOf, type Overview, overviewOf } from '../overview.ts';
import { moment, say, type View } from '../pages/frame.tsx';
import { ListPage } from '../pages/list.tsx';
import { NoticePage } from '../pages/notice.tsx';
import { Progress, type ProgressRow, type ProgressView, SchoolPage } from '../pages/progress.tsx';
import {
  deskFilePattern,
  deskPath,
  noticePath,
  noticePattern,
  roomPath,
  roomPattern,
  schoolPath,
  schoolPattern,
} from '../paths.ts';
import { shownPlanOf } from '../plans/routes/plan.tsx';
import { forwardable } from '../queries/forwards.ts';
import { eventsOf, listNotices } from '../queries/notices.ts';
import { attachmentOf } from '../queries/public.ts';
import { repliesDue } from '../queries/receipts.ts';
import { remindersOf } from '../queries/reminders.ts';
import { openCorrectionOf } from '../queries/versions.ts';
import { placeOf } from '../series/queries/series.ts';
import { reminderState } from './reminder.ts';
import {
  audienceNames,
  byOf,
  named,
  namesOfAccounts,
  namingReach,
  organisationNames,
  viewOf,
  visible,
} from './request.ts';

const rowsAPage = 50;

async function list(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const reach = c.var.reach('notices.read');
  const text = (c.req.query('text') ?? '').slice(0, 100);
  const state = states.find((candidate) => candidate === c.req.query('state')) ?? '';
  const office = /^[1-9]\d{0,14}$/.test(c.req.query('office') ?? '') ? (c.req.query('office') as string) : '';
  const waiting = c.req.query('waiting') === 'yes';
  const before = /^[1-9]\d{0,14}$/.test(c.req.query('before') ?? '') ? Number(c.req.query('before')) : undefined;
  const words = wordsOf(text);
  const found = await listNotices(services.db, reach, {
    state: state || undefined,
    organisationId: office ? Number(office) : undefined,
    text: text.trim() ? { words, pairs: words.flatMap(pairsOf) } : undefined,
    waitingFor: waiting
      ? {
          accountId: byOf(c, 'notices.read').accountId,
          approve: c.var.reach('notices.approve'),
          publish: c.var.reach('notices.publish'),
        }
      : undefined,
    before,
    limit: rowsAPage + 1,
  });
  const rows = found.slice(0, rowsAPage);
  const query = new URLSearchParams({ text, state, office, waiting: waiting ? 'yes' : '' });
  for (const [key, value] of [...query]) if (!value) query.delete(key);
  const href = (more?: number) => {
    const parts = new URLSearchParams(query);
    if (more) parts.set('before', String(more));
    return parts.size ? `${deskPath}?${parts}` : deskPath;
  };
  const props = {
    view: viewOf(c),
    rows,
    offices: await organisationNames(
      c,
      rows.map((row) => row.organisationId),
    ),
    choices: await organisationsWithin(services.db, reach),
    filters: { state, office, text, waiting },
    mayDraft: c.var.reach('notices.draft').paths.length > 0,
    nextHref: found.length > rowsAPage ? href(rows.at(-1)?.id) : undefined,
    firstHref: before ? href() : undefined,
  };
  return page(c, <ListPage {...props} />);
}

/** Shares of all people, for the bar; exact shares would tell suppressed figures, so they go in steps of a fiftieth. */
function shares(total: Figures, refusing: number, asks: boolean): ProgressView['shares'] {
  const share = (n: number) => (total.people > 0 ? Math.round((n / total.people) * 50) / 50 : 0);
  const reached = asks ? share(total.acknowledged) : 0;
  return {
    reached,
    delivered: Math.max(0, share(total.delivered) - reached),
    failed: share(total.failed + Math.max(0, total.unreachable - refusing)),
  };
}

async function progressView(
  c: Ctx,
  view: View,
  notice: Notice,
  overview: Overview,
  options: { own: boolean; school?: Organisation },
): Promise<ProgressView> {
  const { services } = c.var;
  const now = services.clock.now();
  const asking = asks(notice);
  const running = stoppable(notice, now);
  const { own, school: only } = options;
  const { rows: cells, total } = await cellsOf(services, notice, overview, { reach: boundTo(c, own), school: only });
  const mayPublish = own && !only && within(c.var.reach('notices.publish'), notice.organisationPath);
  const mayPaper = (await namingReach(c, 'notices.paper')).paths.length > 0;
  const reminder =
    options.own && !options.school ? await reminderState(c, view, await remindersOf(services.db, notice.id)) : null;
  const open =
    isOut(notice, now) &&
    !isExpired(notice, view.today) &&
    (notice.deadlineOn === null || notice.deadlineOn >= view.today);
  const due = notice.request === 'slip' && own && !only ? await repliesDue(services.db, notice.id) : 0;
  const remindable = asking && mayPublish && open && reminder?.on !== view.today && overview.total.left + due > 0;
  const school = options.school ? `?school=${options.school.id}` : '';
  const rows = overview.rows.map((row, index) => ({
    id: row.organisation.id,
    name: row.organisation.name,
    cells: cells[index] as (typeof cells)[number],
    href: !only && row.organisation.kind === 'school' ? schoolPath(notice.id, row.organisation.id) : undefined,
  }));
  return {
    noticeId: notice.id,
    asks: asking,
    slip: notice.request === 'slip',
    replyDue: due >= smallest,
    countdown: running ? Math.max(0, Math.ceil(((notice.publishedAt as Date).getTime() - now.getTime()) / 1000)) : null,
    mayStop: mayPublish,
    toDraft: notice.approverId === null,
    settled: !running && overview.settled,
    queued: overview.queued,
    held: overview.held.at && { people: overview.held.people, at: moment(view, overview.held.at) },
    joined: overview.joined,
    total,
    shares: shares(overview.total, overview.refusing, asking),
    ...pageOfRows(c, notice.id, rows, only),
    refusing: overview.refusing,
    reasons: overview.reasons.map(({ reason, n }) => ({ text: reasonInWords(reason, view.language), n })),
    remind: remindable && !options.school ? { people: total.left, href: roomPath('remind', notice.id) } : null,
    paperHref: open && mayPaper && overview.total.unreachable > 0 ? roomPath('paper', notice.id) + school : null,
    exports: true,
    reminder,
  };
}

/** A hundred rows, and where the others are. */
function pageOfRows(c: Ctx, noticeId: number, all: readonly ProgressRow[], school: Organisation | undefined) {
  const { rows, query, first, next } = rowsFrom(all, (row) => row.id, c.req.query('from'));
  const path = school ? schoolPath(noticeId, school.id) : noticePath(noticeId);
  const href = (tail: string | undefined) => (tail === undefined ? undefined : path + tail);
  return { rows, query, allRows: all.length, firstHref: href(first), nextHref: href(next) };
}

function boundTo(c: Ctx, own: boolean): Reach | undefined {
  return own ? undefined : c.var.reach('notices.read');
}

async function noticePage(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const { notice, own } = await visible(c, 'notices.read');
  const view = viewOf(c);
  const { whole, office } = await named(c, notice);
  const published = notice.state === 'published' || (notice.state === 'withdrawn' && notice.messageId !== null);
  const overview = published ? await overviewOf(services, notice, { reach: boundTo(c, own) }) : undefined;
  const events = own ? await eventsOf(services.db, notice.id) : [];
  const accounts = await namesOfAccounts(c, [...events.map((event) => event.accountId), notice.urgentBy]);
  const counted = notice.state === 'draft' ? await countedAudience(services, whole.audience) : undefined;
  const may = (permission: string) => own && within(c.var.reach(permission), notice.organisationPath);
  const props = {
    view,
    whole,
    office,
    names: await audienceNames(c, whole),
    events: events.map((event) => ({ event, name: accounts.get(event.accountId ?? 0) ?? '' })),
    may: {
      draft: may('notices.draft'),
      approve: may('notices.approve'),
      publish: may('notices.publish'),
      paper: may('notices.paper'),
      urgent: may('notices.urgent'),
      forward: Boolean(await forwardable(services.db, c.var.reach('notices.draft'), notice.id, services.clock.now())),
      pin: may('notices.approve') && answersForFront(c.var.reach('notices.approve')),
    },
    people: counted?.total.people,
    countedAt: counted?.countedAt ?? null,
    progress: overview && (await progressView(c, view, notice, overview, { own })),
    plan: own ? await shownPlanOf(c, notice) : { reminders: [], mayChange: false },
    place: own ? await placeOf(services.db, notice.id) : undefined,
    steps: own ? await shownSteps(c, notice) : [],
    correction: await correctionOf(c, notice, own),
    forwards: own && published ? await reachOfForwards(services, notice) : { offices: 0, people: 0 },
    urgentBy: accounts.get(notice.urgentBy ?? 0) ?? '',
  };
  return page(c, <NoticePage {...props} />);
}

/** What the office is told of a notice's correction. */
async function correctionOf(c: Ctx, notice: Notice, own: boolean) {
  const { db, clock, config } = c.var.services;
  const on = localDate(notice.correctedAt ?? clock.now(), config.timeZone);
  if (!own || notice.state !== 'published') return { on, open: null, stoppable: false };
  const message = notice.correctionMessageId ? await messageById(db, notice.correctionMessageId) : undefined;
  const stoppable = message !== undefined && message.state === 'waiting' && message.releaseAt > clock.now();
  const mayStop = within(c.var.reach('notices.publish'), notice.organisationPath);
  return { on, open: (await openCorrectionOf(db, notice.id)) ?? null, stoppable: stoppable && mayStop };
}

async function progressFragment(c: Ctx): Promise<Response> {
  const { notice, own } = await visible(c, 'notices.read');
  const view = viewOf(c);
  const overview = await overviewOf(c.var.services, notice, { reach: boundTo(c, own) });
  const progress = await progressView(c, view, notice, overview, { own });
  return c.html((await (<Progress view={view} progress={progress} />)).toString());
}

async function school(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const { notice, own } = await visible(c, 'notices.read');
  const reach = c.var.reach('notices.read');
  const found = await organisationById(services.db, idFrom(c, 'organisation'));
  if (found?.kind !== 'school' || !within(reach, found.path)) throw new NotFound();
  const view = viewOf(c);
  const { name } = await named(c, notice);
  const overview = await overviewOf(services, notice, { school: found });
  const progress = await progressView(c, view, notice, overview, { own, school: found });
  const props = {
    view,
    name: name || say(view)('untitled'),
    noticeId: notice.id,
    school: found.name,
    schoolId: found.id,
  };
  return page(c, <SchoolPage {...props} progress={progress} />);
}

async function file(c: Ctx): Promise<Response> {
  const { notice } = await visible(c, 'notices.read');
  const attachment = await attachmentOf(c.var.services.db, notice.id, idFrom(c, 'attachment'));
  const stored = attachment && (await fileByHash(c.var.services.db, attachment.hash));
  if (!attachment || !stored) throw new NotFound();
  return fileAnswer(c, stored, attachment.name, attachment.hash, false);
}

export const deskRoutes: readonly Route[] = [
  get(deskPath, 'notices.read', list),
  get(noticePattern, 'notices.read', noticePage),
  get(roomPattern('progress'), 'notices.read', progressFragment),
  get(schoolPattern, 'notices.read', school),
  get(deskFilePattern, 'notices.read', file),
];

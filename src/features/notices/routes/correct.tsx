/** Correcting a published notice: start, reason and audience of the message, comparison. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { saveCorrection, startCorrection } from '../actions/correct.ts';
import { readableChanges } from '../changes.ts';
import { correctionInput } from '../input.ts';
import type { Notice } from '../model/notice.ts';
import { CorrectionPage, type CorrectionProps, DifferencePage } from '../pages/correct.tsx';
import { say } from '../pages/frame.tsx';
import { AskPage } from '../pages/publish.tsx';
import { noticePath, roomPath, roomPattern } from '../paths.ts';
import { noticeById, wholeOf } from '../queries/notices.ts';
import { answer, byOf, issued, named, revisionIn, viewOf, visible } from './request.ts';

const permission = 'notices.draft';

async function ask(c: Ctx, notice: Notice, troubles: Trouble[] = []): Promise<Response> {
  const { name } = await named(c, notice);
  const view = viewOf(c);
  const t = say(view);
  const words = { title: t('correctTitle'), text: t('correctText'), confirmText: t('startCorrection') };
  const props = { view, notice, name, troubles, action: roomPath('correct', notice.id), ...words };
  return page(c, <AskPage {...props} />, troubles.length ? 422 : 200);
}

async function start(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const outcome = await startCorrection(c.var.services, byOf(c, permission), notice.id);
  return answer(
    c,
    outcome,
    ({ id }) => noticePath(id),
    (troubles) => ask(c, notice, troubles),
  );
}

async function correction(c: Ctx): Promise<Notice> {
  const notice = await issued(c, permission);
  if (notice.correctsId === null) throw new NotFound();
  return notice;
}

async function form(
  c: Ctx,
  notice: Notice,
  values: CorrectionProps['values'],
  troubles: Trouble[] = [],
): Promise<Response> {
  const { name } = await named(c, notice);
  const props = { view: viewOf(c), notice, name, values, troubles };
  return page(c, <CorrectionPage {...props} />, troubles.length ? 422 : 200);
}

async function show(c: Ctx): Promise<Response> {
  const notice = await correction(c);
  return form(c, notice, {
    reason: notice.correctionReason ?? '',
    told: notice.correctionTold ?? '',
    renews: notice.correctionRenews,
    deadlineOn: notice.deadlineOn ?? '',
  });
}

async function save(c: Ctx): Promise<Response> {
  const notice = await correction(c);
  const { typed } = await readForm(c);
  const values = {
    reason: typedText(typed, 'reason'),
    told: typedText(typed, 'told'),
    renews: typedText(typed, 'renews') === 'yes',
    deadlineOn: typedText(typed, 'deadlineOn'),
  };
  const again = (troubles: Trouble[]) => form(c, notice, values, troubles);
  const input = checkForm(correctionInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await saveCorrection(c.var.services, byOf(c, permission), notice.id, revisionIn(typed), input.value);
  return answer(c, outcome, noticePath(notice.id), again);
}

async function difference(c: Ctx): Promise<Response> {
  const { notice, own } = await visible(c, 'notices.read');
  const original =
    own && notice.correctsId !== null ? await noticeById(c.var.services.db, notice.correctsId) : undefined;
  if (!original || notice.state === 'applied') throw new NotFound();
  const { whole, name } = await named(c, notice);
  const before = await wholeOf(c.var.services.db, original);
  const changes = readableChanges(
    { ...before, deadlineOn: original.deadlineOn },
    { ...whole, deadlineOn: notice.request === 'none' ? original.deadlineOn : notice.deadlineOn },
  );
  return page(c, <DifferencePage view={viewOf(c)} notice={notice} name={name} changes={changes} />);
}

export const correctRoutes: readonly Route[] = [
  get(roomPattern('correct'), 'notices.draft', async (c) => ask(c, await issued(c, permission))),
  post(roomPattern('correct'), 'notices.draft', start),
  get(roomPattern('correction'), 'notices.draft', show),
  post(roomPattern('correction'), 'notices.draft', save),
  get(roomPattern('difference'), 'notices.read', difference),
];

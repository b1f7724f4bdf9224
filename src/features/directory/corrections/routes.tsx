/** The school office's list of what families say is wrong. */
import type { Ctx } from '#platform/http/context.ts';
import { readForm, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { boundsOf } from '../actions/desk.ts';
import { recordView } from '../actions/people.ts';
import { numberFrom } from '../input.ts';
import { callerAccount, deskOf, frameOf } from '../routes/request.ts';
import { acceptCorrection, declineCorrection } from './actions.ts';
import { CorrectionPage, QueuePage } from './pages.tsx';
import { correctionPaths, correctionPatterns } from './paths.ts';
import { openCorrection, openCorrections } from './queries.ts';

const permission = 'directory.edit';
const perPage = 50;

async function showQueue(c: Ctx): Promise<Response> {
  const after = numberFrom(c.req.query('after')) ?? 0;
  const found = await openCorrections(c.var.services.db, boundsOf(deskOf(c)), after, perPage + 1);
  const rows = found.slice(0, perPage);
  const next = found.length > perPage ? rows.at(-1)?.id : undefined;
  return page(c, <QueuePage frame={frameOf(c)} {...{ rows, next }} later={after > 0} />);
}

async function showOne(c: Ctx, shown: { reason: string; troubles: readonly Trouble[] } = { reason: '', troubles: [] }) {
  const correction = await openCorrection(c.var.services.db, boundsOf(deskOf(c)), idFrom(c, 'correction'));
  if (!correction) throw new NotFound();
  const { personId: id, organisationId } = correction;
  if (shown.troubles.length === 0)
    await recordView(c.var.services.db, callerAccount(c), { id, organisationId }, c.var.services.clock.now());
  const body = <CorrectionPage frame={frameOf(c)} correction={correction} {...shown} />;
  return page(c, body, shown.troubles.length > 0 ? 422 : 200);
}

async function decide(c: Ctx): Promise<Response> {
  const id = idFrom(c, 'correction');
  const { typed } = await readForm(c);
  const reason = typedText(typed, 'reason');
  const accepts = typedText(typed, 'decision') === 'accept';
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => (accepts ? acceptCorrection(trx, deskOf(c), id) : declineCorrection(trx, deskOf(c), id, reason)));
  return outcome.ok ? seeOther(c, correctionPaths.queue()) : showOne(c, { reason, troubles: outcome.troubles });
}

export const correctionRoutes: readonly Route[] = [
  get(correctionPatterns.queue, permission, showQueue),
  get(correctionPatterns.one, permission, (c) => showOne(c)),
  post(correctionPatterns.one, permission, decide),
];

/** Urgent publication by one person, and its countersignature by a second. */
import { countedAudience } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { markdownToHtml } from '#platform/markdown.ts';
import type { Trouble } from '#platform/trouble.ts';
import { countersign, publishUrgently } from '../actions/urgent.ts';
import { countersignInput, reasonInput } from '../input.ts';
import { awaitsCountersign, type Notice } from '../model/notice.ts';
import { may } from '../model/states.ts';
import { CountersignPage, UrgentPage } from '../pages/urgent.tsx';
import { noticePath, roomPattern } from '../paths.ts';
import { writersOf } from '../queries/notices.ts';
import { answer, audienceNames, byOf, issued, named, namesOfAccounts, revisionIn, viewOf } from './request.ts';

const permission = 'notices.urgent';

async function urgentForm(c: Ctx, notice: Notice, reason = '', troubles: Trouble[] = []): Promise<Response> {
  const { whole, name } = await named(c, notice);
  if (!may('publish_urgently', notice.state) || notice.correctsId !== null) throw new NotFound();
  const { total } = await countedAudience(c.var.services, whole.audience);
  const props = { view: viewOf(c), notice, name, reason, people: total.people, troubles };
  return page(c, <UrgentPage {...props} />, troubles.length ? 422 : 200);
}

async function publish(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => urgentForm(c, notice, typedText(typed, 'reason'), troubles);
  const input = checkForm(reasonInput, typed);
  if (!input.ok) return again(input.troubles);
  const by = byOf(c, permission);
  const outcome = await publishUrgently(c.var.services, by, notice.id, revisionIn(typed), input.value.reason);
  return answer(c, outcome, noticePath(notice.id), again);
}

async function form(c: Ctx, notice: Notice, typed = '', troubles: Trouble[] = []): Promise<Response> {
  if (!awaitsCountersign(notice) && troubles.length === 0) throw new NotFound();
  const parts = await named(c, notice);
  const by = byOf(c, 'notices.approve');
  const writers = [notice.authorId, notice.urgentBy, ...(await writersOf(c.var.services.db, notice.id))];
  const names = await namesOfAccounts(c, [notice.urgentBy]);
  const props = {
    ...{ view: viewOf(c), notice, typed, troubles, ...parts },
    by: names.get(notice.urgentBy ?? 0) ?? '',
    names: await audienceNames(c, parts.whole),
    texts: parts.whole.texts.map((text) => ({ ...text, html: markdownToHtml(text.body) })),
    allowed: !writers.includes(by.accountId),
  };
  return page(c, <CountersignPage {...props} />, troubles.length ? 422 : 200);
}

async function sign(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.approve');
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => form(c, notice, typedText(typed, 'comment'), troubles);
  const input = checkForm(countersignInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await countersign(c.var.services, byOf(c, 'notices.approve'), notice.id, input.value.comment);
  return answer(c, outcome, noticePath(notice.id), again);
}

export const urgentRoutes: readonly Route[] = [
  get(roomPattern('urgent'), 'notices.urgent', async (c) => urgentForm(c, await issued(c, permission))),
  post(roomPattern('urgent'), 'notices.urgent', publish),
  get(roomPattern('countersign'), 'notices.approve', async (c) => form(c, await issued(c, 'notices.approve'))),
  post(roomPattern('countersign'), 'notices.approve', sign),
];

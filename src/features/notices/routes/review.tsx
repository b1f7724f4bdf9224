/** Preview, check, review; publish, stop, withdraw. */

import { countedAudience } from '#features/directory/feature.ts';
import { endOfLocalDay, localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { markdownToHtml } from '#platform/markdown.ts';
import type { Outcome, Trouble } from '#platform/trouble.ts';
import { stopCorrectionMessage } from '../actions/correct.ts';
import { publish, schedule, stop, unschedule, withdraw } from '../actions/publish.ts';
import { stopReminder } from '../actions/reach-out.ts';
import { approve, comment, reopen, returnToAuthor, submit, takeBack } from '../actions/review.ts';
import { turnOf } from '../chains/actions/chain.ts';
import { shownSteps, stepsNeeded } from '../chains/routes/shown.ts';
import { composeContent } from '../compose.ts';
import { localTime, publishInput, reasonInput, reviewInput } from '../input.ts';
import { type Audience, agreedSize, languageOrder, type Notice, textFor } from '../model/notice.ts';
import { say } from '../pages/frame.tsx';
import { type PreviewChannel, PreviewPage, previewChannels } from '../pages/preview.tsx';
import { AskPage, ExplainPage, PublishPage, ReasonField } from '../pages/publish.tsx';
import { CheckPage, ReviewPage } from '../pages/review.tsx';
import { noticePath, roomPath, roomPattern } from '../paths.ts';
import { shownPlanOf } from '../plans/routes/plan.tsx';
import { olderOf } from '../translations/routes.tsx';
import { answer, audienceNames, byOf, issued, named, revisionIn, viewOf, visible } from './request.ts';
import { withSampleLink } from './sample-link.ts';

async function preview(c: Ctx): Promise<Response> {
  const { notice } = await visible(c, 'notices.read');
  const { whole, name, office } = await named(c, notice);
  const asked = c.req.query('language') ?? '';
  const language = (languageOrder as readonly string[]).includes(asked) ? asked : notice.mainLanguage;
  const channel = previewChannels.find((way) => way === c.req.query('channel')) ?? ('web' as PreviewChannel);
  const shown = textFor(whole, language) ?? { language: notice.mainLanguage, title: '', body: '' };
  const { publicUrl } = c.var.services.config;
  const content = composeContent(whole, shown, { office, publicUrl, purpose: 'notice' });
  const filled = withSampleLink(c, content);
  const bodyHtml = channel === 'mail' ? withoutStyle(filled.html) : markdownToHtml(shown.body);
  const { services } = c.var;
  const counted = channel === 'sms' && services.config.sms ? await countedAudience(services, whole.audience) : null;
  const texted = counted && counted.total.sms;
  const props = { view: viewOf(c), notice, name, whole, office, language, channel, content: filled, bodyHtml, texted };
  return page(c, <PreviewPage {...props} />);
}

// The page's security policy forbids style attributes; a mail needs them. What is left is the same content.
function withoutStyle(html: string): string {
  return html.replace(/ style="[^"]*"/g, '').replace(/<(\/?)h1\b/g, '<$1h2');
}

async function people(c: Ctx, audience: Audience): Promise<{ people: number; countedAt: Date | null }> {
  const { total, countedAt } = await countedAudience(c.var.services, audience);
  return { people: total.people, countedAt };
}

async function checkPage(c: Ctx, notice: Notice, troubles: Trouble[] = []): Promise<Response> {
  const parts = await named(c, notice);
  const names = await audienceNames(c, parts.whole);
  const needs = await stepsNeeded(c, parts.whole);
  const plan = { ...(await shownPlanOf(c, notice)), mayChange: false };
  const props = {
    view: viewOf(c),
    notice,
    names,
    troubles,
    needs,
    plan,
    older: await olderOf(c, parts.whole),
    ...(await people(c, parts.whole.audience)),
    ...parts,
  };
  return page(c, <CheckPage {...props} />, troubles.length ? 422 : 200);
}

async function sendForReview(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.draft');
  const { typed } = await readForm(c);
  const olderConfirmed = typedText(typed, 'older') === 'yes';
  const by = byOf(c, 'notices.draft');
  const outcome = await submit(c.var.services, by, notice.id, revisionIn(typed), { olderConfirmed });
  return answer(c, outcome, noticePath(notice.id), (troubles) => checkPage(c, notice, troubles));
}

async function reviewPage(c: Ctx, notice: Notice, typed = '', troubles: Trouble[] = []): Promise<Response> {
  const parts = await named(c, notice);
  const by = byOf(c, 'notices.approve');
  const { services } = c.var;
  const turn = notice.state === 'in_review' ? await turnOf(services, services.db, by.accountId, notice) : undefined;
  const props = {
    view: viewOf(c),
    notice,
    names: await audienceNames(c, parts.whole),
    older: await olderOf(c, parts.whole),
    ...(await people(c, parts.whole.audience)),
    texts: parts.whole.texts.map((text) => ({ ...text, html: markdownToHtml(text.body) })),
    needs: await shownSteps(c, notice),
    plan: { ...(await shownPlanOf(c, notice)), mayChange: false },
    mayApprove: turn?.ok ?? false,
    whyNot: turn && !turn.ok ? turn.troubles[0] : undefined,
    typed,
    troubles,
    ...parts,
  };
  return page(c, <ReviewPage {...props} />, troubles.length ? 422 : 200);
}

async function decide(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.approve');
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => reviewPage(c, notice, typedText(typed, 'comment'), troubles);
  const input = checkForm(reviewInput, typed);
  if (!input.ok) return again(input.troubles);
  const { services } = c.var;
  const by = byOf(c, 'notices.approve');
  const { decision, comment: words } = input.value;
  const decisions: Record<typeof decision, () => Promise<Outcome<null>>> = {
    approve: () => approve(services, by, notice.id, revisionIn(typed), words),
    return: () => returnToAuthor(services, by, notice.id, words),
    comment: () => comment(services, by, notice.id, words),
  };
  return answer(c, await decisions[decision](), noticePath(notice.id), again);
}

async function publishPage(
  c: Ctx,
  notice: Notice,
  values: { when: string; publishAt: string },
  troubles: Trouble[] = [],
): Promise<Response> {
  const { whole, name } = await named(c, notice);
  const size = await people(c, whole.audience);
  const asked = troubles.find((trouble) => trouble.key === 'sizeMoved')?.context;
  const moved = asked && { before: Number(asked.before), now: Number(asked.now) };
  const props = { view: viewOf(c), notice, name, values, moved, ...size, frozen: agreedSize(notice) };
  const shown = troubles.filter((trouble) => trouble.key !== 'sizeMoved');
  return page(c, <PublishPage {...props} troubles={shown} />, troubles.length ? 422 : 200);
}

async function doPublish(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.publish');
  const { typed } = await readForm(c);
  const values = { when: typedText(typed, 'when') || 'now', publishAt: typedText(typed, 'publishAt') };
  const again = (troubles: Trouble[]) => publishPage(c, notice, values, troubles);
  const input = checkForm(publishInput, typed);
  if (!input.ok) return again(input.troubles);
  const { services } = c.var;
  const by = byOf(c, 'notices.publish');
  const { when, confirmedSize } = input.value;
  if (when === 'now')
    return answer(
      c,
      await publish(services, by, notice.id, confirmedSize),
      noticePath(notice.correctsId ?? notice.id),
      again,
    );
  const time = localTime(input.value.publishAt);
  if (!time) return again([{ field: 'publishAt', key: 'publishAtMissing' }]);
  const midnight = endOfLocalDay(addDays(time.day, -1), services.config.timeZone).getTime() + 1;
  const outcome = await schedule(services, by, notice.id, new Date(midnight + time.minutes * 60_000), confirmedSize);
  return answer(c, outcome, noticePath(notice.id), again);
}

async function doStop(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.publish');
  const { typed } = await readForm(c);
  const steps: Record<string, typeof stop> = { reminder: stopReminder, correction: stopCorrectionMessage };
  const step = steps[typedText(typed, 'what')] ?? stop;
  const outcome = await step(c.var.services, byOf(c, 'notices.publish'), notice.id);
  return answer(c, outcome, noticePath(notice.id), (troubles) => explain(c, notice, troubles));
}

async function explain(c: Ctx, notice: Notice, troubles: Trouble[]): Promise<Response> {
  const { name } = await named(c, notice);
  return page(c, <ExplainPage view={viewOf(c)} notice={notice} name={name} troubles={troubles} />, 422);
}

async function withdrawPage(c: Ctx, notice: Notice, reason = '', troubles: Trouble[] = []): Promise<Response> {
  const { name } = await named(c, notice);
  const view = viewOf(c);
  const t = say(view);
  const words = { title: t('withdrawTitle'), text: t('withdrawText'), confirmText: t('withdraw') };
  const props = { view, notice, name, troubles, action: roomPath('withdraw', notice.id), danger: true, ...words };
  return page(
    c,
    <AskPage {...props}>
      <ReasonField view={view} troubles={troubles} value={reason} />
    </AskPage>,
    troubles.length ? 422 : 200,
  );
}

async function doWithdraw(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.publish');
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => withdrawPage(c, notice, typedText(typed, 'reason'), troubles);
  const input = checkForm(reasonInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await withdraw(c.var.services, byOf(c, 'notices.publish'), notice.id, input.value.reason);
  return answer(c, outcome, noticePath(notice.id), again);
}

async function reopenPage(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.draft');
  const { name } = await named(c, notice);
  const view = viewOf(c);
  const t = say(view);
  const words = { title: t('reopenTitle'), text: t('reopenText'), confirmText: t('reopen') };
  return page(c, <AskPage {...{ view, notice, name, ...words }} action={roomPath('reopen', notice.id)} />);
}

/** A one-button act: done, or the reason why not. */
function simple(permission: string, step: typeof takeBack) {
  return async (c: Ctx): Promise<Response> => {
    const notice = await issued(c, permission);
    const outcome = await step(c.var.services, byOf(c, permission), notice.id);
    return answer(c, outcome, noticePath(notice.id), (troubles) => explain(c, notice, troubles));
  };
}

function nextMorning(c: Ctx): string {
  const { services } = c.var;
  const tomorrow = addDays(localDate(services.clock.now(), services.config.timeZone), 1);
  return `${tomorrow}T09:00`;
}

export const reviewRoutes: readonly Route[] = [
  get(roomPattern('preview'), 'notices.read', preview),
  get(roomPattern('check'), 'notices.draft', async (c) => checkPage(c, await issued(c, 'notices.draft'))),
  post(roomPattern('check'), 'notices.draft', sendForReview),
  post(roomPattern('takeBack'), 'notices.draft', simple('notices.draft', takeBack)),
  get(roomPattern('reopen'), 'notices.draft', reopenPage),
  post(roomPattern('reopen'), 'notices.draft', simple('notices.draft', reopen)),
  get(roomPattern('review'), 'notices.approve', async (c) => reviewPage(c, await issued(c, 'notices.approve'))),
  post(roomPattern('review'), 'notices.approve', decide),
  get(roomPattern('publish'), 'notices.publish', async (c) =>
    publishPage(c, await issued(c, 'notices.publish'), { when: 'now', publishAt: nextMorning(c) }),
  ),
  post(roomPattern('publish'), 'notices.publish', doPublish),
  post(roomPattern('unschedule'), 'notices.publish', simple('notices.publish', unschedule)),
  post(roomPattern('stop'), 'notices.publish', doStop),
  get(roomPattern('withdraw'), 'notices.publish', async (c) => withdrawPage(c, await issued(c, 'notices.publish'))),
  post(roomPattern('withdraw'), 'notices.publish', doWithdraw),
];

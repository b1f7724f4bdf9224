/** The personal link. GET stores nothing and answers nothing; POST acknowledges and goes back to the same address. */
import { localDate } from '#platform/clock.ts';
import { fileByHash } from '#platform/files/queries.ts';
import { fileAnswer } from '#platform/files/serve.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm, typedText } from '#platform/http/form.ts';
import { NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { TapLimit } from '#platform/http/tap-limit.ts';
import { type ContentLanguage, wordsLanguage } from '#platform/i18n.ts';
import { markdownToHtml } from '#platform/markdown.ts';
import { ownMemory } from '#platform/own-memory.ts';
import { acknowledge, type Opened, openLink } from '../actions/personal.ts';
import { ownToken } from '../actions/wishes.ts';
import { languageOrder, type Notice, textFor } from '../model/notice.ts';
import { numberFor } from '../numbers/model/number.ts';
import { day } from '../pages/frame.tsx';
import { EndedPage, type EndedProps, PersonalPage } from '../pages/personal.tsx';
import { browsersPath, personalFilePattern, personalPath, personalPattern, publicPath, wishesPath } from '../paths.ts';
import { attachmentOf } from '../queries/public.ts';
import { type Reply, slipPanel } from '../slips/routes/panel.tsx';
import { named, organisationNames, viewOf } from './request.ts';

/** For acknowledgements, replies and the names that are guessed at. */
export const taps = ownMemory(() => new TapLimit());

function asked(c: Ctx): ContentLanguage | undefined {
  return languageOrder.find((language) => language === c.req.query('lang'));
}

/** Words of the page in the language of the text; the choice stands in the address and is not kept. */
function speak(c: Ctx, language: ContentLanguage | null | undefined): void {
  if (!language) return;
  c.set('language', wordsLanguage(language));
  c.set('around', language);
}

async function open(c: Ctx): Promise<Response> {
  const opened = await openLink(c.var.services, c.req.param('token') ?? '');
  return showPersonal(c, opened, {});
}

/** The page of a link; `reply` is what came of answering its slip. Nothing of it can be told from the address. */
export async function showPersonal(c: Ctx, opened: Opened, reply: Reply): Promise<Response> {
  if (opened.kind !== 'open') return ended(c, opened);
  const token = c.req.param('token') ?? '';
  const { services } = c.var;
  const { whole } = opened;
  // Whoever has not said a language gets the browser's.
  const wanted = asked(c) ?? opened.language ?? c.var.language;
  const text = textFor(whole, wanted);
  speak(c, text?.language);
  const { organisationId } = whole.notice;
  const offices = await organisationNames(c, [organisationId]);
  const own = ownToken(services, { personId: opened.personId, epoch: opened.epoch });
  const props = {
    view: viewOf(c, 'public'),
    token,
    whole,
    office: offices.get(organisationId) ?? '',
    publishedOn: localDate(whole.notice.publishedAt as Date, services.config.timeZone),
    wanted,
    bodyHtml: markdownToHtml(text?.body ?? ''),
    correctedOn: localDate(whole.notice.correctedAt ?? services.clock.now(), services.config.timeZone),
    acknowledged: opened.acknowledged,
    wishesHref: wishesPath(own),
    browsersHref: browsersPath(own),
    earlier: opened.earlier,
  };
  const slip = await slipPanel(c, opened, { view: props.view, token, language: text?.language ?? wanted }, reply);
  return page(c, <PersonalPage {...props} {...slip} />, reply.troubles ? 422 : 200);
}

async function tap(c: Ctx): Promise<Response> {
  const token = c.req.param('token') ?? '';
  if (!taps(c.var.services).allow(token, c.var.services.clock.now().getTime())) {
    return page(c, <EndedPage view={viewOf(c, 'public')} kind="busy" />, 429);
  }
  // What was read: if it was corrected meanwhile, the page is shown again.
  const seen = c.req.header('content-type') ? typedText((await readForm(c)).typed, 'version') : '';
  const outcome = await acknowledge(c.var.services, token, seen ? Number(seen) : undefined);
  if (!outcome.ok && outcome.troubles[0]?.key === 'linkEnded') return ended(c, await openLink(c.var.services, token));
  const language = asked(c);
  return seeOther(c, personalPath(token) + (language ? `?lang=${language}` : ''));
}

async function ended(c: Ctx, opened: Opened): Promise<Response> {
  if (opened.kind === 'open') return seeOther(c, c.req.path);
  const props: Omit<EndedProps, 'view'> = { kind: opened.kind };
  if (opened.kind !== 'unknown') {
    speak(c, asked(c) ?? opened.language);
    const { notice } = opened;
    const out = notice.publishedAt !== null && notice.publishedAt <= c.var.services.clock.now();
    if (notice.isPublic && out) props.publicHref = publicPath(notice.id);
    if (opened.kind === 'withdrawn') {
      props.reason = notice.withdrawnReason;
      props.tombstone = await tombstone(c, notice, opened.language);
    }
  }
  return page(c, <EndedPage view={viewOf(c, 'public')} {...props} />, opened.kind === 'unknown' ? 404 : 410);
}

async function tombstone(c: Ctx, notice: Notice, language: ContentLanguage | null): Promise<EndedProps['tombstone']> {
  const { services } = c.var;
  const { timeZone } = services.config;
  const { whole, office } = await named(c, notice);
  const text = textFor(whole, asked(c) ?? language);
  if (!text || !notice.withdrawnAt || !notice.publishedAt) return undefined;
  const published = day(viewOf(c, 'public'), localDate(notice.publishedAt, timeZone));
  return {
    title: text.title,
    lang: text.language,
    caption: [numberFor(notice, c.var.language), published, office].filter(Boolean).join(' · '),
    withdrawnOn: localDate(notice.withdrawnAt, timeZone),
  };
}

async function file(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const opened = await openLink(services, c.req.param('token') ?? '');
  if (opened.kind !== 'open') return ended(c, opened);
  const id = Number(c.req.param('attachment'));
  if (!Number.isSafeInteger(id)) throw new NotFound();
  const attachment = await attachmentOf(services.db, opened.whole.notice.id, id);
  const stored = attachment && (await fileByHash(services.db, attachment.hash));
  if (!attachment || !stored) throw new NotFound();
  return fileAnswer(c, stored, attachment.name, attachment.hash, false);
}

export const personalRoutes: readonly Route[] = [
  get(personalPattern, 'link', open),
  post(personalPattern, 'link', tap, { maxBody: 16 * 1024 }),
  get(personalFilePattern, 'link', file),
];

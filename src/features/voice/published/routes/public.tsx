/** Published answers for everybody. No account is looked at, and nothing is counted. */
import type { Ctx } from '#platform/http/context.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { words } from '../../messages.ts';
import { answersFeed } from '../atom.ts';
import { answersWish } from '../input.ts';
import { gramsAsked, wordsOf } from '../model/search.ts';
import { AnswerPage, AnswerVersionPage } from '../pages/answer.tsx';
import type { PublicView } from '../pages/frame.tsx';
import { AnswersPage } from '../pages/list.tsx';
import { answersAtomPath, answersListPath, answersPath, publishedPattern, publishedVersionPattern } from '../paths.ts';
import { newestPublished, publishedByNumber, versionsOf } from '../queries/published.ts';
import { allCategories, publishedAnswers, publishingOffices } from '../queries/search.ts';

const rowsAPage = 30;

export const publicRoutes: readonly Route[] = [
  get(answersPath, 'public', list),
  get(answersAtomPath, 'public', atom),
  get(publishedPattern, 'public', show),
  get(publishedVersionPattern, 'public', showVersion),
];

function viewOf(c: Ctx): PublicView {
  return { shell: c.var.shell('public'), t: words(c.var.language), language: c.var.language };
}

async function list(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const { before, ...filters } = answersWish((name) => c.req.query(name));
  const asked = wordsOf(filters.text);
  // Only signs were typed: nothing has them.
  const nothing = filters.text !== '' && asked.length === 0;
  const wish = {
    words: asked,
    category: filters.category,
    officeId: filters.office ? Number(filters.office) : undefined,
    before,
    limit: rowsAPage + 1,
  };
  const [found, categories, offices] = await Promise.all([
    nothing ? [] : publishedAnswers(db, wish),
    allCategories(db),
    publishingOffices(db),
  ]);
  const rows = found.slice(0, rowsAPage);
  const last = rows.at(-1);
  const more = found.length > rowsAPage;
  const props = {
    ...{ view: viewOf(c), rows, filters, categories, offices },
    short: !more && asked.length > 0 && asked.flatMap(gramsAsked).length === 0,
    nextHref: more && last ? answersListPath(filters, last.seq) : undefined,
    firstHref: before === undefined ? undefined : answersListPath(filters),
  };
  c.header('cache-control', 'no-cache');
  return page(c, <AnswersPage {...props} />);
}

async function published(c: Ctx) {
  const one = await publishedByNumber(c.var.services.db, c.req.param('answer') ?? '');
  if (!one) throw new NotFound();
  c.header('cache-control', 'no-cache');
  return { one, versions: await versionsOf(c.var.services.db, one.number) };
}

async function show(c: Ctx): Promise<Response> {
  return page(c, <AnswerPage view={viewOf(c)} {...(await published(c))} />);
}

async function showVersion(c: Ctx): Promise<Response> {
  const { one, versions } = await published(c);
  const version = versions.find((each) => String(each.version) === c.req.param('version'));
  // Of a withdrawn answer no text is left.
  if (!version || version.title === null) throw new NotFound();
  return page(c, <AnswerVersionPage view={viewOf(c)} one={one} version={version} />);
}

async function atom(c: Ctx): Promise<Response> {
  const { db, config } = c.var.services;
  const t = words(c.var.language);
  const { siteName } = c.var.shell('public');
  const feed = answersFeed(await newestPublished(db, rowsAPage), {
    ...{ siteName, title: t('answersFeedTitle', { site: siteName }) },
    ...{ publicUrl: config.publicUrl, timeZone: config.timeZone },
    withdrawnTitle: t('answerWithdrawnTitle'),
    ...{ question: t('answerQuestion'), answer: t('answerAnswer') },
    whyWithdrawn: (one) =>
      [one.withdrawnGround && t(`ground_${one.withdrawnGround}`), one.withdrawnReason].filter(Boolean).join(' · '),
  });
  c.header('content-type', 'application/atom+xml; charset=utf-8');
  c.header('cache-control', 'public, max-age=300');
  c.header('vary', 'accept-language, cookie');
  return c.body(feed);
}

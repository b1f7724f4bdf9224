/** Public pages: home, list, a notice, its files, the feed. No account is looked at. */
import { endOfLocalDay, localDate } from '#platform/clock.ts';
import { fileByHash } from '#platform/files/queries.ts';
import { fileAnswer } from '#platform/files/serve.ts';
import type { Ctx } from '#platform/http/context.ts';
import { completeAnswer } from '#platform/http/protection.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { markdownToHtml } from '#platform/markdown.ts';
import type { Services } from '#platform/services.ts';
import { isFramed } from '#platform/wording.ts';
import { atomFeed } from '../atom.ts';
import { languageOrder, textFor } from '../model/notice.ts';
import { pairsOf, wordsOf } from '../model/search.ts';
import { say } from '../pages/frame.tsx';
import { HomePage, PublicListPage, PublicNoticePage, type PublicView } from '../pages/public.tsx';
import { atomPath, homePath, publicFilePattern, publicListPath, publicPattern } from '../paths.ts';
import { attachmentOf, publicNotice, publicNotices, publicOffices, publicStamp } from '../queries/public.ts';
import { entryOf } from '../register/routes.tsx';
import { RenderedPages } from '../rendered.ts';
import { neighboursOf } from '../series/routes/series.tsx';
import { named, organisationNames } from './request.ts';

const rowsAPage = 30;
const caches = new WeakMap<Services, RenderedPages>();

function publicView(c: Ctx): PublicView {
  const zone = c.var.services.config.timeZone;
  const today = localDate(c.var.services.clock.now(), zone);
  return { shell: c.var.shell('public'), language: c.var.language, zone, today, localDay: (at) => localDate(at, zone) };
}

async function home(c: Ctx): Promise<Response> {
  const { services, language } = c.var;
  const now = services.clock.now();
  const today = localDate(now, services.config.timeZone);
  const onFront = (pinned: boolean) =>
    publicNotices(services.db, now, language, { limit: 10, front: { today, pinned } });
  const [pinned, rows] = [await onFront(true), await onFront(false)];
  const offices = await organisationNames(
    c,
    [...pinned, ...rows].map((row) => row.organisationId),
  );
  c.header('cache-control', 'no-cache');
  return page(c, <HomePage view={publicView(c)} pinned={pinned} rows={rows} offices={offices} />);
}

async function list(c: Ctx): Promise<Response> {
  const { services, language } = c.var;
  const { timeZone } = services.config;
  const now = services.clock.now();
  const text = (c.req.query('text') ?? '').slice(0, 100);
  const office = /^[1-9]\d{0,14}$/.test(c.req.query('office') ?? '') ? (c.req.query('office') as string) : '';
  const year = /^20\d\d$/.test(c.req.query('year') ?? '') ? (c.req.query('year') as string) : '';
  const key = /^(\d{1,15})-(\d{1,15})$/.exec(c.req.query('before') ?? '');
  const words = wordsOf(text);
  const found = await publicNotices(services.db, now, language, {
    text: text.trim() ? { words, pairs: words.flatMap(pairsOf) } : undefined,
    organisationId: office ? Number(office) : undefined,
    from: year ? new Date(endOfLocalDay(`${Number(year) - 1}-12-31`, timeZone).getTime() + 1) : undefined,
    until: year ? endOfLocalDay(`${year}-12-31`, timeZone) : undefined,
    before: key ? { at: new Date(Number(key[1])), id: Number(key[2]) } : undefined,
    limit: rowsAPage + 1,
  });
  const rows = found.slice(0, rowsAPage);
  const plain = !(text.trim() || office || year || key);
  const front = { today: localDate(now, timeZone), pinned: true };
  const pinned = plain ? await publicNotices(services.db, now, language, { limit: 10, front }) : [];
  const { ids, since } = await publicOffices(services.db, now);
  const offices = await organisationNames(c, ids);
  const thisYear = Number(localDate(now, timeZone).slice(0, 4));
  const firstYear = since ? Number(localDate(since, timeZone).slice(0, 4)) : thisYear;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ text, office, year })) if (value) query.set(name, value);
  const href = (before?: string) => {
    const parts = new URLSearchParams(query);
    if (before) parts.set('before', before);
    return parts.size ? `${publicListPath}?${parts}` : publicListPath;
  };
  const last = rows.at(-1);
  const props = {
    view: publicView(c),
    pinned,
    rows,
    offices,
    choices: [...offices].map(([id, name]) => ({ id, name })),
    years: Array.from({ length: thisYear - firstYear + 1 }, (_, i) => thisYear - i),
    filters: { text, office, year },
    nextHref: found.length > rowsAPage && last ? href(`${last.publishedAt.getTime()}-${last.id}`) : undefined,
    firstHref: key ? href() : undefined,
  };
  c.header('cache-control', 'no-cache');
  return page(c, <PublicListPage {...props} />);
}

/** A page is rendered around the text that it shows: where the operator has the words, also in Tibetan. */
async function render(c: Ctx, id: number, wanted: string): Promise<string | undefined> {
  const { services } = c.var;
  const notice = await publicNotice(services.db, id, services.clock.now());
  if (!notice) return undefined;
  const { whole, office } = await named(c, notice);
  const text = textFor(whole, wanted);
  const bodyHtml = notice.state === 'withdrawn' ? '' : markdownToHtml(text?.body ?? '');
  const withdrawn = notice.state === 'withdrawn';
  const neighbours = withdrawn ? undefined : await neighboursOf(c, notice.id, wanted);
  const rule = whole.rule && !withdrawn ? await entryOf(c, id) : undefined;
  // Where the screens speak it, the reader's own choice holds for what is around the text.
  const around = text && isFramed(text.language) ? text.language : undefined;
  const props = { view: { ...publicView(c), around }, whole, office, wanted, bodyHtml, neighbours, rule };
  return `<!doctype html>\n${(await (<PublicNoticePage {...props} />)).toString()}`;
}

async function notice(c: Ctx): Promise<Response> {
  const services = c.get('services');
  const language = c.get('language');
  const id = idFrom(c, 'notice');
  const asked = c.req.query('lang');
  const wanted = asked && (languageOrder as readonly string[]).includes(asked) ? asked : language;
  const now = services.clock.now();
  let cache = caches.get(services);
  if (!cache) {
    cache = new RenderedPages();
    caches.set(services, cache);
  }
  // Only addresses of our own making are kept: any other query string would go into the page's links.
  const mark = c.req.url.indexOf('?');
  const search = mark < 0 ? '' : c.req.url.slice(mark);
  const canonical = search === '' || search === `?lang=${wanted}`;
  // Of a day: what holds until today is marked tomorrow, though nobody changed it.
  const key = canonical ? `${id} ${localDate(now, services.config.timeZone)} ${language} ${search}` : '';
  const kept = canonical ? cache : new RenderedPages();
  // Everybody reads such a page at once: nothing is made here (no URL, no function) that most readers do not need.
  const found =
    kept.fresh(key, now.getTime()) ??
    (await kept.page(
      key,
      now.getTime(),
      () => publicStamp(services.db, id, now),
      () => render(c, id, wanted),
    ));
  if (!found) throw new NotFound();
  if (!matches(c.req.header('if-none-match'), found.etag)) return completeAnswer(c, found.body, found.headers);
  for (const [name, value] of Object.entries(found.headers)) if (name !== 'content-type') c.header(name, value);
  return c.body(null, 304);
}

function matches(header: string | undefined, etag: string): boolean {
  if (!header) return false;
  return header.split(',').some((part) => part.trim().replace(/^W\//, '') === etag);
}

async function file(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const found = await publicNotice(services.db, idFrom(c, 'notice'), services.clock.now());
  if (found?.state !== 'published') throw new NotFound();
  const attachment = await attachmentOf(services.db, found.id, idFrom(c, 'attachment'));
  const stored = attachment && (await fileByHash(services.db, attachment.hash));
  if (!attachment || !stored) throw new NotFound();
  return fileAnswer(c, stored, attachment.name, attachment.hash, true);
}

async function atom(c: Ctx): Promise<Response> {
  const { services, language } = c.var;
  const t = say(c.var);
  const rows = await publicNotices(services.db, services.clock.now(), language, { limit: 30 });
  const siteName = c.var.shell('public').siteName;
  const feed = atomFeed(rows, {
    siteName,
    title: t('feedTitle', { site: siteName }),
    publicUrl: services.config.publicUrl,
    offices: await organisationNames(
      c,
      rows.map((row) => row.organisationId),
    ),
    withdrawnTitle: (title) => t('withdrawnFeedTitle', { title }),
    correctedNote: (reason) => t('correctedFeedNote', { reason }),
    fallback: new Date(0),
  });
  c.header('content-type', 'application/atom+xml; charset=utf-8');
  c.header('cache-control', 'public, max-age=300');
  c.header('vary', 'accept-language, cookie');
  return c.body(feed);
}

export const publicRoutes: readonly Route[] = [
  get(homePath, 'public', home),
  get(publicListPath, 'public', list),
  get(atomPath, 'public', atom),
  get(publicPattern, 'public', notice),
  get(publicFilePattern, 'public', file),
];

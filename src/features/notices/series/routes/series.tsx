/** Series at the desk, a notice's place in one, and the public page. */
import { organisationById } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import type { Notice } from '../../model/notice.ts';
import { say } from '../../pages/frame.tsx';
import { AskPage } from '../../pages/publish.tsx';
import { noticePath } from '../../paths.ts';
import { answer, byOf, choicesOf, issued, named, viewOf } from '../../routes/request.ts';
import { usableBy } from '../../templates/actions/use.ts';
import { templatesWithin } from '../../templates/queries/templates.ts';
import { endSeries, followUp, placeInSeries, renameSeries, setRecurrence, startSeries } from '../actions/series.ts';
import { newSeriesInput, placeInput, recurrenceInput, titleInput } from '../input.ts';
import type { Series } from '../model/series.ts';
import { type Neighbours, PublicSeriesPage } from '../pages/public.tsx';
import {
  EndSeriesPage,
  NewSeriesPage,
  PlacePage,
  RecurrencePage,
  SeriesListPage,
  SeriesPage,
} from '../pages/series.tsx';
import {
  endSeriesPattern,
  followPath,
  followPattern,
  newSeriesPath,
  placePattern,
  publicSeriesPattern,
  recurrencePattern,
  seriesListPath,
  seriesPath,
  seriesPattern,
} from '../paths.ts';
import { entriesOf, placeOf, seriesById, seriesFor, seriesInReach, seriesWithin } from '../queries/series.ts';

const permission = 'notices.draft';
const rowsAPage = 50;

async function list(c: Ctx): Promise<Response> {
  const before = /^[1-9]\d{0,14}$/.test(c.req.query('before') ?? '') ? Number(c.req.query('before')) : undefined;
  const found = await seriesWithin(c.var.services.db, c.var.reach(permission), { before, limit: rowsAPage + 1 });
  const rows = found.slice(0, rowsAPage);
  const nextHref = found.length > rowsAPage ? `${seriesListPath}?before=${rows.at(-1)?.id}` : undefined;
  const props = { view: viewOf(c), rows, nextHref, firstHref: before ? seriesListPath : undefined };
  return page(c, <SeriesListPage {...props} />);
}

async function newForm(c: Ctx, values = { title: '', organisationId: '' }, troubles: readonly Trouble[] = []) {
  const props = { view: viewOf(c), offices: await choicesOf(c, permission), values, troubles };
  return page(c, <NewSeriesPage {...props} />, troubles.length ? 422 : 200);
}

async function start(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const values = { title: typedText(typed, 'title'), organisationId: typedText(typed, 'organisationId') };
  const again = (troubles: readonly Trouble[]) => newForm(c, values, troubles);
  const input = checkForm(newSeriesInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await startSeries(c.var.services, byOf(c, permission), input.value);
  return answer(c, outcome, ({ id }) => seriesPath(id), again);
}

async function seriesOf(c: Ctx): Promise<Series> {
  const series = await seriesInReach(c.var.services.db, c.var.reach(permission), idFrom(c, 'series'));
  if (!series) throw new NotFound();
  return series;
}

async function show(c: Ctx, typed?: string, troubles: readonly Trouble[] = []): Promise<Response> {
  const series = await seriesOf(c);
  const { services, language } = c.var;
  const entries = (await entriesOf(services.db, series.id, language)).map((entry) => ({
    ...entry,
    publishedOn: entry.publishedAt && localDate(entry.publishedAt, services.config.timeZone),
  }));
  const hasPage = (await entriesOf(services.db, series.id, language, services.clock.now())).length > 0;
  const props = { view: viewOf(c), series, entries, hasPage, title: typed ?? series.title, troubles };
  return page(c, <SeriesPage {...props} />, troubles.length ? 422 : 200);
}

async function rename(c: Ctx): Promise<Response> {
  const series = await seriesOf(c);
  const { typed } = await readForm(c);
  const again = (troubles: readonly Trouble[]) => show(c, typedText(typed, 'title'), troubles);
  const input = checkForm(titleInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await renameSeries(c.var.services, byOf(c, permission), series.id, input.value.title);
  return answer(c, outcome, seriesPath(series.id), again);
}

async function recurrenceForm(
  c: Ctx,
  typed?: { templateId: string; cadence: string; onDay: string },
  troubles: readonly Trouble[] = [],
): Promise<Response> {
  const series = await seriesOf(c);
  const { db } = c.var.services;
  const office = await organisationById(db, series.organisationId);
  const found = await templatesWithin(db, c.var.reach(permission), { retired: false, text: '', limit: 200 });
  const templates = found.filter((template) => office && usableBy(template, office));
  const values = typed ?? {
    templateId: String(series.templateId ?? ''),
    cadence: series.cadence ?? 'weekly',
    onDay: String(series.onDay ?? 1),
  };
  const props = { view: viewOf(c), series, templates, values, troubles };
  return page(c, <RecurrencePage {...props} />, troubles.length ? 422 : 200);
}

async function saveRecurrence(c: Ctx): Promise<Response> {
  const series = await seriesOf(c);
  const { typed } = await readForm(c);
  const of = (name: string) => typedText(typed, name);
  const values = { templateId: of('templateId'), cadence: of('cadence'), onDay: of('onDay') };
  const again = (troubles: readonly Trouble[]) => recurrenceForm(c, values, troubles);
  const by = byOf(c, permission);
  if (of('what') === 'stop') {
    return answer(c, await setRecurrence(c.var.services, by, series.id, null), seriesPath(series.id), again);
  }
  const input = checkForm(recurrenceInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await setRecurrence(c.var.services, by, series.id, input.value);
  return answer(c, outcome, seriesPath(series.id), again);
}

async function end(c: Ctx): Promise<Response> {
  const series = await seriesOf(c);
  await readForm(c);
  const outcome = await endSeries(c.var.services, byOf(c, permission), series.id);
  return answer(c, outcome, seriesPath(series.id), (troubles) => show(c, undefined, troubles));
}

async function placeForm(c: Ctx, notice: Notice, typed?: string, troubles: readonly Trouble[] = []) {
  const { db } = c.var.services;
  const { name } = await named(c, notice);
  const place = await placeOf(db, notice.id);
  const choices = await seriesFor(db, c.var.reach(permission), notice.organisationPath);
  const value = typed ?? String(place?.seriesId ?? '');
  const props = {
    view: viewOf(c),
    notice,
    name,
    choices,
    value,
    mayFollow: place !== undefined,
    troubles: [...troubles],
  };
  return page(c, <PlacePage {...props} />, troubles.length ? 422 : 200);
}

async function savePlace(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed } = await readForm(c);
  const again = (troubles: readonly Trouble[]) => placeForm(c, notice, typedText(typed, 'series'), troubles);
  const input = checkForm(placeInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await placeInSeries(c.var.services, byOf(c, permission), notice.id, input.value.series);
  return answer(c, outcome, noticePath(notice.id), again);
}

async function followForm(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const notice = await issued(c, permission);
  const { name } = await named(c, notice);
  const view = viewOf(c);
  const t = say(view);
  const words = { title: t('followUpTitle'), text: t('followUpText'), confirmText: t('followUp') };
  const props = { view, notice, name, troubles: [...troubles], action: followPath(notice.id), ...words };
  return page(c, <AskPage {...props} />, troubles.length ? 422 : 200);
}

async function follow(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  await readForm(c);
  const outcome = await followUp(c.var.services, byOf(c, permission), notice.id);
  return answer(
    c,
    outcome,
    ({ id }) => noticePath(id),
    (troubles) => followForm(c, troubles),
  );
}

async function publicPage(c: Ctx): Promise<Response> {
  const { services, language } = c.var;
  const series = await seriesById(services.db, idFrom(c, 'series'));
  if (!series) throw new NotFound();
  const found = await entriesOf(services.db, series.id, language, services.clock.now());
  // A title that nobody was meant to read yet.
  if (found.length === 0) throw new NotFound();
  const entries = found.map((entry) => ({
    ...entry,
    publishedOn: localDate(entry.publishedAt as Date, services.config.timeZone),
  }));
  const props = { view: viewOf(c, 'public'), title: series.title, office: series.organisation, entries };
  c.header('cache-control', 'no-cache');
  return page(c, <PublicSeriesPage {...props} />);
}

/** For a public notice: its series, and the public notices before and after it. */
export async function neighboursOf(c: Ctx, noticeId: number, language: string): Promise<Neighbours | undefined> {
  const { db, clock } = c.var.services;
  const place = await placeOf(db, noticeId);
  if (!place) return undefined;
  const entries = await entriesOf(db, place.seriesId, language, clock.now());
  const at = entries.findIndex((entry) => entry.id === noticeId);
  if (at < 0) return undefined;
  return { id: place.seriesId, title: place.title, previous: entries[at - 1], next: entries[at + 1] };
}

export const seriesRoutes: readonly Route[] = [
  get(seriesListPath, permission, list),
  get(newSeriesPath, permission, (c) => newForm(c)),
  post(newSeriesPath, permission, start),
  get(seriesPattern, permission, (c) => show(c)),
  post(seriesPattern, permission, rename),
  get(recurrencePattern, permission, (c) => recurrenceForm(c)),
  post(recurrencePattern, permission, saveRecurrence),
  get(endSeriesPattern, permission, async (c) =>
    page(c, <EndSeriesPage view={viewOf(c)} series={await seriesOf(c)} />),
  ),
  post(endSeriesPattern, permission, end),
  get(placePattern, permission, async (c) => placeForm(c, await issued(c, permission))),
  post(placePattern, permission, savePlace),
  get(followPattern, permission, (c) => followForm(c)),
  post(followPattern, permission, follow),
  get(publicSeriesPattern, 'public', publicPage),
];

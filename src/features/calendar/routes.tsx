/** The legal calendar at the desk. */
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { Forbidden, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { changesOf, forgetYear, knownYears, loadYears } from './actions.ts';
import { countInput, loadInput, yearQuery } from './input.ts';
import { addWorkingDays, calendarOf, workingDaysOfYear, yearOf } from './model.ts';
import { CalendarPage, type CalendarView, ConfirmLoadPage, RemoveYearPage } from './pages.tsx';
import { calendarPath, checkFilePath, loadPath, removeYearPattern, yearPath } from './paths.ts';
import { ofDistrict } from './policy.ts';
import { loadedYears } from './queries.ts';
import { largestFile, readCalendar } from './read.ts';
import { shippedYears } from './shipped.ts';

const operationsHref = '/desk/operations';

function viewOf(c: Ctx): CalendarView {
  return {
    shell: c.var.shell('staff'),
    language: c.var.language,
    zone: c.var.services.config.timeZone,
    operationsHref: c.var.reach('calendar.load').paths.length > 0 ? operationsHref : null,
  };
}

function loader(c: Ctx): { accountId: number; at: Date } {
  const { caller, services } = c.var;
  if (caller.kind !== 'account' || !ofDistrict(c.var.reach('calendar.load'))) throw new Forbidden();
  return { accountId: caller.accountId, at: services.clock.now() };
}

async function show(c: Ctx, fileTroubles: readonly Trouble[] = []): Promise<Response> {
  const { db, clock, config } = c.var.services;
  const today = localDate(clock.now(), config.timeZone);
  const known = await knownYears(db);
  const loaded = await loadedYears(db);
  const calendar = calendarOf(known);
  const year = yearQuery.parse(c.req.query()).year ?? yearOf(today);
  const found = known.find((one) => one.year === year);
  const own = loaded.find((one) => one.year === year);
  const typed = { from: c.req.query('from') ?? today, days: c.req.query('days') ?? '' };
  const asked = c.req.query('days') !== undefined;
  const input = checkForm(countInput, typed);
  const result =
    asked && input.ok ? { ...addWorkingDays(calendar, input.value.from, input.value.days), ...input.value } : null;
  const troubles = [...fileTroubles, ...(asked && !input.ok ? input.troubles : [])];
  const props = {
    view: viewOf(c),
    years: [...known.map((one) => one.year), yearOf(today), yearOf(today) + 1],
    year,
    shown: found
      ? {
          ...found,
          working: workingDaysOfYear(calendar, year),
          loaded: own ? { source: own.source, at: own.loadedAt } : null,
        }
      : null,
    mayLoad: ofDistrict(c.var.reach('calendar.load')),
    ...{ typed, result, troubles },
  };
  return page(c, <CalendarPage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function checkFile(c: Ctx): Promise<Response> {
  loader(c);
  const { files } = await readForm(c);
  const file = files.file?.[0];
  if (!file) return show(c, [{ field: 'file', key: 'fileMissing' }]);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = readCalendar(bytes);
  if (!read.ok) return show(c, read.troubles);
  const props = {
    view: viewOf(c),
    source: file.name.slice(0, 200) || 'calendar',
    content: new TextDecoder().decode(bytes),
    changes: await changesOf(c.var.services.db, read.value),
  };
  return page(c, <ConfirmLoadPage {...props} />);
}

async function load(c: Ctx): Promise<Response> {
  const by = loader(c);
  const { typed } = await readForm(c);
  const input = checkForm(loadInput, { source: typedText(typed, 'source'), content: typedText(typed, 'content') });
  if (!input.ok) return show(c, [{ field: 'file', key: 'fileMissing' }]);
  const read = readCalendar(new TextEncoder().encode(input.value.content));
  if (!read.ok) return show(c, read.troubles);
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => loadYears(trx, by, input.value.source, read.value));
  return outcome.ok ? seeOther(c, yearPath(read.value.at(-1)?.year ?? 0)) : show(c, outcome.troubles);
}

function yearFrom(c: Ctx): number {
  return Number(c.req.param('year'));
}

async function askRemove(c: Ctx): Promise<Response> {
  loader(c);
  const year = yearFrom(c);
  const loaded = await loadedYears(c.var.services.db);
  if (!loaded.some((one) => one.year === year)) throw new NotFound();
  const shipped = shippedYears.some((one) => one.year === year);
  return page(c, <RemoveYearPage view={viewOf(c)} year={year} shipped={shipped} />);
}

async function remove(c: Ctx): Promise<Response> {
  const by = loader(c);
  const outcome = await c.var.services.db.transaction().execute((trx) => forgetYear(trx, by, yearFrom(c)));
  if (!outcome.ok) throw new NotFound();
  return seeOther(c, calendarPath);
}

/** The form around a file takes some place too. */
const uploadBytes = largestFile + 64 * 1024;

export const routes: readonly Route[] = [
  get(calendarPath, 'calendar.read', (c) => show(c)),
  post(checkFilePath, 'calendar.load', checkFile, { maxBody: uploadBytes }),
  post(loadPath, 'calendar.load', load, { maxBody: 4 * uploadBytes }),
  get(removeYearPattern, 'calendar.load', askRemove),
  post(removeYearPattern, 'calendar.load', remove),
];

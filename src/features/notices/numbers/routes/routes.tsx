/** Document numbers: the step of a draft, the register, the codes of offices. */
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { sheetAnswer } from '#platform/http/sheet.ts';
import type { Trouble } from '#platform/trouble.ts';
import type { Notice } from '../../model/notice.ts';
import { say } from '../../pages/frame.tsx';
import { noticePath } from '../../paths.ts';
import {
  answer,
  byOf,
  choicesOf,
  issued,
  named,
  organisationNames,
  revisionIn,
  todayOf,
  viewOf,
} from '../../routes/request.ts';
import { chooseNumber, type NumberChoice } from '../actions/choose.ts';
import { addCode, numberElsewhere, retireCode } from '../actions/codes.ts';
import { codeInput, elsewhereInput, numberInput } from '../input.ts';
import { type Code, officialNumber } from '../model/number.ts';
import { NumberPage } from '../pages/choose.tsx';
import { CodesPage, ElsewherePage, EndCodePage } from '../pages/codes.tsx';
import { RegisterPage, statusOf } from '../pages/register.tsx';
import { codesPath, elsewherePattern, endCodePattern, numberPattern, numbersCsvPath, numbersPath } from '../paths.ts';
import {
  codesFor,
  codesWithin,
  lastSerial,
  numbersWithin,
  type RegisterFilter,
  seriesWithin,
} from '../queries/numbers.ts';

const rowsAPage = 50;
const rowsInExport = 20_000;

const yearOf = (c: Ctx): number => Number(todayOf(c).slice(0, 4));

async function nextOf(c: Ctx, code: Code): Promise<string> {
  const year = yearOf(c);
  return officialNumber({ code, year, serial: (await lastSerial(c.var.services.db, code.id, year)) + 1 });
}

async function numberForm(
  c: Ctx,
  notice: Notice,
  values: { from: string; number: string },
  troubles: Trouble[] = [],
): Promise<Response> {
  const { name } = await named(c, notice);
  const codes = [];
  for (const code of await codesFor(c.var.services.db, notice.organisationId)) {
    codes.push({ ...code, next: await nextOf(c, code) });
  }
  const props = { view: viewOf(c), notice, name, codes, values, troubles };
  return page(c, <NumberPage {...props} />, troubles.length ? 422 : 200);
}

function chosen({ numberCodeId, number }: Notice): { from: string; number: string } {
  if (numberCodeId !== null) return { from: String(numberCodeId), number: '' };
  return number === null ? { from: 'none', number: '' } : { from: 'elsewhere', number };
}

async function saveNumber(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.draft');
  const { typed } = await readForm(c);
  const values = { from: typedText(typed, 'from'), number: typedText(typed, 'number') };
  const again = (troubles: Trouble[]) => numberForm(c, notice, values, troubles);
  const input = checkForm(numberInput, typed);
  if (!input.ok) return again(input.troubles);
  const { from, number } = input.value;
  const choice: NumberChoice =
    from === 'none' ? { from } : from === 'elsewhere' ? { from, number } : { from: 'series', codeId: Number(from) };
  const by = byOf(c, 'notices.draft');
  return answer(
    c,
    await chooseNumber(c.var.services, by, notice.id, revisionIn(typed), choice),
    noticePath(notice.id),
    again,
  );
}

function filterOf(c: Ctx): { filters: { code: string; year: string }; filter: Omit<RegisterFilter, 'limit'> } {
  const code = /^[1-9]\d{0,14}$/.test(c.req.query('code') ?? '') ? (c.req.query('code') as string) : '';
  const year = /^20\d\d$/.test(c.req.query('year') ?? '') ? (c.req.query('year') as string) : '';
  const key = /^(20\d\d)-(\d{1,15})-(\d{1,9})$/.exec(c.req.query('before') ?? '');
  const before = key ? { year: Number(key[1]), codeId: Number(key[2]), serial: Number(key[3]) } : undefined;
  return {
    filters: { code, year },
    filter: { codeId: code ? Number(code) : undefined, year: year ? Number(year) : undefined, before },
  };
}

function hrefOf(path: string, filters: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
  return query.size ? `${path}?${query}` : path;
}

async function register(c: Ctx): Promise<Response> {
  const { db, config } = c.var.services;
  const reach = c.var.reach('notices.read');
  const { filters, filter } = filterOf(c);
  const found = await numbersWithin(db, reach, { ...filter, limit: rowsAPage + 1 });
  const rows = found.slice(0, rowsAPage);
  const series = await seriesWithin(db, reach);
  const last = rows.at(-1);
  const codes = await codesWithin(db, reach);
  const asked = series.find((one) => String(one.codeId) === filters.code && String(one.year) === filters.year);
  const before = found.length > rowsAPage && last ? `${last.year}-${last.codeId}-${last.serial}` : '';
  const props = {
    ...{ view: viewOf(c), codes, filters, series: asked },
    rows: rows.map((row) => ({ ...row, givenOn: localDate(row.givenAt, config.timeZone) })),
    years: [...new Set(series.map(({ year }) => year))],
    mayKeepCodes: c.var.reach('notices.codes').paths.length > 0,
    csvHref: hrefOf(numbersCsvPath, filters),
    nextHref: before ? hrefOf(numbersPath, { ...filters, before }) : undefined,
    firstHref: filter.before ? hrefOf(numbersPath, filters) : undefined,
  };
  return page(c, <RegisterPage {...props} />);
}

async function exportRegister(c: Ctx): Promise<Response> {
  const { db, config } = c.var.services;
  const t = say(viewOf(c));
  const { filter } = filterOf(c);
  const found = await numbersWithin(db, c.var.reach('notices.read'), { ...filter, limit: rowsInExport });
  const header = [t('stepNumber'), t('noticeTitle'), t('givenOn'), t('numberStatus')];
  const rows = found.map((row) => [
    officialNumber({ code: { code: row.code, latin: null }, year: row.year, serial: row.serial }),
    row.noticeId === null ? (row.remark ?? '') : (row.title ?? t('untitled')),
    localDate(row.givenAt, config.timeZone),
    statusOf(t, row).text,
  ]);
  return sheetAnswer(c, { title: t('numbersTitle'), header, rows }, `${t('numbersTitle')}.csv`, 'csv');
}

async function codesForm(c: Ctx, typed: Typed, troubles: Trouble[] = []): Promise<Response> {
  const of = (name: string) => typedText(typed, name);
  const found = await codesWithin(c.var.services.db, c.var.reach('notices.codes'));
  const year = yearOf(c);
  const codes = [];
  for (const code of found) {
    const serial = await lastSerial(c.var.services.db, code.id, year);
    codes.push({ ...code, last: serial ? officialNumber({ code, year, serial }) : '' });
  }
  const props = {
    ...{ view: viewOf(c), codes, troubles },
    names: await organisationNames(
      c,
      codes.map((code) => code.organisationId),
    ),
    offices: await choicesOf(c, 'notices.codes'),
    values: { organisationId: of('organisationId'), code: of('code'), latin: of('latin') },
  };
  return page(c, <CodesPage {...props} />, troubles.length ? 422 : 200);
}

async function saveCode(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => codesForm(c, typed, troubles);
  const input = checkForm(codeInput, typed);
  if (!input.ok) return again(input.troubles);
  return answer(c, await addCode(c.var.services, byOf(c, 'notices.codes'), input.value), codesPath, again);
}

/** The code of the address, of an office within the reach; anything else is not found. */
async function codeOf(c: Ctx): Promise<Code> {
  const id = idFrom(c, 'code');
  const found = await codesWithin(c.var.services.db, c.var.reach('notices.codes'));
  const code = found.find((one) => one.id === id);
  if (!code) throw new NotFound();
  return code;
}

async function endForm(c: Ctx, troubles: Trouble[] = []): Promise<Response> {
  const props = { view: viewOf(c), code: await codeOf(c), troubles };
  return page(c, <EndCodePage {...props} />, troubles.length ? 422 : 200);
}

async function end(c: Ctx): Promise<Response> {
  const code = await codeOf(c);
  return answer(c, await retireCode(c.var.services, byOf(c, 'notices.codes'), code.id), codesPath, (t) =>
    endForm(c, t),
  );
}

async function elsewhereForm(c: Ctx, typed: Typed, troubles: Trouble[] = []): Promise<Response> {
  const code = await codeOf(c);
  const values = { count: typedText(typed, 'count') || '1', remark: typedText(typed, 'remark') };
  const props = { view: viewOf(c), code, next: await nextOf(c, code), values, troubles };
  return page(c, <ElsewherePage {...props} />, troubles.length ? 422 : 200);
}

async function saveElsewhere(c: Ctx): Promise<Response> {
  const code = await codeOf(c);
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => elsewhereForm(c, typed, troubles);
  const input = checkForm(elsewhereInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await numberElsewhere(c.var.services, byOf(c, 'notices.codes'), code.id, input.value);
  return answer(c, outcome, hrefOf(numbersPath, { code: String(code.id) }), again);
}

export const numberRoutes: readonly Route[] = [
  get(numbersPath, 'notices.read', register),
  get(numbersCsvPath, 'notices.read', exportRegister),
  get(codesPath, 'notices.codes', (c) => codesForm(c, {})),
  post(codesPath, 'notices.codes', saveCode),
  get(endCodePattern, 'notices.codes', (c) => endForm(c)),
  post(endCodePattern, 'notices.codes', end),
  get(elsewherePattern, 'notices.codes', (c) => elsewhereForm(c, {})),
  post(elsewherePattern, 'notices.codes', saveElsewhere),
  get(numberPattern, 'notices.draft', async (c) => {
    const notice = await issued(c, 'notices.draft');
    return numberForm(c, notice, chosen(notice));
  }),
  post(numberPattern, 'notices.draft', saveNumber),
];

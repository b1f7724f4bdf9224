/** The register of rules: the public list and its export, and the step of a draft. */
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { sheetAnswer } from '#platform/http/sheet.ts';
import type { Trouble } from '#platform/trouble.ts';
import type { Notice } from '../model/notice.ts';
import { pairsOf, wordsOf } from '../model/search.ts';
import { say } from '../pages/frame.tsx';
import { noticePath } from '../paths.ts';
import { publicOffices } from '../queries/public.ts';
import { answer, byOf, issued, named, organisationNames, revisionIn, todayOf, viewOf } from '../routes/request.ts';
import { saveRule } from './actions/save.ts';
import { ruleInput } from './input.ts';
import { type LinkKind, type Status, type Subject, statuses, statusOn, subjects } from './model/rule.ts';
import type { EntryProps } from './pages/entry.tsx';
import { RulePage, type RuleValues } from './pages/entry.tsx';
import { RulesPage } from './pages/register.tsx';
import { rulePattern, rulesCsvPath, rulesPath } from './paths.ts';
import { linksInWords, publicRules, type RuleFilter, ruleOf, touchedBy, touching } from './queries/rules.ts';

const rowsAPage = 30;
const rowsInExport = 5000;

function momentOf(c: Ctx) {
  const { clock, config } = c.var.services;
  return { now: clock.now(), today: todayOf(c), zone: config.timeZone };
}

function asked(c: Ctx) {
  const of = (name: string, fits: (value: string) => boolean) => {
    const value = (c.req.query(name) ?? '').slice(0, 100);
    return fits(value) ? value : '';
  };
  const filters = {
    text: of('text', (value) => value.trim() !== ''),
    subject: of('subject', (value) => (subjects as readonly string[]).includes(value)),
    status: of('status', (value) => (statuses as readonly string[]).includes(value)),
    office: of('office', (value) => /^[1-9]\d{0,14}$/.test(value)),
  };
  const words = wordsOf(filters.text);
  const filter: Omit<RuleFilter, 'limit'> = {
    text: filters.text ? { words, pairs: words.flatMap(pairsOf) } : undefined,
    subject: (filters.subject || undefined) as Subject | undefined,
    status: (filters.status || undefined) as Status | undefined,
    organisationId: filters.office ? Number(filters.office) : undefined,
  };
  const href = (path: string, before = '') => {
    const query = new URLSearchParams(Object.entries({ ...filters, before }).filter(([, value]) => value));
    return query.size ? `${path}?${query}` : path;
  };
  return { filters, filter, href };
}

async function register(c: Ctx): Promise<Response> {
  const { services, language } = c.var;
  const { filters, filter, href } = asked(c);
  const key = /^(\d{1,15})-(\d{1,15})$/.exec(c.req.query('before') ?? '');
  const before = key ? { at: new Date(Number(key[1])), id: Number(key[2]) } : undefined;
  const moment = momentOf(c);
  const found = await publicRules(services.db, moment, language, { ...filter, before, limit: rowsAPage + 1 });
  const rows = found.slice(0, rowsAPage);
  const { ids } = await publicOffices(services.db, moment.now);
  const offices = await organisationNames(c, ids);
  const last = rows.at(-1);
  const props = {
    ...{ view: viewOf(c, 'public'), rows, offices, filters },
    choices: [...offices].map(([id, name]) => ({ id, name })),
    csvHref: href(rulesCsvPath),
    nextHref:
      found.length > rowsAPage && last ? href(rulesPath, `${last.publishedAt.getTime()}-${last.id}`) : undefined,
    firstHref: before ? href(rulesPath) : undefined,
  };
  c.header('cache-control', 'no-cache');
  return page(c, <RulesPage {...props} />);
}

async function exportRegister(c: Ctx): Promise<Response> {
  const { services, language } = c.var;
  const t = say(c.var);
  const moment = momentOf(c);
  const rows = await publicRules(services.db, moment, language, { ...asked(c).filter, limit: rowsInExport });
  const offices = await organisationNames(
    c,
    rows.map((row) => row.organisationId),
  );
  const header = [
    ...[t('stepNumber'), t('noticeTitle'), t('office'), t('ruleSubject'), t('rulePublishedOn')],
    ...[t('inForceFrom'), t('inForceUntil'), t('ruleStatus')],
  ];
  const lines = rows.map((row) => [
    ...[row.number ?? '', row.title, offices.get(row.organisationId) ?? '', t(`subject_${row.subject}`)],
    ...[localDate(row.publishedAt, moment.zone), row.from, row.until ?? ''],
    t(`status_${statusOn(row, moment.today)}`),
  ]);
  return sheetAnswer(c, { title: t('rulesTitle'), header, rows: lines }, `${t('rulesTitle')}.csv`, 'csv');
}

/** What readers of a rule are told of it; nothing of any other notice. */
export async function entryOf(c: Ctx, id: number): Promise<Omit<EntryProps, 'view'> | undefined> {
  const { services, language } = c.var;
  const moment = momentOf(c);
  const [row] = await publicRules(services.db, moment, language, { id, limit: 1 });
  if (!row) return undefined;
  const { db } = services;
  return { row, touched: await touchedBy(db, id), touching: await touching(db, id, moment.now) };
}

async function form(c: Ctx, notice: Notice, values: RuleValues, troubles: Trouble[] = []): Promise<Response> {
  const { name } = await named(c, notice);
  return page(c, <RulePage {...{ view: viewOf(c), notice, name, values, troubles }} />, troubles.length ? 422 : 200);
}

async function saved(c: Ctx, notice: Notice): Promise<RuleValues> {
  const rule = await ruleOf(c.var.services.db, notice.id);
  const links = await linksInWords(c.var.services.db, rule?.links ?? []);
  const named = (kind: LinkKind) =>
    links
      .filter((link) => link.kind === kind)
      .map((link) => link.name)
      .join('\n');
  return {
    isRule: rule !== null,
    subject: rule?.subject ?? 'other',
    inForceFrom: rule?.inForceFrom ?? '',
    inForceUntil: rule?.inForceUntil ?? '',
    ...{ replaces: named('replaces'), amends: named('amends'), repeals: named('repeals') },
  };
}

function typedValues(typed: Typed): RuleValues {
  const of = (name: string) => typedText(typed, name);
  return {
    ...{ isRule: of('isRule') === 'yes', subject: of('subject') },
    ...{ inForceFrom: of('inForceFrom'), inForceUntil: of('inForceUntil') },
    ...{ replaces: of('replaces'), amends: of('amends'), repeals: of('repeals') },
  };
}

async function save(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.draft');
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => form(c, notice, typedValues(typed), troubles);
  const input = checkForm(ruleInput, typed);
  if (!input.ok) return again(input.troubles);
  const { replaces, amends, repeals, ...rule } = input.value;
  const by = byOf(c, 'notices.draft');
  const saving = { ...rule, links: { replaces, amends, repeals } };
  return answer(
    c,
    await saveRule(c.var.services, by, notice.id, revisionIn(typed), saving),
    noticePath(notice.id),
    again,
  );
}

export const registerRoutes: readonly Route[] = [
  get(rulesPath, 'public', register),
  get(rulesCsvPath, 'public', exportRegister),
  get(rulePattern, 'notices.draft', async (c) => {
    const notice = await issued(c, 'notices.draft');
    return form(c, notice, await saved(c, notice));
  }),
  post(rulePattern, 'notices.draft', save),
];

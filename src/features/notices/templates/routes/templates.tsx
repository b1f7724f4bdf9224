/** Templates: list, one, writing, using, retiring; making one from a notice. */

import { within } from '#platform/access.ts';
import { addDays } from '#platform/days.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedList, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { textInput } from '../../input.ts';
import { languageOrder, type Notice, type Text } from '../../model/notice.ts';
import { noticePath } from '../../paths.ts';
import { answer, byOf, choicesOf, issued, named, revisionIn, todayOf, viewOf } from '../../routes/request.ts';
import { retire, saveSettings, saveTemplateText, startTemplate, templateFromNotice } from '../actions/templates.ts';
import { draftFromTemplate, usableBy } from '../actions/use.ts';
import { fromNoticeInput, officeInput, settingsInput, useInput } from '../input.ts';
import { nameLimit, type Template, usualDeadlineDays, variablesIn } from '../model/template.ts';
import { FromNoticePage, SettingsPage, type SettingsValues, TemplateTextPage } from '../pages/edit.tsx';
import { TemplatePage, TemplatesPage, UsePage } from '../pages/list.tsx';
import {
  fromNoticePattern,
  newTemplatePath,
  templatePath,
  templatePattern,
  templateRoomPattern,
  templatesPath,
  templateTextPattern,
} from '../paths.ts';
import { templatesWithin, templateTexts, templateUsable } from '../queries/templates.ts';

const permission = 'notices.draft';
const rowsAPage = 50;

async function list(c: Ctx): Promise<Response> {
  const text = (c.req.query('text') ?? '').trim().slice(0, nameLimit);
  const retired = c.req.query('retired') === 'yes';
  const after = /^[1-9]\d{0,14}$/.test(c.req.query('after') ?? '') ? Number(c.req.query('after')) : undefined;
  const filter = { text, retired, after, limit: rowsAPage + 1 };
  const found = await templatesWithin(c.var.services.db, c.var.reach(permission), filter);
  const templates = found.slice(0, rowsAPage);
  const query = new URLSearchParams({ ...(text && { text }), ...(retired && { retired: 'yes' }) });
  const href = (more: Record<string, string>) => {
    const parts = new URLSearchParams([...query, ...Object.entries(more)]);
    return parts.size ? `${templatesPath}?${parts}` : templatesPath;
  };
  const nextHref = found.length > rowsAPage ? href({ after: String(templates.at(-1)?.id) }) : undefined;
  const props = { view: viewOf(c), templates, filters: { text, retired }, nextHref };
  return page(c, <TemplatesPage {...props} firstHref={after ? href({}) : undefined} />);
}

async function usable(c: Ctx): Promise<Template> {
  const template = await templateUsable(c.var.services.db, c.var.reach(permission), idFrom(c, 'template'));
  if (!template) throw new NotFound();
  return template;
}

/** One that the caller may change. */
async function own(c: Ctx): Promise<Template> {
  const template = await usable(c);
  if (!within(c.var.reach(permission), template.organisationPath)) throw new NotFound();
  return template;
}

async function show(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const template = await usable(c);
  const texts = await templateTexts(c.var.services.db, template.id);
  const variables = variablesIn(...texts.flatMap(({ title, body }) => [title, body]));
  const mayChange = within(c.var.reach(permission), template.organisationPath);
  const props = { view: viewOf(c), template, texts, variables, mayChange, troubles };
  return page(c, <TemplatePage {...props} />, troubles.length ? 422 : 200);
}

async function settingsForm(
  c: Ctx,
  template: Template | undefined,
  values: SettingsValues,
  troubles: readonly Trouble[] = [],
): Promise<Response> {
  const props = { view: viewOf(c), template, offices: await choicesOf(c, permission), values, troubles };
  return page(c, <SettingsPage {...props} />, troubles.length ? 422 : 200);
}

const fresh: SettingsValues = {
  organisationId: '',
  name: '',
  kind: 'safety',
  mainLanguage: 'zh-CN',
  isPublic: false,
  request: 'none',
  deadlineDays: '',
  roles: ['guardians'],
};

function valuesOf(template: Template): SettingsValues {
  const { name, kind, mainLanguage, isPublic, request, roles } = template;
  const deadlineDays = template.deadlineDays === null ? '' : String(template.deadlineDays);
  return { organisationId: '', name, kind, mainLanguage, isPublic, request, deadlineDays, roles };
}

function typedValues(typed: Typed): SettingsValues {
  const of = (name: string) => typedText(typed, name);
  return {
    organisationId: of('organisationId'),
    name: of('name'),
    kind: of('kind'),
    mainLanguage: of('mainLanguage'),
    isPublic: of('isPublic') === 'yes',
    request: of('request'),
    deadlineDays: of('deadlineDays'),
    roles: typedList(typed, 'roles'),
  };
}

async function start(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const again = (troubles: readonly Trouble[]) => settingsForm(c, undefined, typedValues(typed), troubles);
  const [office, input] = [checkForm(officeInput, typed), checkForm(settingsInput, typed)];
  if (!input.ok) return again(input.troubles);
  if (!office.ok) return again(office.troubles);
  const by = byOf(c, permission);
  const outcome = await startTemplate(c.var.services, by, office.value.organisationId, input.value);
  return answer(c, outcome, ({ id }) => templatePath(id), again);
}

async function changeSettings(c: Ctx): Promise<Response> {
  const template = await own(c);
  const { typed } = await readForm(c);
  const again = (troubles: readonly Trouble[]) => settingsForm(c, template, typedValues(typed), troubles);
  const input = checkForm(settingsInput, typed);
  if (!input.ok) return again(input.troubles);
  const by = byOf(c, permission);
  const outcome = await saveSettings(c.var.services, by, template.id, revisionIn(typed), input.value);
  return answer(c, outcome, templatePath(template.id), again);
}

function languageOf(c: Ctx): ContentLanguage {
  const language = languageOrder.find((candidate) => candidate === c.req.param('language'));
  if (!language) throw new NotFound();
  return language;
}

async function textForm(c: Ctx, values?: { title: string; body: string }, troubles: readonly Trouble[] = []) {
  const template = await own(c);
  const language = languageOf(c);
  const saved = (await templateTexts(c.var.services.db, template.id)).find((text) => text.language === language);
  const shown = values ?? { title: saved?.title ?? '', body: saved?.body ?? '' };
  const props = { view: viewOf(c), template, language, values: shown, troubles };
  return page(c, <TemplateTextPage {...props} />, troubles.length ? 422 : 200);
}

async function saveText(c: Ctx): Promise<Response> {
  const template = await own(c);
  const language = languageOf(c);
  const { typed } = await readForm(c);
  const values = { title: typedText(typed, 'title'), body: typedText(typed, 'body') };
  const again = (troubles: readonly Trouble[]) => textForm(c, values, troubles);
  const input = checkForm(textInput, typed);
  if (!input.ok) return again(input.troubles);
  const text: Text = { language, ...input.value };
  const outcome = await saveTemplateText(c.var.services, byOf(c, permission), template.id, revisionIn(typed), text);
  return answer(c, outcome, templatePath(template.id), again);
}

/** Names of fields: names of variables are any words, so they go by their place. */
const fieldOf = (language: string, n: number) => `fill-${language}-${n}`;

async function useForm(c: Ctx, template: Template, typed?: Typed, troubles: readonly Trouble[] = []) {
  const texts = await templateTexts(c.var.services.db, template.id);
  const offices = (await choicesOf(c, permission)).filter((office) => usableBy(template, office));
  const deadlineOn = addDays(todayOf(c), template.deadlineDays ?? usualDeadlineDays);
  const blanks = texts.flatMap(({ language, title, body }) => {
    const names = variablesIn(title, body);
    const variables = names.map((name, n) => {
      const field = fieldOf(language, n);
      return { name, field, value: typed ? typedText(typed, field) : '' };
    });
    return variables.length > 0 ? [{ language, variables }] : [];
  });
  const values = typed
    ? { organisationId: typedText(typed, 'organisationId'), deadlineOn: typedText(typed, 'deadlineOn') }
    : { organisationId: String(offices[0]?.id ?? ''), deadlineOn };
  const props = { view: viewOf(c), template, offices, values, blanks, troubles };
  return page(c, <UsePage {...props} />, troubles.length ? 422 : 200);
}

async function use(c: Ctx): Promise<Response> {
  const template = await usable(c);
  const { typed } = await readForm(c);
  const again = (troubles: readonly Trouble[]) => useForm(c, template, typed, troubles);
  const input = checkForm(useInput, typed);
  if (!input.ok) return again(input.troubles);
  const texts = await templateTexts(c.var.services.db, template.id);
  const values = new Map(
    texts.map(({ language, title, body }) => {
      const filled = variablesIn(title, body).map((name, n) => {
        return [name, typedText(typed, fieldOf(language, n)).trim().slice(0, 200)] as const;
      });
      return [language, new Map(filled)] as const;
    }),
  );
  const outcome = await draftFromTemplate(c.var.services, byOf(c, permission), template.id, { ...input.value, values });
  return answer(c, outcome, ({ id }) => noticePath(id), again);
}

async function doRetire(c: Ctx): Promise<Response> {
  const template = await own(c);
  const { typed } = await readForm(c);
  const retired = typedText(typed, 'what') !== 'restore';
  const outcome = await retire(c.var.services, byOf(c, permission), template.id, retired);
  return answer(c, outcome, templatePath(template.id), (troubles) => show(c, troubles));
}

async function fromForm(c: Ctx, notice: Notice, typed?: Typed, troubles: readonly Trouble[] = []) {
  const { name } = await named(c, notice);
  const values = typed
    ? { name: typedText(typed, 'name'), organisationId: typedText(typed, 'organisationId') }
    : { name: Array.from(name).slice(0, nameLimit).join(''), organisationId: String(notice.organisationId) };
  const props = { view: viewOf(c), notice, name, offices: await choicesOf(c, permission), values, troubles };
  return page(c, <FromNoticePage {...props} />, troubles.length ? 422 : 200);
}

async function makeFrom(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed } = await readForm(c);
  const again = (troubles: readonly Trouble[]) => fromForm(c, notice, typed, troubles);
  const input = checkForm(fromNoticeInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await templateFromNotice(c.var.services, byOf(c, permission), notice.id, input.value);
  return answer(c, outcome, ({ id }) => templatePath(id), again);
}

export const templateRoutes: readonly Route[] = [
  get(templatesPath, permission, list),
  get(newTemplatePath, permission, (c) => settingsForm(c, undefined, fresh)),
  post(newTemplatePath, permission, start),
  get(templatePattern, permission, (c) => show(c)),
  get(templateRoomPattern('settings'), permission, async (c) => {
    const template = await own(c);
    return settingsForm(c, template, valuesOf(template));
  }),
  post(templateRoomPattern('settings'), permission, changeSettings),
  get(templateTextPattern, permission, (c) => textForm(c)),
  post(templateTextPattern, permission, saveText),
  get(templateRoomPattern('use'), permission, async (c) => useForm(c, await usable(c))),
  post(templateRoomPattern('use'), permission, use),
  post(templateRoomPattern('retire'), permission, doRetire),
  get(fromNoticePattern, permission, async (c) => fromForm(c, await issued(c, permission))),
  post(fromNoticePattern, permission, makeFrom),
];

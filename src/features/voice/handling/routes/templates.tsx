/** Templates, by administrators of the whole district. */
import { theDistrict } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { retireTemplate, type Setting, saveTemplate } from '../actions/templates.ts';
import { templateForm } from '../input.ts';
import type { Template } from '../model/template.ts';
import { TemplatePage, TemplatesPage } from '../pages/templates.tsx';
import { templatePath, templatePattern, templatesPath } from '../paths.ts';
import { templateById, templates } from '../queries/templates.ts';
import { todayOf, viewOf } from './request.ts';

export const templateRoutes: readonly Route[] = [
  get(templatesPath, 'voice.set_up', (c) => showAll(c)),
  post(templatesPath, 'voice.set_up', add),
  get(templatePattern, 'voice.set_up', (c) => showOne(c)),
  post(templatePattern, 'voice.set_up', change),
];

interface Again {
  typed: Typed;
  troubles: readonly Trouble[];
}

/** A school's administrators read them; what is written is for the whole district. */
async function mayWrite(c: Ctx): Promise<boolean> {
  const district = await theDistrict(c.var.services.db);
  return district !== undefined && within(c.var.reach('voice.set_up'), district.path);
}

async function settingOf(c: Ctx): Promise<Setting> {
  const { caller, services } = c.var;
  if (caller.kind !== 'account' || !(await mayWrite(c))) throw new Forbidden();
  return { accountId: caller.accountId, at: services.clock.now(), today: todayOf(c) };
}

async function showAll(c: Ctx, again?: Again): Promise<Response> {
  const known = await templates(c.var.services.db, { ended: true });
  const props = {
    view: await viewOf(c),
    templates: known,
    writes: await mayWrite(c),
    ...(again ?? { typed: {}, troubles: [] }),
  };
  return page(c, <TemplatesPage {...props} />, again ? 422 : 200);
}

async function add(c: Ctx): Promise<Response> {
  const by = await settingOf(c);
  const { typed } = await readForm(c);
  const input = checkForm(templateForm, typed);
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) => saveTemplate(trx, by, null, input.value))
    : input;
  return outcome.ok ? seeOther(c, templatesPath) : showAll(c, { typed, troubles: outcome.troubles });
}

async function templateFrom(c: Ctx): Promise<Template> {
  const found = await templateById(c.var.services.db, idFrom(c, 'template'));
  if (!found) throw new NotFound();
  return found;
}

async function showOne(c: Ctx, again?: Again): Promise<Response> {
  const template = await templateFrom(c);
  const { name, language, text } = template;
  const writes = await mayWrite(c);
  const props = {
    view: await viewOf(c),
    template,
    writes,
    ...(again ?? { typed: { name, language, text }, troubles: [] }),
  };
  return page(c, <TemplatePage {...props} />, again ? 422 : 200);
}

async function change(c: Ctx): Promise<Response> {
  const by = await settingOf(c);
  const { id } = await templateFrom(c);
  const { typed } = await readForm(c);
  const transaction = c.var.services.db.transaction();
  if (typedText(typed, 'act') === 'end') {
    const ended = await transaction.execute((trx) => retireTemplate(trx, by, id));
    return ended.ok ? seeOther(c, templatesPath) : showOne(c, { typed, troubles: ended.troubles });
  }
  const input = checkForm(templateForm, typed);
  const outcome = input.ok ? await transaction.execute((trx) => saveTemplate(trx, by, id, input.value)) : input;
  return outcome.ok ? seeOther(c, templatePath(id)) : showOne(c, { typed, troubles: outcome.troubles });
}

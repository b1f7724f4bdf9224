/** Making, changing and retiring templates. */
import { record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { By } from '../../actions/by.ts';
import { mayAskForReply, mayAskToAcknowledge } from '../../model/kinds.ts';
import type { Text } from '../../model/notice.ts';
import { issuedWithin, wholeOf } from '../../queries/notices.ts';
import { daysGiven, type Template, type TemplateSettings } from '../model/template.ts';
import {
  deleteTemplateText,
  insertTemplate,
  lockTemplate,
  setRetired,
  touchTemplate,
  updateTemplate,
  writeTemplateText,
} from '../queries/templates.ts';

type TemplateAct =
  | 'notice_template.make'
  | 'notice_template.edit'
  | 'notice_template.retire'
  | 'notice_template.restore';

async function note(
  trx: Transaction,
  services: Services,
  by: By,
  action: TemplateAct,
  template: { id: number; organisationId: number },
): Promise<void> {
  await record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action,
    organisationId: template.organisationId,
    subject: `notice_template:${template.id}`,
    detail: {},
    at: services.clock.now(),
  });
}

async function ownOffice(services: Services, by: By, id: number): Promise<boolean> {
  const office = await organisationById(services.db, id);
  return Boolean(office && office.endedOn === null && within(by.reach, office.path));
}

/** Whether the kind may ask for what the template asks. */
function askable(settings: TemplateSettings): Outcome<null> {
  const { kind, request } = settings;
  if (request === 'acknowledge' && !mayAskToAcknowledge(kind)) return refused('request', 'kindMayNotAsk');
  if (request === 'slip' && !mayAskForReply(kind)) return refused('request', 'kindMayNotReply');
  if (request !== 'none' && settings.deadlineDays === null) return refused('deadlineDays', 'deadlineDaysMissing');
  return done(null);
}

/** Begins an empty template. */
export async function startTemplate(
  services: Services,
  by: By,
  organisationId: number,
  settings: TemplateSettings,
): Promise<Outcome<{ id: number }>> {
  if (!(await ownOffice(services, by, organisationId))) return refused('organisationId', 'officeOutside');
  // A slip comes with the notice from which a template is made.
  if (settings.request === 'slip') return refused('request', 'templateNoSlip');
  const fine = askable(settings);
  if (!fine.ok) return fine;
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const id = await insertTemplate(trx, { ...settings, organisationId, slip: null, by: by.accountId, at });
    await note(trx, services, by, 'notice_template.make', { id, organisationId });
    return done({ id });
  });
}

/** Takes texts, kind, request and the roles of the audience of a notice over; never whose they were. */
export async function templateFromNotice(
  services: Services,
  by: By,
  noticeId: number,
  input: { organisationId: number; name: string },
): Promise<Outcome<{ id: number }>> {
  const notice = await issuedWithin(services.db, by.reach, noticeId);
  if (!notice) return refused(null, 'noticeMissing');
  if (!(await ownOffice(services, by, input.organisationId))) return refused('organisationId', 'officeOutside');
  if (notice.forwardsId !== null || notice.correctsId !== null) return refused(null, 'templateOfOwn');
  const whole = await wholeOf(services.db, notice);
  const startedOn = localDate(notice.publishedAt ?? notice.createdAt, services.config.timeZone);
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const id = await insertTemplate(trx, {
      ...input,
      kind: notice.kind,
      isPublic: notice.isPublic,
      mainLanguage: notice.mainLanguage,
      request: notice.request,
      deadlineDays: notice.deadlineOn === null ? null : daysGiven(startedOn, notice.deadlineOn),
      roles: [...new Set(whole.audience.include.map((clause) => clause.role))],
      slip: whole.slip,
      by: by.accountId,
      at,
    });
    for (const text of whole.texts) await writeTemplateText(trx, id, text);
    await note(trx, services, by, 'notice_template.make', { id, organisationId: input.organisationId });
    return done({ id });
  });
}

function change(
  services: Services,
  by: By,
  id: number,
  revision: number,
  step: (trx: Transaction, template: Template) => Promise<Outcome<null>>,
): Promise<Outcome<null>> {
  return services.db.transaction().execute(async (trx) => {
    const template = await lockTemplate(trx, by.reach, id);
    if (!template) return refused(null, 'templateMissing');
    if (template.retiredAt !== null) return refused(null, 'templateRetired');
    if (template.revision !== revision) return refused(null, 'stale');
    const outcome = await step(trx, template);
    if (outcome.ok) await note(trx, services, by, 'notice_template.edit', template);
    return outcome;
  });
}

export function saveSettings(
  services: Services,
  by: By,
  id: number,
  revision: number,
  settings: TemplateSettings,
): Promise<Outcome<null>> {
  return change(services, by, id, revision, async (trx, template) => {
    if (settings.request === 'slip' && template.slip === null) return refused('request', 'templateNoSlip');
    const fine = askable(settings);
    if (!fine.ok) return fine;
    await updateTemplate(trx, id, settings, services.clock.now());
    return done(null);
  });
}

/** The text in one language; both parts empty: the language is taken out. */
export function saveTemplateText(
  services: Services,
  by: By,
  id: number,
  revision: number,
  text: Text,
): Promise<Outcome<null>> {
  return change(services, by, id, revision, async (trx, template) => {
    const empty = text.title === '' && text.body === '';
    if (text.title === '' && (!empty || text.language === template.mainLanguage))
      return refused('title', 'titleMissing');
    if (!empty && text.body === '') return refused('body', 'bodyMissing');
    if (empty) await deleteTemplateText(trx, id, text.language);
    else await writeTemplateText(trx, id, text);
    await touchTemplate(trx, id, services.clock.now());
    return done(null);
  });
}

/** Takes a template out of use, or back into it. Notices made from it stay. */
export function retire(services: Services, by: By, id: number, retired: boolean): Promise<Outcome<null>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const template = await lockTemplate(trx, by.reach, id);
    if (!template) return refused(null, 'templateMissing');
    await setRetired(trx, id, retired ? at : null);
    await note(trx, services, by, retired ? 'notice_template.retire' : 'notice_template.restore', template);
    return done(null);
  });
}

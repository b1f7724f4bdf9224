/** A draft from a template: texts filled in, kind, request, slip, and the roles of the office that uses it. */
import { type Organisation, organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, noteAct, today } from '../../actions/by.ts';
import { limits } from '../../model/notice.ts';
import { insertClauses, insertNotice, updateRequest, upsertText } from '../../queries/write.ts';
import { writeSlip } from '../../slips/queries/slips.ts';
import { setSource } from '../../translations/queries/sources.ts';
import { filledIn, type Template } from '../model/template.ts';
import { templateTexts, templateUsable } from '../queries/templates.ts';

export interface Use {
  organisationId: number;
  deadlineOn: string | null;
  /** For each language, what to fill in under which name. */
  values: ReadonlyMap<ContentLanguage, ReadonlyMap<string, string>>;
}

/** Starts a notice from a template; what is left unfilled keeps its mark and stops the submission. */
export async function draftFromTemplate(
  services: Services,
  by: By,
  id: number,
  use: Use,
): Promise<Outcome<{ id: number }>> {
  const template = await templateUsable(services.db, by.reach, id);
  if (!template) return refused(null, 'templateMissing');
  if (template.retiredAt !== null) return refused(null, 'templateRetired');
  const office = await organisationById(services.db, use.organisationId);
  if (!office || !usableBy(template, office) || !within(by.reach, office.path)) {
    return refused('organisationId', 'officeOutside');
  }
  if (template.request !== 'none') {
    if (use.deadlineOn === null) return refused('deadlineOn', 'deadlineMissing');
    if (use.deadlineOn < today(services)) return refused('deadlineOn', 'deadlinePast');
  }
  return services.db.transaction().execute((trx) => writeDraft(services, trx, template, use, by.accountId));
}

/** Whether an office is the template's own or below it, and still there. */
export function usableBy(template: Pick<Template, 'organisationPath'>, office: Organisation): boolean {
  return office.endedOn === null && `${office.path}.`.startsWith(`${template.organisationPath}.`);
}

/** Writes the draft; called with the office and the days checked. */
export async function writeDraft(
  services: Services,
  trx: Transaction,
  template: Template,
  use: Use,
  authorId: number,
): Promise<Outcome<{ id: number }>> {
  const at = services.clock.now();
  const texts = (await templateTexts(trx, template.id)).map(({ language, title, body }) => {
    const values = use.values.get(language) ?? new Map();
    return { language, title: filledIn(title, values), body: filledIn(body, values) };
  });
  const long = texts.find(
    ({ title, body }) => Array.from(title).length > limits.title || Array.from(body).length > limits.body,
  );
  if (long) return refused(null, Array.from(long.title).length > limits.title ? 'titleLong' : 'bodyLong');
  const { kind, isPublic, mainLanguage, request, roles, slip } = template;
  const { organisationId } = use;
  const id = await insertNotice(trx, { organisationId, kind, isPublic, mainLanguage, authorId, at });
  for (const text of texts) await upsertText(trx, id, text);
  // Written as one: a translation is of the main text beside it, until that is changed.
  for (const { language } of texts) await setSource(trx, id, language);
  await updateRequest(trx, id, request, request === 'none' ? null : use.deadlineOn);
  if (request === 'slip' && slip) await writeSlip(trx, id, slip);
  const clauses = roles.map((role) => ({ organisationId, role }));
  if (clauses.length > 0) await insertClauses(trx, id, 'include', clauses);
  const detail = { template: template.id };
  await noteAct(trx, { id, organisationId }, authorId, 'created', at, { detail });
  return done({ id });
}

/** Sheets: upload, columns, template. What follows (preview, apply) are the roster's own pages. */
import { within } from '#platform/access.ts';
import { contentDisposition } from '#platform/files/serve.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { refused, type Trouble } from '#platform/trouble.ts';
import type { Organisation } from '../model.ts';
import { organisationById } from '../queries/organisations.ts';
import { rosterWords } from '../roster/messages.ts';
import type { RosterFrame } from '../roster/pages/frame.tsx';
import { rosterPaths } from '../roster/paths.ts';
import { receiveFile } from '../roster/upload.ts';
import { compareUpload, keepUpload } from './actions.ts';
import { fieldsOf, type SheetKind, sheetKinds } from './fields.ts';
import { ChooseSchoolPage, ColumnsPage, sizeOf, UploadPage } from './pages.tsx';
import { sheetPaths, sheetPatterns } from './paths.ts';
import { rememberedFields, type SheetUpload, schoolsWithin, uploadWithin } from './queries.ts';
import { type ColumnGuess, columnsOf } from './rows.ts';
import { type Scope, scopes } from './staging.ts';
import { template } from './template.ts';

const permission = 'directory.import';

function frameOf(c: Ctx): RosterFrame {
  const { language, services } = c.var;
  return { shell: c.var.shell('staff'), t: rosterWords(language), language, zone: services.config.timeZone };
}

async function schoolOf(c: Ctx, id: number): Promise<Organisation> {
  const school = await organisationById(c.var.services.db, id);
  if (school?.kind !== 'school' || school.endedOn || !within(c.var.reach(permission), school.path))
    throw new NotFound();
  return school;
}

function kindOf(c: Ctx): SheetKind {
  const kind = sheetKinds.find((one) => one === c.req.param('kind'));
  if (!kind) throw new NotFound();
  return kind;
}

async function showHome(c: Ctx): Promise<Response> {
  const schools = await schoolsWithin(c.var.services.db, c.var.reach(permission));
  const [only] = schools;
  if (only && schools.length === 1) return seeOther(c, sheetPaths.school(only.id));
  return page(c, <ChooseSchoolPage frame={frameOf(c)} schools={schools} />);
}

async function showSchool(c: Ctx, troubles: readonly Trouble[] = [], kind?: SheetKind): Promise<Response> {
  const school = await schoolOf(c, idFrom(c, 'organisation'));
  const { maxUploadMb } = c.var.services.config;
  const props = { frame: frameOf(c), school, maxMb: Math.min(maxUploadMb, largestMb), kind, troubles };
  return page(c, <UploadPage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function upload(c: Ctx): Promise<Response> {
  const { services, caller } = c.var;
  const school = await schoolOf(c, idFrom(c, 'organisation'));
  const kind = kindOf(c);
  if (caller.kind !== 'account') throw new NotFound();
  const limit = Math.min(services.config.maxUploadMb, largestMb) * 1024 ** 2;
  const received = await receiveFile(c.req.raw, limit);
  if (!received.ok) return showSchool(c, received.troubles, kind);
  const kept = await keepUpload(services, caller.accountId, { school, kind }, received.value);
  return kept.ok ? seeOther(c, sheetPaths.columns(kept.value)) : showSchool(c, kept.troubles, kind);
}

async function uploadOf(c: Ctx): Promise<{ row: SheetUpload; school: Organisation; columns: ColumnGuess[] }> {
  const { db } = c.var.services;
  const row = await uploadWithin(db, c.var.reach(permission), idFrom(c, 'upload'));
  if (!row) throw new NotFound();
  const remembered = await rememberedFields(db, row.organisationId, row.kind);
  return {
    row,
    school: await schoolOf(c, row.organisationId),
    columns: columnsOf(row.kind, row.content.sheets, remembered),
  };
}

async function showColumns(c: Ctx): Promise<Response> {
  const { row, columns } = await uploadOf(c);
  return columnsPage(c, row, columns, 'additions');
}

function columnsPage(
  c: Ctx,
  { id, fileName, kind, content }: SheetUpload,
  columns: readonly ColumnGuess[],
  scope: Scope,
  troubles: readonly Trouble[] = [],
): Response | Promise<Response> {
  const props = { frame: frameOf(c), uploadId: id, fileName, kind, columns, notes: content.notes };
  const body = <ColumnsPage {...props} size={sizeOf(content.sheets)} scope={scope} troubles={troubles} />;
  return page(c, body, troubles.length > 0 ? 422 : 200);
}

async function submitColumns(c: Ctx): Promise<Response> {
  const { row, school, columns } = await uploadOf(c);
  const { caller, services } = c.var;
  if (caller.kind !== 'account') throw new NotFound();
  const { typed } = await readForm(c);
  const allowed = fieldsOf[row.kind];
  const said = columns.map((column, index) => {
    const field = typedText(typed, `column${index}`);
    return { ...column, field: allowed.includes(field) ? field : '' };
  });
  const scope = scopes.find((one) => one === typedText(typed, 'scope')) ?? 'additions';
  const troubles = said.flatMap(({ field }, index): Trouble[] =>
    field !== '' && said.findIndex((one) => one.field === field) < index
      ? refused(`column${index}`, 'sheetFieldTwice').troubles
      : [],
  );
  if (!said.some(({ field }) => field === 'name')) troubles.unshift(...refused('column0', 'sheetNameNeeded').troubles);
  if (troubles.length > 0) return columnsPage(c, row, said, scope, troubles);
  const mapping = Object.fromEntries(said.map(({ plain, field }) => [plain, field]));
  const who = { accountId: caller.accountId, name: caller.name };
  const outcome = await compareUpload(services, who, row, school, { mapping, scope });
  if (!outcome.ok) return columnsPage(c, row, said, scope, outcome.troubles);
  return seeOther(c, rosterPaths.one(outcome.value.id));
}

const sendTemplate = (kind: SheetKind) => async (c: Ctx) => {
  const bytes = await template(kind, c.var.language);
  const { t } = frameOf(c);
  c.header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  c.header('content-disposition', contentDisposition(`${t(`sheet_${kind}`)}.xlsx`));
  return c.body(bytes);
};

/** A school's list of people is a few hundred kilobytes. */
const largestMb = 20;

export const sheetRoutes: readonly Route[] = [
  get(sheetPatterns.home, permission, showHome),
  get(sheetPatterns.pupilTemplate, permission, sendTemplate('pupils')),
  get(sheetPatterns.staffTemplate, permission, sendTemplate('staff')),
  get(sheetPatterns.school, permission, (c) => showSchool(c)),
  post(sheetPatterns.upload, permission, upload, { maxBody: 21 * 1024 ** 2 }),
  get(sheetPatterns.columns, permission, showColumns),
  post(sheetPatterns.columns, permission, submitColumns),
];

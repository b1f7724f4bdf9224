/** The import's routes. All of them are for the administrator of the whole district. */

import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { refused, type Trouble } from '#platform/trouble.ts';
import { organisationById } from '../queries/organisations.ts';
import { sheetPaths } from '../sheet/paths.ts';
import { uploadOfImport } from '../sheet/queries.ts';
import { discard } from './actions.ts';
import { beginApplying, beginStaging } from './background.ts';
import { listInput, pageInput } from './input.ts';
import { rosterWords } from './messages.ts';
import { type Counts, largeRemovals, type RosterImport, type Who } from './model.ts';
import { ChangesPage } from './pages/changes.tsx';
import { ApplyPage, DiscardPage } from './pages/confirm.tsx';
import type { RosterFrame } from './pages/frame.tsx';
import { RosterHome } from './pages/home.tsx';
import { ImportPage, ImportProgress } from './pages/import.tsx';
import { rosterPaths, rosterPatterns } from './paths.ts';
import { importById, importsBefore, problemsAfter } from './queries/imports.ts';
import { changesAfter } from './queries/listing.ts';
import { receiveFile } from './upload.ts';

const permission = 'directory.import';
const pageSize = 50;

/** A file changes the whole district: an administrator of one school finds nothing here. */
function wholeDistrict(c: Ctx): void {
  if (!c.var.reach(permission).paths.some((path) => !path.includes('.'))) throw new NotFound();
}

function frameOf(c: Ctx): RosterFrame {
  const { language, services } = c.var;
  return { shell: c.var.shell('staff'), t: rosterWords(language), language, zone: services.config.timeZone };
}

function whoOf(c: Ctx): Who {
  const { caller } = c.var;
  if (caller.kind !== 'account') throw new NotFound();
  return { accountId: caller.accountId, name: caller.name };
}

/** An import of the whole district for its administrator; a school's sheet also for the school's. */
async function importOf(c: Ctx): Promise<RosterImport> {
  const { db } = c.var.services;
  const row = await importById(db, idFrom(c, 'import'));
  if (!row) throw new NotFound();
  if (row.organisationId === null) wholeDistrict(c);
  else {
    const school = await organisationById(db, row.organisationId);
    if (!school || !within(c.var.reach(permission), school.path)) throw new NotFound();
  }
  return row;
}

/** Pages of a sheet lead back to the sheets. */
async function frameFor(c: Ctx, row: RosterImport): Promise<RosterFrame> {
  const frame = frameOf(c);
  if (row.organisationId === null) return frame;
  const uploadId = await uploadOfImport(c.var.services.db, row.id);
  return { ...frame, sheet: { organisationId: row.organisationId, uploadId } };
}

async function showHome(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  wholeDistrict(c);
  const { db, config } = c.var.services;
  const { before } = pageInput.parse(c.req.query());
  const found = await importsBefore(db, before || null, pageSize + 1);
  const imports = found.slice(0, pageSize);
  const nextBefore = found.length > pageSize ? imports.at(-1)?.id : undefined;
  const props = { frame: frameOf(c), maxMb: config.maxUploadMb, imports, before, nextBefore, troubles };
  return page(c, <RosterHome {...props} />, troubles.length > 0 ? 422 : 200);
}

async function upload(c: Ctx): Promise<Response> {
  wholeDistrict(c);
  const { services } = c.var;
  const received = await receiveFile(c.req.raw, services.config.maxUploadMb * 1024 ** 2);
  if (!received.ok) return showHome(c, received.troubles);
  const begun = await beginStaging(services, whoOf(c), received.value);
  return begun.ok ? seeOther(c, rosterPaths.one(begun.value)) : showHome(c, begun.troubles);
}

async function showImport(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const row = await importOf(c);
  const { after } = pageInput.parse(c.req.query());
  const found = row.state === 'refused' ? await problemsAfter(c.var.services.db, after, pageSize + 1) : [];
  const problems = found.slice(0, pageSize);
  const nextAfter = found.length > pageSize ? problems.at(-1)?.id : undefined;
  const props = { frame: await frameFor(c, row), row, problems, nextAfter, after, troubles };
  return page(c, <ImportPage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function showProgress(c: Ctx): Promise<Response> {
  const row = await importOf(c);
  return c.html((await (<ImportProgress frame={await frameFor(c, row)} row={row} />)).toString());
}

async function showChanges(c: Ctx): Promise<Response> {
  const row = await importOf(c);
  if (row.state !== 'ready') return seeOther(c, rosterPaths.one(row.id));
  const { kind, change, after } = listInput.parse(c.req.query());
  const filter = { kind, change, after, limit: pageSize + 1, organisationId: row.organisationId };
  const found = await changesAfter(c.var.services.db, c.var.reach(permission), filter);
  const rows = found.slice(0, pageSize);
  const nextAfter = found.length > pageSize ? rows.at(-1)?.id : undefined;
  const frame = await frameFor(c, row);
  return page(c, <ChangesPage frame={frame} importId={row.id} {...{ kind, change, rows, after, nextAfter }} />);
}

async function showApply(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const row = await importOf(c);
  if (row.state !== 'ready') return seeOther(c, rosterPaths.one(row.id));
  const frame = await frameFor(c, row);
  return page(c, <ApplyPage frame={frame} row={row} troubles={troubles} />, troubles.length > 0 ? 422 : 200);
}

async function apply(c: Ctx): Promise<Response> {
  const row = await importOf(c);
  const { typed } = await readForm(c);
  const removal = typedText(typed, 'removal') === 'yes';
  if (row.state === 'ready' && !removal && largeRemovals(row.counts as Counts).length > 0) {
    return showApply(c, refused('removal', 'removalUnchecked').troubles);
  }
  const outcome = await beginApplying(c.var.services, whoOf(c), row.id, { removal });
  if (outcome && !outcome.ok) return showImport(c, outcome.troubles);
  return seeOther(c, rosterPaths.one(row.id));
}

async function showDiscard(c: Ctx): Promise<Response> {
  const row = await importOf(c);
  return page(c, <DiscardPage frame={await frameFor(c, row)} row={row} troubles={[]} />);
}

async function submitDiscard(c: Ctx): Promise<Response> {
  const row = await importOf(c);
  const outcome = await discard(c.var.services, whoOf(c), row.id);
  if (!outcome.ok) return showImport(c, outcome.troubles);
  return seeOther(c, row.organisationId === null ? rosterPaths.home() : sheetPaths.school(row.organisationId));
}

/** The handler holds an upload to the limit of the settings; this one is the largest that they may name. */
const largestUpload = 501 * 1024 ** 2;

export const rosterRoutes: readonly Route[] = [
  get(rosterPatterns.home, permission, (c) => showHome(c)),
  post(rosterPatterns.home, permission, upload, { maxBody: largestUpload }),
  get(rosterPatterns.one, permission, (c) => showImport(c)),
  get(rosterPatterns.progress, permission, showProgress),
  get(rosterPatterns.changes, permission, showChanges),
  get(rosterPatterns.apply, permission, (c) => showApply(c)),
  post(rosterPatterns.apply, permission, apply, { proof: true }),
  get(rosterPatterns.discard, permission, showDiscard),
  post(rosterPatterns.discard, permission, submitDiscard),
];

/** A school's sheet: read and kept for a day at most, then compared through the roster's staging. */
import { randomBytes } from 'node:crypto';
import { localDate } from '#platform/clock.ts';
import type { Database } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Organisation } from '../model.ts';
import { stageFrom } from '../roster/actions.ts';
import { fileNames, type Modes, type Note, type RosterImport, type Who } from '../roster/model.ts';
import { holdsIdentityNumber } from '../roster/sensitive.ts';
import { CopyWriter } from '../roster/staging.ts';
import { FileRefused, Findings } from '../roster/trouble.ts';
import type { Received } from '../roster/upload.ts';
import type { SheetKind } from './fields.ts';
import { matchPeople } from './match.ts';
import {
  deleteFinishedUploads,
  giveSourceIds,
  insertUpload,
  keepWhatIsNotSaid,
  rememberFields,
  type SheetUpload,
  sameElsewhere,
  schoolAsItIs,
  setUploadImport,
} from './queries.ts';
import { readUpload } from './reading.ts';
import { type Mapping, readPeople } from './rows.ts';
import { type Scope, stageRows } from './staging.ts';

type Needed = Pick<Services, 'db' | 'clock' | 'config' | 'log'>;

/** Reads an upload and keeps what may be kept of it. The value is the upload's number. */
export async function keepUpload(
  { db, clock }: Needed,
  accountId: number,
  place: { school: Organisation; kind: SheetKind },
  received: Received,
): Promise<Outcome<number>> {
  try {
    const content = await readUpload(place.kind, received);
    const fileName = holdsIdentityNumber(received.name, true) ? '' : received.name.slice(-100);
    const row = {
      organisationId: place.school.id,
      accountId,
      kind: place.kind,
      fileName,
      content,
      createdAt: clock.now(),
    };
    return done(await insertUpload(db, row));
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return refused('file', error.problem.key, error.problem.context);
  }
}

/** Stages the upload with the columns as the office says they are; an import comes of it, ready or refused. */
export async function compareUpload(
  services: Needed,
  who: Who,
  upload: SheetUpload,
  school: Organisation,
  said: { mapping: Mapping; scope: Scope },
): Promise<Outcome<RosterImport>> {
  const { db } = services;
  await rememberFields(db, school.id, upload.kind, said.mapping);
  const source = {
    name: upload.fileName,
    scope: { organisationId: school.id, sheetKind: upload.kind },
    read: async (client: ConstructorParameters<typeof CopyWriter>[0]) => {
      const findings = new Findings();
      for (const note of upload.content.notes) carry(findings, note);
      await stageSheet(services, upload, school, said, findings, new CopyWriter(client));
      return { modes: sheetModes, findings };
    },
  };
  const outcome = await stageFrom(services, who, source);
  if (outcome.ok) await setUploadImport(db, upload.id, outcome.value.id);
  return outcome;
}

function carry(findings: Findings, { file, line, column, key, context, count }: Note): void {
  findings.note(file, line, column, key, context, count);
}

/** A sheet says something about some people: what it doesn't name is not in it, as in a delta. */
const sheetModes = Object.fromEntries(
  fileNames.map((name) => [name, ['classes', 'users', 'roles', 'enrollments'].includes(name) ? 'delta' : 'absent']),
) as Modes;

async function stageSheet(
  { db, clock, config }: Needed,
  { content, kind }: SheetUpload,
  school: Organisation,
  { mapping, scope }: { mapping: Mapping; scope: Scope },
  findings: Findings,
  writer: CopyWriter,
): Promise<void> {
  const today = localDate(clock.now(), config.timeZone);
  const pupils = kind === 'pupils';
  const rows = readPeople(kind, content.sheets, mapping, findings);
  if (rows.length === 0 && findings.problemCount === 0) throw new FileRefused('', 'sheetNothing');
  if (findings.problemCount > 0) return;
  const { known, elsewhere } = await db.transaction().execute(async (trx) => {
    await giveSourceIds(trx, school.path, today);
    const wanted = rows.flatMap((row) =>
      row.guardians.flatMap(({ name, phones }) => phones.map((phone) => ({ name, phone }))),
    );
    return { known: await schoolAsItIs(trx, school, today), elsewhere: await sameElsewhere(trx, wanted) };
  });
  const matched = matchPeople(known, rows, pupils, findings);
  if (findings.problemCount > 0) return;
  const newId = () => randomBytes(9).toString('base64url');
  stageRows(matched, { known, pupils, scope, elsewhere, newId }, writer.put);
  await writer.flush();
  await db.transaction().execute(keepWhatIsNotSaid);
}

/** Uploads that nobody needs any more go. */
export async function sweepUploads({ db, clock }: { db: Database; clock: Services['clock'] }): Promise<void> {
  await deleteFinishedUploads(db, new Date(clock.now().getTime() - 24 * 3_600_000));
}
